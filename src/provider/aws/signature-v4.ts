/**
 * AWS Signature Version 4, as its documentation has it for every service but S3. It signs S3's reads, too, where no character of
 * the path is encoded and `x-amz-content-sha256` is among the headers.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import { encodeQuery, encodeRfc3986 } from '../contract/signer.ts';
import type { WireQuery, WireRequest } from '../contract/wire.ts';
import type { AwsCredentialIdentity } from './credentials.ts';

/** The signed parts of a request. */
interface Signable {
  readonly method: WireRequest['method'];
  /** Percent-encoded. */
  readonly path: string;
  /** Not encoded. */
  readonly query?: WireQuery | undefined;
  /** All that are signed, by their lower-case names, `host` and `x-amz-date` among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** `20251201T080030Z` */
export type AwsTime = string;

/** The value of the header `authorization`. */
type SignV4 = (request: Signable, identity: AwsCredentialIdentity, time: AwsTime) => string;

/** Derives its key once a day and for each secret that it is given. */
export function createSignatureV4(region: string, service: string): SignV4 {
  let keyOf = { secret: '', date: '' };
  let key: KeyObject | undefined;

  function toKey(secret: string, date: string): KeyObject {
    if (key === undefined || keyOf.date !== date || keyOf.secret !== secret) {
      keyOf = { secret, date };
      // A key object makes an HMAC three times as fast as a key of bytes.
      key = createSecretKey(deriveKey(secret, [date, region, service, 'aws4_request']));
    }
    return key;
  }

  return (request, { accessKeyId, secretAccessKey }, time) => {
    const date = time.slice(0, 8);
    const scope = `${date}/${region}/${service}/aws4_request`;
    const names = Object.keys(request.headers).sort();
    const signedHeaders = names.join(';');
    const toSign = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${hash('sha256', toCanonicalRequest(request, names, signedHeaders))}`;
    const signature = createHmac('sha256', toKey(secretAccessKey, date)).update(toSign).digest('hex');
    return `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
  };
}

function deriveKey(secret: string, scope: readonly string[]): Buffer {
  return scope.reduce<Buffer>(
    (key, part) => createHmac('sha256', key).update(part).digest(),
    Buffer.from(`AWS4${secret}`),
  );
}

const hashOfNothing = hash('sha256', '');

function toCanonicalRequest(
  { method, path, query, headers, body }: Signable,
  names: readonly string[],
  signedHeaders: string,
): string {
  let lines = '';
  for (const name of names) lines += `${name}:${toCanonicalValue(headers[name] ?? '')}\n`;
  const bodyHash = body === undefined ? hashOfNothing : hash('sha256', body);
  return `${method}\n${toCanonicalPath(path)}\n${toCanonicalQuery(query)}\n${lines}\n${signedHeaders}\n${bodyHash}`;
}

const pathWithoutEncoding = /^[A-Za-z0-9_.~/-]*$/;

/** Normalized, and encoded once more than it is sent. */
function toCanonicalPath(path: string): string {
  const normalized = path.includes('//') ? path.replace(/\/{2,}/g, '/') : path;
  return pathWithoutEncoding.test(normalized) ? normalized : encodeRfc3986(normalized).replaceAll('%2F', '/');
}

function toCanonicalQuery(query: Signable['query']): string {
  if (query === undefined) return '';
  return encodeQuery(query)
    .toSorted(([one, oneValue], [other, otherValue]) => compare(one, other) || compare(oneValue, otherValue))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** By code units, which is by bytes: both are encoded. */
function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function toCanonicalValue(value: string): string {
  return /[ \t\r\n]/.test(value) ? value.replace(/[ \t\r\n]+/g, ' ').trim() : value;
}
