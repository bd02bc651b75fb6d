/**
 * Checks Tencent COS's `q-sign-algorithm=sha1` Authorization header.
 * https://www.tencentcloud.com/document/product/436/7778
 */
import { createHash, createHmac } from 'node:crypto';

import { compareText, encodeRfc3986, parsePairs } from './request.ts';
import type { EmulatedRequest } from './request.ts';
import { refuse, type SignatureRefusal } from './signature-refusal.ts';

/** The keys that the emulator accepts; all others are refused. */
export interface CosEmulatorCredentials {
  readonly secretId: string;
  readonly secretKey: string;
  /** If given, requests must carry exactly this token. */
  readonly token?: string;
}

const members = [
  'q-sign-algorithm',
  'q-ak',
  'q-sign-time',
  'q-key-time',
  'q-header-list',
  'q-url-param-list',
  'q-signature',
];

/**
 * Returns why the request is refused; undefined if its signature is valid. COS lets clients choose which headers they
 * sign. Here they must be exactly host, x-cos-appid and, if one is used, the token's: a request signed for one tenant
 * then cannot be sent to another.
 */
export function verifyCosSignature(
  request: EmulatedRequest,
  expected: { readonly credentials: CosEmulatorCredentials; readonly now: Date },
): SignatureRefusal | undefined {
  const header = request.headers['authorization'];
  if (header === undefined) return refuse('missing', 'Access Denied.');
  const sent = new Map(header.split('&').map((part) => splitOnce(part)));
  if (header.split('&').length !== members.length || !members.every((name) => sent.has(name))) {
    return refuse('malformed', 'Authorization format error.');
  }
  if (sent.get('q-sign-algorithm') !== 'sha1') return refuse('malformed', 'q-sign-algorithm must be sha1.');
  const { credentials } = expected;
  if (sent.get('q-ak') !== credentials.secretId || request.headers['x-cos-security-token'] !== credentials.token) {
    return refuse('unknown-key', 'The access key Id format you provided is invalid.');
  }
  return (
    windowRefusal(sent, expected.now) ??
    listRefusal(request, sent, credentials.token !== undefined) ??
    signatureRefusal(request, sent, credentials.secretKey)
  );
}

function splitOnce(part: string): [string, string] {
  const mark = part.indexOf('=');
  return mark < 0 ? [part, ''] : [part.slice(0, mark), part.slice(mark + 1)];
}

function windowRefusal(sent: ReadonlyMap<string, string>, now: Date): SignatureRefusal | undefined {
  const signTime = sent.get('q-sign-time') ?? '';
  const [, start, end] = /^(\d{1,10});(\d{1,10})$/.exec(signTime) ?? [];
  if (start === undefined || end === undefined || sent.get('q-key-time') !== signTime) {
    return refuse('malformed', 'q-sign-time and q-key-time must be one and the same window.');
  }
  const seconds = Math.floor(now.getTime() / 1000);
  if (Number(start) <= seconds && seconds < Number(end)) return undefined;
  return refuse('skewed', 'Request has expired.');
}

function listRefusal(
  request: EmulatedRequest,
  sent: ReadonlyMap<string, string>,
  withToken: boolean,
): SignatureRefusal | undefined {
  const headers = withToken ? 'host;x-cos-appid;x-cos-security-token' : 'host;x-cos-appid';
  if (sent.get('q-header-list') !== headers) return refuse('mismatch', `q-header-list must be ${headers}.`);
  const parameters = toSortedPairs(parsePairs(request.rawQuery))
    .map(([name]) => name)
    .join(';');
  if (sent.get('q-url-param-list') === parameters) return undefined;
  return refuse('mismatch', 'q-url-param-list must name every parameter.');
}

function signatureRefusal(
  request: EmulatedRequest,
  sent: ReadonlyMap<string, string>,
  secretKey: string,
): SignatureRefusal | undefined {
  const headers = (sent.get('q-header-list') ?? '')
    .split(';')
    .map((name) => [name, request.headers[name] ?? ''] as const);
  const httpString = [
    request.method.toLowerCase(),
    decodePath(request.path),
    formatPairs(parsePairs(request.rawQuery)),
    formatPairs(headers),
    '',
  ].join('\n');
  const keyTime = sent.get('q-key-time') ?? '';
  const signKey = createHmac('sha1', secretKey).update(keyTime).digest('hex');
  const digest = createHash('sha1').update(httpString).digest('hex');
  const signature = createHmac('sha1', signKey).update(`sha1\n${keyTime}\n${digest}\n`).digest('hex');
  if (signature === sent.get('q-signature')) return undefined;
  return refuse('mismatch', 'The Signature you specified is invalid.');
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function toSortedPairs(pairs: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  return pairs
    .map(([name, value]) => [encodeRfc3986(name).toLowerCase(), encodeRfc3986(value)] as const)
    .sort(([left], [right]) => compareText(left, right));
}

function formatPairs(pairs: readonly (readonly [string, string])[]): string {
  return toSortedPairs(pairs)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}
