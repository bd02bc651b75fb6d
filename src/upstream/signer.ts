import type { SignedRequest } from './transport.ts';
import type { WireRequest } from './wire.ts';

/** Gives a request its host and a signature that is fresh at `at`. */
export type Signer = (request: WireRequest, at: Date) => Promise<SignedRequest>;

/** Where a source is reached. */
export interface Endpoint {
  readonly url: URL;
  /** True where the address was configured: it is then used as it is, with no host prefix. */
  readonly isOverridden: boolean;
}

export function toEndpoint(configured: string | undefined, host: string): Endpoint {
  return { url: new URL(configured ?? `https://${host}`), isOverridden: configured !== undefined };
}

/** The absolute URL of a request. */
export function toUrlOf({ url, isOverridden }: Endpoint, request: WireRequest): URL {
  const prefix = isOverridden ? '' : (request.hostPrefix ?? '');
  const path = url.pathname.replace(/\/$/, '') + request.path;
  const query = formatQuery(request.query ?? {});
  return new URL(`${url.protocol}//${prefix}${url.host}${path}${query === '' ? '' : `?${query}`}`);
}

/** RFC 3986: everything but unreserved characters is encoded, which both signing schemes ask for. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export function formatQuery(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`)
    .join('&');
}
