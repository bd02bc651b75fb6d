/**
 * Checks a Signature Version 4 in the `Authorization` header.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHash, createHmac } from 'node:crypto';

import type { AwsEmulatorCredentials } from './emulator.ts';
import { compareText, encodeRfc3986, parsePairs } from './request.ts';
import type { EmulatedRequest } from './request.ts';
import { refuse, type SignatureRefusal } from './signature-refusal.ts';

/** AWS accepts a request within five minutes of its own clock. */
const maxSkewMilliseconds = 5 * 60_000;

const headerForm =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;

interface ParsedAuthorization {
  readonly keyId: string;
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: string;
  readonly signature: string;
}

/** Returns why the request is refused; undefined if its signature is valid. */
export function verifySigV4(
  request: EmulatedRequest,
  expected: {
    readonly credentials: AwsEmulatorCredentials;
    readonly region: string;
    readonly service: string;
    readonly now: Date;
  },
): SignatureRefusal | undefined {
  const header = request.headers['authorization'];
  if (header === undefined) return refuse('missing', 'Missing Authentication Token');
  const sent = parseAuthorization(header);
  if (sent === undefined) return refuse('malformed', 'Authorization header is not a Signature Version 4');
  const { credentials } = expected;
  if (sent.keyId !== credentials.accessKeyId) return invalidToken;
  if (request.headers['x-amz-security-token'] !== credentials.sessionToken) return invalidToken;
  return (
    scopeRefusal(sent, expected) ??
    dateRefusal(request, sent, expected.now) ??
    signedHeadersRefusal(request, sent) ??
    bodyRefusal(request) ??
    signatureRefusal(request, sent, credentials)
  );
}

const invalidToken = refuse('unknown-key', 'The security token included in the request is invalid.');

function parseAuthorization(header: string): ParsedAuthorization | undefined {
  const [, keyId, day, region, service, signedHeaders, signature] = headerForm.exec(header) ?? [];
  if (!keyId || !day || !region || !service || !signedHeaders || !signature) return undefined;
  return { keyId, day, region, service, signedHeaders, signature };
}

function scopeRefusal(
  sent: ParsedAuthorization,
  expected: { readonly region: string; readonly service: string },
): SignatureRefusal | undefined {
  if (sent.region !== expected.region) {
    return refuse('wrong-scope', `Credential should be scoped to a valid region, not '${sent.region}'.`);
  }
  if (sent.service !== expected.service) {
    return refuse('wrong-scope', `Credential should be scoped to correct service: '${expected.service}'.`);
  }
  return undefined;
}

function dateRefusal(request: EmulatedRequest, sent: ParsedAuthorization, now: Date): SignatureRefusal | undefined {
  const date = request.headers['x-amz-date'] ?? '';
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (parts === null) return refuse('malformed', 'Date must be in ISO-8601 basic format');
  if (!date.startsWith(sent.day)) {
    return refuse('wrong-scope', 'Date in Credential scope does not match the date of X-Amz-Date');
  }
  const [, year, month, day, hour, minute, second] = parts;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // Written so that an invalid date such as the 40th of March, which is NaN, is refused.
  if (Math.abs(time - now.getTime()) <= maxSkewMilliseconds) return undefined;
  return refuse('skewed', `Signature expired or not yet current: ${date}`);
}

function signedHeadersRefusal(request: EmulatedRequest, sent: ParsedAuthorization): SignatureRefusal | undefined {
  const names = sent.signedHeaders.split(';');
  if (names.join(';') !== [...new Set(names)].sort(compareText).join(';')) {
    return refuse('malformed', 'SignedHeaders must be sorted and without repetition');
  }
  const required = Object.keys(request.headers).filter(
    (name) => name === 'host' || name === 'content-type' || name.startsWith('x-amz-'),
  );
  const unsigned = required.filter((name) => !names.includes(name));
  if (unsigned.length > 0) return refuse('mismatch', `Headers must be signed: ${unsigned.join(', ')}`);
  const absent = names.filter((name) => request.headers[name] === undefined);
  if (absent.length > 0) return refuse('mismatch', `Signed headers are absent: ${absent.join(', ')}`);
  return undefined;
}

function bodyRefusal(request: EmulatedRequest): SignatureRefusal | undefined {
  const declared = request.headers['x-amz-content-sha256'];
  if (declared === undefined || declared === toSha256(request.body)) return undefined;
  return refuse('mismatch', "The provided 'x-amz-content-sha256' does not match what was computed.");
}

function signatureRefusal(
  request: EmulatedRequest,
  sent: ParsedAuthorization,
  credentials: AwsEmulatorCredentials,
): SignatureRefusal | undefined {
  const scope = `${sent.day}/${sent.region}/${sent.service}/aws4_request`;
  const stringToSign = [
    'AWS4-HMAC-SHA256',
    request.headers['x-amz-date'],
    scope,
    toSha256(toCanonicalRequest(request, sent.signedHeaders)),
  ].join('\n');
  const key = [sent.day, sent.region, sent.service, 'aws4_request'].reduce<string | Buffer>(
    (previous, part) => createHmac('sha256', previous).update(part).digest(),
    `AWS4${credentials.secretAccessKey}`,
  );
  if (createHmac('sha256', key).update(stringToSign).digest('hex') === sent.signature) return undefined;
  return refuse('mismatch', 'The request signature we calculated does not match the signature you provided.');
}

function toCanonicalRequest(request: EmulatedRequest, signedHeaders: string): string {
  const query = parsePairs(request.rawQuery)
    .map(([name, value]) => [encodeRfc3986(name), encodeRfc3986(value)] as const)
    .sort(([leftName, leftValue], [rightName, rightValue]) =>
      leftName === rightName ? compareText(leftValue, rightValue) : compareText(leftName, rightName),
    )
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const headers = signedHeaders
    .split(';')
    .map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`)
    .join('');
  // Every service but S3 encodes the path a second time.
  const path = request.path.split('/').map(encodeRfc3986).join('/');
  return [request.method, path, query, headers, signedHeaders, toSha256(request.body)].join('\n');
}

function toSha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
