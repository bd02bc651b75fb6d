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

/** Callback addresses that the configuration allows: one, or those of several routers, and all paths below them. */
interface AllowedCallback {
  readonly url: URL;
  /** The host without its first label, where that may be any; undefined where the host is the URL's own. */
  readonly zone: string | undefined;
}

/** For messages: "must be …". */
export const allowedCallbackKind = `${callbackUrlKind}; its host may begin with "*." before a name of two labels or more`;

/** A host of `*` and at least two labels, so that no setting allows all hosts, or all of a top-level domain. */
const anyLabel = /^(https?:\/\/)\*((?:\.[a-z0-9-]{1,63}){2,}(?::\d+)?(?:\/.*)?)$/i;

/** Stands for any label while the rest of the address is parsed. */
const placeholder = 'any';

/** Undefined for anything that cannot be configured. */
export function parseAllowedCallback(text: string): AllowedCallback | undefined {
  const url = parseCallbackUrl(text.replace(anyLabel, `$1${placeholder}$2`));
  if (url === undefined) return undefined;
  return { url, zone: text.includes('*') ? url.hostname.slice(placeholder.length + 1) : undefined };
}

const label = /^[a-z0-9-]{1,63}$/;

function isAtOrigin(url: URL, { url: allowed, zone }: AllowedCallback): boolean {
  if (zone === undefined) return url.origin === allowed.origin;
  const [first = '', ...rest] = url.hostname.split('.');
  const isSameServer = url.protocol === allowed.protocol && url.port === allowed.port;
  return isSameServer && label.test(first) && rest.join('.') === zone;
}

/** Whether the address is allowed: same scheme, host and port, and a path at or below it, by whole segments. */
export function isAllowedCallback(url: URL, allowed: AllowedCallback): boolean {
  const path = allowed.url.pathname.replace(/\/+$/, '');
  return isAtOrigin(url, allowed) && (url.pathname === path || url.pathname.startsWith(`${path}/`));
}
