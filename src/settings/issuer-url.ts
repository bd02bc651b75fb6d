/** Addresses of the issuer of tokens. */

/** For messages: "must be …". */
export const issuerUrlKind = 'an https URL, or an http one of this machine (loopback), without user and fragment';

/** Whether an issuer's keys or tokens may be asked for there: over TLS, or on this machine. */
export function isIssuerUrl(text: string): boolean {
  if (!/^https?:\/\/[^\s\\#/@]+(\/[^\s\\#]*)?$/i.test(text) || !URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
