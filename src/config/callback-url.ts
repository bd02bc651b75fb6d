/** Which addresses may be called back. An address is parsed once, and what was compared is what is called. */

/**
 * Nothing that one program could read otherwise than the next: no userinfo, query or fragment, no percent-encoding, no
 * backslash, blank or semicolon. Routers need none of them: they add an id to their own address.
 */
const plainUrl = /^https?:\/\/[\w.:[\]-]+(?:\/[\w.~/-]*)?$/i;

const longestUrl = 2048;

/** For messages: "must be …". */
export const callbackUrlKind = 'an http or https URL without user, query, fragment and percent-encoding';

/** Undefined for what is no plain http or https URL. Dot segments, default ports and spellings of a host are resolved. */
export function parseCallbackUrl(text: string): URL | undefined {
  return text.length <= longestUrl && plainUrl.test(text) ? (URL.parse(text) ?? undefined) : undefined;
}

export function isCallbackUrl(text: string): boolean {
  return parseCallbackUrl(text) !== undefined;
}

/** True for the allowed address itself and those below it: same scheme, host and port, and whole segments of the path. */
export function isAtOrBelow(url: URL, allowed: URL): boolean {
  const path = allowed.pathname.replace(/\/+$/, '');
  return url.origin === allowed.origin && (url.pathname === path || url.pathname.startsWith(`${path}/`));
}
