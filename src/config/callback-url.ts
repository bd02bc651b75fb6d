/** Decides which addresses may be called back. An address is parsed once, and the parsed form is both compared and called. */

/**
 * Excludes anything that programs interpret differently: userinfo, query, fragment, percent-encoding, backslash, blank and
 * semicolon. Routers need none of these: they add an id to their own address.
 */
const plainUrl = /^https?:\/\/[\w.:[\]-]+(?:\/[\w.~/-]*)?$/i;

const maxUrlLength = 2048;

/** For messages: "must be …". */
export const callbackUrlKind = 'an http or https URL without user, query, fragment and percent-encoding';

/** Undefined for anything but a plain http or https URL. Normalises dot segments, default ports and the host's spelling. */
export function parseCallbackUrl(text: string): URL | undefined {
  return text.length <= maxUrlLength && plainUrl.test(text) ? (URL.parse(text) ?? undefined) : undefined;
}

/** Whether an address may be configured as a callback address. */
export function isCallbackUrl(text: string): boolean {
  return parseCallbackUrl(text) !== undefined;
}

/** Whether the address is the allowed one or below it: same scheme, host and port, and whole segments of the path. */
export function isAtOrBelow(url: URL, allowed: URL): boolean {
  const path = allowed.pathname.replace(/\/+$/, '');
  return url.origin === allowed.origin && (url.pathname === path || url.pathname.startsWith(`${path}/`));
}
