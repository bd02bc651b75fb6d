/**
 * COS request signing, q-sign-algorithm=sha1: HMAC-SHA1 over the method, the decoded path, the parameters and chosen headers.
 * @see https://www.tencentcloud.com/document/product/436/7778
 */
import { createHmac, hash } from 'node:crypto';
import { encodeQuery, toUrlOf, type Endpoint, type Signer } from '../../provider/contract/signer.ts';
import type { WireQuery } from '../../provider/contract/wire.ts';

/** The key pair that signs requests to COS. */
interface CosCredentials {
  readonly secretId: string;
  readonly secretKey: string;
  /** Only for temporary credentials. */
  readonly token?: string | undefined;
}

/** A signature can be replayed while it is valid, so this is as short as clock skew allows. */
const validSeconds = 240;
/** Validity starts in the past, in case the provider's clock is slow. */
const clockSkewSeconds = 60;

/** Signs exactly `host` and `x-cos-appid` (which binds the tenant), and the token of temporary credentials. */
export function createCosSigner(endpoint: Endpoint, appId: string, credentials: CosCredentials): Signer {
  const toKey = createKeys(credentials.secretKey);

  return (request, at) => {
    const url = toUrlOf(endpoint, request);
    const headers = {
      host: url.host,
      'x-cos-appid': appId,
      ...(credentials.token === undefined ? {} : { 'x-cos-security-token': credentials.token }),
    };
    const start = Math.floor(at.getTime() / 1000) - clockSkewSeconds;
    const authorization = toAuthorization(
      { method: request.method, path: decodeURIComponent(url.pathname), query: request.query ?? {}, headers },
      credentials,
      `${start};${start + clockSkewSeconds + validSeconds}`,
      toKey,
    );
    return {
      origin: url.origin,
      method: request.method,
      path: url.pathname + url.search,
      headers: { ...request.headers, ...headers, date: at.toUTCString(), authorization },
      body: request.body,
    };
  };
}

/** The key of a time, which many requests have. */
type ToKey = (keyTime: string) => string;

function createKeys(secretKey: string): ToKey {
  let heldTime = '';
  let key = '';
  return (keyTime) => {
    if (heldTime !== keyTime) {
      key = hmacSha1(secretKey, keyTime);
      heldTime = keyTime;
    }
    return key;
  };
}

/** The parts of a request that its signature covers. */
interface CosSignable {
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly query: WireQuery;
  /** The headers to sign, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The `Authorization` header's value. `keyTime` is `start;end` in seconds since 1970. */
export function toAuthorization(
  request: CosSignable,
  { secretId, secretKey }: CosCredentials,
  keyTime: string,
  toKey: ToKey = createKeys(secretKey),
): string {
  const query = toSortedPairs(request.query);
  const headers = toSortedPairs(request.headers);
  const httpString = `${request.method.toLowerCase()}\n${request.path}\n${formatPairs(query)}\n${formatPairs(headers)}\n`;
  const stringToSign = `sha1\n${keyTime}\n${hash('sha1', httpString)}\n`;
  return [
    'q-sign-algorithm=sha1',
    `q-ak=${secretId}`,
    `q-sign-time=${keyTime}`,
    `q-key-time=${keyTime}`,
    `q-header-list=${formatNames(headers)}`,
    `q-url-param-list=${formatNames(query)}`,
    `q-signature=${hmacSha1(toKey(keyTime), stringToSign)}`,
  ].join('&');
}

type Pairs = readonly (readonly [string, string])[];

function toSortedPairs(values: WireQuery): Pairs {
  return encodeQuery(values)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}

function formatPairs(pairs: Pairs): string {
  return pairs.map(([name, value]) => `${name}=${value}`).join('&');
}

function formatNames(pairs: Pairs): string {
  return pairs.map(([name]) => name).join(';');
}

function hmacSha1(key: string, text: string): string {
  return createHmac('sha1', key).update(text).digest('hex');
}
