/** The graph as a command sees it, wherever it runs. */
import type { AnswerError, GraphAnswer } from '../client/http.ts';
import { CommandFault, exits, toErrorStatus } from './exit.ts';

export type { AnswerError, GraphAnswer };

/** One operation. */
export interface GraphRequest {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  /** Of a subscription, in place of `variables`: called again for a connection that was lost, which then goes on elsewhere. */
  readonly toVariables?: () => Record<string, unknown>;
  readonly operationName?: string | undefined;
  /** Asks for the cost of the operation too, in `extensions`. */
  readonly explains?: boolean;
  /** Whether somebody who runs the sources asks. A graph in this process then gives the scope for it; a gateway looks at the token. */
  readonly operates?: boolean;
}

/** Answers operations: over HTTP, or in this process. */
export interface Graph {
  /** Throws `CommandFault` where no answer of GraphQL comes. */
  readonly execute: (request: GraphRequest, signal: AbortSignal) => Promise<GraphAnswer>;
  /**
   * One answer per event. The signal ends it, as if it had ended by itself. `onRestart` is called when a lost connection
   * is open again: the present state follows. Throws `SocketBlocked` where it cannot begin.
   */
  readonly subscribe: (
    request: GraphRequest,
    signal: AbortSignal,
    onRestart?: () => void,
  ) => AsyncIterable<GraphAnswer>;
  readonly close: () => Promise<void>;
}

/** No WebSocket can be opened: there is no gateway, or something on the way lets plain requests pass at best. */
export class SocketBlocked extends CommandFault {
  constructor(url: URL, cause: unknown) {
    super(exits.unavailable, `No WebSocket can be opened at ${url.origin}${url.pathname}.`, { cause });
  }
}

/** `extensions.code`, for people and for statuses; `no code` if it is missing. */
export function codeOf({ extensions }: AnswerError): string {
  const code = extensions?.['code'];
  return typeof code === 'string' ? code : 'no code';
}

/** In a sentence, with what the user of a command can do about it. */
export function describeFault(fault: AnswerError): string {
  const cause = fault.extensions?.['cause'];
  const words = typeof cause === 'string' ? `${codeOf(fault)}, ${cause}` : codeOf(fault);
  return `${fault.message} (${words})${advise(fault)}`;
}

function advise(fault: AnswerError): string {
  const code = codeOf(fault);
  if (code === 'UNAUTHENTICATED')
    return ': sign in with "jobgraph auth login", or show a token by --token-file or JOBGRAPH_TOKEN.';
  const missing = fault.extensions?.['missingScopes'];
  return code === 'UNAUTHORIZED_FIELD_OR_TYPE' && Array.isArray(missing)
    ? `: the token lacks ${missing.join(', ')}.`
    : '';
}

/** For an answer without data. What several errors say alike is said once. */
export function toFault(errors: readonly AnswerError[]): CommandFault {
  const lines = new Set(errors.map(describeFault));
  return new CommandFault(toErrorStatus(errors.map(codeOf)), [...lines].join('\n'));
}

/** One root field of an answer. Throws if it is null: the errors then say why. */
export function readField(answer: GraphAnswer, name: string): unknown {
  const value = answer.data?.[name];
  if (value !== null && value !== undefined) return value;
  if (answer.errors !== undefined && answer.errors.length > 0) throw toFault(answer.errors);
  throw new CommandFault(exits.refused, `The graph must answer \`${name}\`, but it is null.`);
}
