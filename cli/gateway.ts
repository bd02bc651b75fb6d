/** A running gateway or router. */
import { CommandFault, exits } from './exit.ts';

/** Its address, and the token for it. */
export interface Gateway {
  readonly url: URL;
  /** A bearer token that is good now; undefined for an anonymous viewer. */
  readonly token: () => Promise<string | undefined>;
}

/** No answer of anything came from there. */
export function unreachable(url: URL, cause: unknown): CommandFault {
  const code = findCode(cause);
  const why = code === undefined ? '' : ` (${code})`;
  const advice = /CERT|LEAF_SIGNATURE/.test(why)
    ? 'its certificate is not accepted; NODE_EXTRA_CA_CERTS can name a file with those of further issuers'
    : 'start one with "jobgraph serve", or say with --url where one is';
  return new CommandFault(exits.unavailable, `No gateway answers at ${url.origin}${url.pathname}${why}: ${advice}.`, {
    cause,
  });
}

/** The word of the system or of OpenSSL, such as ECONNREFUSED. */
function findCode(cause: unknown): string | undefined {
  let error = cause as
    { readonly code?: unknown; readonly cause?: unknown; readonly error?: unknown } | null | undefined;
  for (let depth = 0; depth < 4 && typeof error === 'object' && error !== null; depth += 1) {
    if (typeof error.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(error.code)) return error.code;
    error = (error.cause ?? error.error) as typeof error;
  }
  return undefined;
}
