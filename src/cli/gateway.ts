/** A running gateway or router: where it is, and what it is shown. */
import { CommandFault, exits } from './exit.ts';

export interface Gateway {
  readonly url: URL;
  /** A bearer token that is good now; undefined: none is sent. */
  readonly token: () => Promise<string | undefined>;
}

/** The header, which a WebSocket's first message says too. */
export function toAuthorization(token: string | undefined): Readonly<Record<string, string>> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

/** No answer of anything came from there. */
export function unreachable(url: URL, cause: unknown): CommandFault {
  const advice = 'start one with "jobgraph serve", or say with --url where one is';
  return new CommandFault(exits.unavailable, `No gateway answers at ${url.origin}${url.pathname}: ${advice}.`, {
    cause,
  });
}
