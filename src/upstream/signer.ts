import type { UnaskedKind } from '../errors.ts';
import type { SignedRequest } from './transport.ts';
import type { WireRequest } from './wire.ts';

/** Gives a request its host and a signature that is fresh at `at`. Throws `CredentialsFault` where it has none to sign with. */
export interface Signer {
  (request: WireRequest, at: Date): Promise<SignedRequest>;
  /** Of credentials that may be replaced while the program runs. */
  readonly renewal?: CredentialsRenewal | undefined;
}

export interface CredentialsRenewal {
  /** Grows whenever other credentials have been read. */
  readonly version: () => number;
  /** After those of this version were refused: gives whether there are others now. Reads them again, but not all the time. */
  readonly renew: (refused: number) => Promise<boolean>;
}

/** No credentials can be had. Holds nothing of why but its kind: the cause may name files, profiles and hosts. */
export class CredentialsFault extends Error {
  override readonly name = 'CredentialsFault';
  readonly kind: UnaskedKind;

  constructor(kind: UnaskedKind) {
    super(kind);
    this.kind = kind;
  }
}

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
