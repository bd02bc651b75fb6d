/** A client for the emulators' own tests: signs with Smithy's signer, and with a COS signer written for it alone. */
import { createHash, createHmac } from 'node:crypto';

import { SignatureV4 } from '@smithy/signature-v4';
import { fetch, type Headers } from 'undici';

import { awsCredentials, cosCredentials } from '../credentials.ts';

export { awsCredentials, cosCredentials };

export interface Call {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** With the query, as it goes over the wire. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

interface Signing {
  readonly service: string;
  readonly region: string;
  readonly now?: Date;
  readonly signal?: AbortSignal;
}

class Sha256 {
  readonly #hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', toBytes(secret));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(toBytes(data));
  }

  async digest(): Promise<Uint8Array> {
    return await Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    throw new Error('a digest is taken once');
  }
}

function toBytes(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

/** Makes one call, signed for AWS. */
export async function callAws(url: string, call: Call, signing: Signing): Promise<Answered> {
  const target = new URL(call.path, url);
  const signer = new SignatureV4({
    credentials: awsCredentials,
    service: signing.service,
    region: signing.region,
    sha256: Sha256,
    applyChecksum: false,
  });
  const signed = await signer.sign(
    {
      method: call.method ?? 'GET',
      protocol: target.protocol,
      hostname: target.hostname,
      port: Number(target.port),
      path: target.pathname,
      query: Object.fromEntries(target.searchParams),
      headers: { ...call.headers, host: target.host },
      body: call.body,
    },
    { signingDate: signing.now ?? new Date() },
  );
  return await send(url, { ...call, headers: signed.headers }, signing.signal);
}

/** Makes one call, signed for COS. */
export async function callCos(
  url: string,
  call: Call,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Answered> {
  const target = new URL(call.path, url);
  const start = Math.floor(Date.now() / 1000);
  const headers = { 'x-cos-appid': '1250000000', ...call.headers };
  const authorization = toCosAuthorization({
    method: call.method ?? 'GET',
    path: decodeURIComponent(target.pathname),
    query: [...target.searchParams],
    headers: [['host', target.host], ...Object.entries(headers)],
    window: `${start};${start + 60}`,
    ...cosCredentials,
  });
  return await send(url, { ...call, headers: { ...headers, authorization } }, options.signal);
}

/** Makes one call as it is. Not by Node's own fetch: that of Node 22 opens a new connection when a call is aborted. */
export async function send(url: string, call: Call, signal?: AbortSignal): Promise<Answered> {
  const { host: _host, ...headers } = call.headers ?? {};
  const response = await fetch(new URL(call.path, url), {
    method: call.method ?? 'GET',
    headers,
    redirect: 'manual',
    ...(call.body === undefined ? {} : { body: call.body }),
    ...(signal === undefined ? {} : { signal }),
  });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

/** The Authorization header of COS, straight from its page. */
export function toCosAuthorization(request: {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: readonly (readonly [string, string])[];
  readonly window: string;
  readonly secretId: string;
  readonly secretKey: string;
}): string {
  const sorted = (pairs: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] =>
    pairs
      .map(([name, value]) => [name.toLowerCase(), encodeURIComponent(value)] as const)
      .sort(([left], [right]) => (left < right ? -1 : 1));
  const join = (pairs: readonly (readonly [string, string])[]): string =>
    sorted(pairs)
      .map((pair) => pair.join('='))
      .join('&');
  const names = (pairs: readonly (readonly [string, string])[]): string =>
    sorted(pairs)
      .map(([name]) => name)
      .join(';');
  const hmac = (key: string, text: string): string => createHmac('sha1', key).update(text).digest('hex');
  const { method, path, query, headers, window } = request;
  const httpString = `${method.toLowerCase()}\n${path}\n${join(query)}\n${join(headers)}\n`;
  const digest = createHash('sha1').update(httpString).digest('hex');
  const signature = hmac(hmac(request.secretKey, window), `sha1\n${window}\n${digest}\n`);
  return [
    'q-sign-algorithm=sha1',
    `q-ak=${request.secretId}`,
    `q-sign-time=${window}`,
    `q-key-time=${window}`,
    `q-header-list=${names(headers)}`,
    `q-url-param-list=${names(query)}`,
    `q-signature=${signature}`,
  ].join('&');
}

/** The first text between the tags of that name; undefined where there is no such element. */
export function readElement(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
}

/** The texts of all elements of that name, in their order. */
export function listElements(xml: string, name: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text]) => text ?? '');
}
