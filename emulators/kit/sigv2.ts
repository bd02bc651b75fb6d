/**
 * Checks a Signature Version 2 in a form body, which Import/Export still accepts.
 * https://docs.aws.amazon.com/AWSImportExport/latest/DG/CalculatingSignatures.html
 */
import { createHmac } from 'node:crypto';

import type { AwsEmulatorCredentials } from './emulator.ts';
import { compareText, encodeRfc3986, parsePairs } from './request.ts';
import type { EmulatedRequest } from './request.ts';
import { refuse, type SignatureRefusal } from './signature-refusal.ts';

/** SigV2 has no date in its scope; AWS accepts a `Timestamp` for fifteen minutes. */
const maxSkewMilliseconds = 15 * 60_000;

/** Returns why the form is refused; undefined if its signature is valid. */
export function verifySigV2(
  request: EmulatedRequest,
  expected: { readonly credentials: AwsEmulatorCredentials; readonly now: Date },
): SignatureRefusal | undefined {
  const pairs = parsePairs(request.body.toString('utf8'));
  const form = new Map(pairs);
  const signature = form.get('Signature');
  if (signature === undefined) return refuse('missing', 'Request must contain a signature');
  if (form.size !== pairs.length) return refuse('malformed', 'A parameter is given twice');
  if (form.get('SignatureVersion') !== '2' || form.get('SignatureMethod') !== 'HmacSHA256') {
    return refuse('malformed', 'SignatureVersion must be 2 and SignatureMethod HmacSHA256');
  }
  const { credentials } = expected;
  if (
    form.get('AWSAccessKeyId') !== credentials.accessKeyId ||
    form.get('SecurityToken') !== credentials.sessionToken
  ) {
    return refuse('unknown-key', 'The AWS Access Key Id you provided does not exist in our records.');
  }
  const timestamp = form.get('Timestamp') ?? '';
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(timestamp)) {
    return refuse('malformed', 'Timestamp must be in ISO-8601 format');
  }
  // Written so that an invalid date, which is NaN, is refused.
  if (!(Math.abs(Date.parse(timestamp) - expected.now.getTime()) <= maxSkewMilliseconds)) {
    return refuse('skewed', `Request has expired: ${timestamp}`);
  }
  if (toSignature(request, pairs, credentials.secretAccessKey) === signature) return undefined;
  return refuse('mismatch', 'The request signature we calculated does not match the signature you provided.');
}

function toSignature(
  request: EmulatedRequest,
  pairs: readonly (readonly [string, string])[],
  secretAccessKey: string,
): string {
  const parameters = pairs
    .filter(([name]) => name !== 'Signature')
    .sort(([left], [right]) => compareText(left, right))
    .map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`)
    .join('&');
  // The Host header as sent: with the port, unless it is the scheme's default.
  const host = (request.headers['host'] ?? '').toLowerCase();
  return createHmac('sha256', secretAccessKey)
    .update([request.method, host, request.path, parameters].join('\n'))
    .digest('base64');
}
