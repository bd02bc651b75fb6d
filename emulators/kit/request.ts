import type { IncomingMessage } from 'node:http';

/** A complete request as it came over the wire. */
export interface EmulatedRequest {
  readonly method: string;
  /** As sent: still percent-encoded, without the query. */
  readonly path: string;
  /** As sent, without the question mark. */
  readonly rawQuery: string;
  /** Values of a name that stands several times are joined by commas. */
  readonly query: Readonly<Record<string, string>>;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Far above any request to these providers. */
const maxBodyBytes = 1_000_000;

/** Reads a request to its end. Throws if the client hangs up or the body is larger than `maxBodyBytes`. */
export async function readRequest(incoming: IncomingMessage): Promise<EmulatedRequest> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > maxBodyBytes) throw new RangeError(`a request body must be at most ${maxBodyBytes} bytes`);
    chunks.push(chunk);
  }
  return toEmulatedRequest({
    method: incoming.method ?? 'GET',
    url: incoming.url ?? '/',
    headers: incoming.headers,
    body: Buffer.concat(chunks),
  });
}

/** A request from its parts; `url` is the request line's, e.g. `/jobs?maxResults=5`. */
export function toEmulatedRequest(parts: {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body?: string | Buffer;
}): EmulatedRequest {
  const mark = parts.url.indexOf('?');
  const rawQuery = mark < 0 ? '' : parts.url.slice(mark + 1);
  const headers = Object.entries(parts.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name.toLowerCase(), typeof value === 'string' ? value : value.join(', ')] as const],
  );
  return {
    method: parts.method,
    path: mark < 0 ? parts.url : parts.url.slice(0, mark),
    rawQuery,
    query: toQuery(new URLSearchParams(rawQuery)),
    headers: Object.fromEntries(headers),
    body: Buffer.from(parts.body ?? ''),
  };
}

function toQuery(parameters: URLSearchParams): Readonly<Record<string, string>> {
  return Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name).join(',')]));
}

/** Percent-encodes all but RFC 3986's unreserved characters, as AWS and COS signatures require. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Name and value pairs as sent, decoded. A `+` becomes a blank; the signers of these protocols never send one. */
export function parsePairs(raw: string): readonly (readonly [string, string])[] {
  return raw === '' ? [] : [...new URLSearchParams(raw)];
}

/** Compares by code units, as the signatures require; not by locale. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
