import type { UnaskedKind } from '../errors/errors.ts';
import type { WireRequest, SignedRequest } from './wire.ts';

/**
 * Adds the host and a signature for the time `at`. Throws `CredentialsFault` if there are no credentials, and
 * `ProviderError` if the provider, which gives them, does not answer.
 */
export interface Signer {
  (request: WireRequest, at: Date): Promise<SignedRequest>;
  /** For credentials that may be replaced while the program runs. */
  readonly renewal?: CredentialsRenewal | undefined;
}

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

/** Encodes everything but RFC 3986's unreserved characters, as both signature schemes require. */
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
