import type { UnaskedKind } from '../../errors/causes.ts';
import type { SignedRequest, WireQuery, WireRequest } from './wire.ts';

/**
 * Adds the host and a signature for the time `at`. Throws `CredentialsFault` if there are no credentials, and
 * `ProviderError` if the provider, which gives them, does not answer. Returns a promise only if credentials must be read.
 */
export interface Signer {
  (request: WireRequest, at: Date): SignedRequest | Promise<SignedRequest>;
  /** For credentials that may be replaced while the program runs. */
  readonly renewal?: CredentialsRenewal | undefined;
}

/** Credentials that may be replaced after the provider has refused them. */
export interface CredentialsRenewal {
  /** Increases whenever different credentials have been read. */
  readonly version: () => number;
  /** Call after the provider refused this version: resolves to whether there is a newer one. Reads again at limited intervals. */
  readonly renew: (refused: number) => Promise<boolean>;
}

/** There are no credentials. Carries only the kind of the cause, which may name files, profiles and hosts. */
export class CredentialsFault extends Error {
  override readonly name = 'CredentialsFault';
  readonly kind: UnaskedKind;

  constructor(kind: UnaskedKind) {
    super(kind);
    this.kind = kind;
  }
}

/** The address of a source. */
export interface Endpoint {
  readonly url: URL;
  /** True if the address was configured: it is then used without a host prefix. */
  readonly isOverridden: boolean;
  /** What the addresses of all requests have in common. */
  readonly common: { readonly protocol: string; readonly host: string; readonly path: string };
}

/** The configured base URL, or https on the provider's host. Throws `TypeError` if it is not a URL. */
export function toEndpoint(configured: string | undefined, host: string): Endpoint {
  const url = new URL(configured ?? `https://${host}`);
  const common = { protocol: url.protocol, host: url.host, path: url.pathname.replace(/\/$/, '') };
  return { url, isOverridden: configured !== undefined, common };
}

/** The absolute URL of a request, by the names of its parts in `URL`. */
export type RequestUrl = Readonly<Pick<URL, 'origin' | 'host' | 'pathname' | 'search'>>;

/** Characters that a URL never changes in a path. */
const plainPath = /^[A-Za-z0-9_~/-]*$/;

/** The URL that a request is sent to. The host prefix is left out where the base URL is configured. */
export function toUrlOf({ isOverridden, common }: Endpoint, request: WireRequest): RequestUrl {
  const host = (isOverridden ? '' : (request.hostPrefix ?? '')) + common.host;
  const origin = `${common.protocol}//${host}`;
  const path = common.path + request.path;
  const query = request.query === undefined ? '' : formatQuery(request.query);
  const search = query === '' ? '' : `?${query}`;
  return plainPath.test(path) ? { origin, host, pathname: path, search } : new URL(origin + path + search);
}

/** Encodes everything but RFC 3986's unreserved characters, as both signature schemes require. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Names and values, encoded, in the parameters' order. */
export function encodeQuery(parameters: WireQuery): readonly (readonly [name: string, value: string])[] {
  return Object.entries(parameters).flatMap(([name, given]) =>
    (typeof given === 'string' ? [given] : given).map((value) => [encodeRfc3986(name), encodeRfc3986(value)] as const),
  );
}

/** The query string without `?`, in the parameters' order. */
export function formatQuery(parameters: WireQuery): string {
  return encodeQuery(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}
