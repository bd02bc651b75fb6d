/** `query`: an operation of the user's own; the answer is printed as it came. */
import { readFileSync } from 'node:fs';
import { CommandFault, exits } from '../exit.ts';
import { SocketBlocked, toFault, type GraphAnswer, type GraphRequest } from '../graph.ts';
import { refuseForms } from '../options.ts';
import type { Session } from '../session.ts';

/** Of `query`. Each `variable` is NAME=VALUE. */
export interface QueryOptions {
  readonly variable?: readonly string[];
  readonly variables?: string;
  readonly operation?: string;
  readonly explain?: boolean;
  readonly subscribe?: boolean;
}

/** @param file `-` for standard input, which is the default */
export async function runQuery(session: Session, file: string | undefined, options: QueryOptions): Promise<number> {
  const { surroundings } = session;
  // An answer of the user's own shape has no columns.
  if (session.options.output !== undefined)
    refuseForms(session.options, 'query', options.subscribe === true ? ['jsonl'] : ['json', 'jsonl', 'yaml']);
  if (session.options.json !== undefined)
    throw new CommandFault(exits.usage, 'query prints the fields that the operation selects: leave --json out.');
  if ((file === undefined || file === '-') && session.options.tokenFile === '-')
    throw new CommandFault(
      exits.usage,
      'Standard input can hold the token or the operation: name a file for one of them.',
    );
  const request: GraphRequest = {
    query: file === undefined || file === '-' ? await surroundings.readInput() : readText('The operation', file),
    variables: { ...readVariablesFile(options.variables), ...readVariables(options.variable ?? []) },
    operationName: options.operation,
    explains: options.explain === true,
  };
  if (options.subscribe === true) return printEvents(session, request);
  const answer = await session.ask(request);
  await session.value(answer);
  return complain(session, answer);
}

/** A line of JSON per event. */
async function printEvents(session: Session, request: GraphRequest): Promise<number> {
  const { signal } = session.surroundings;
  let status: number = exits.done;
  try {
    for await (const answer of session.subscribe(request, signal)) {
      session.jsonLine(answer);
      status = complain(session, answer);
    }
  } catch (error) {
    if (!(error instanceof SocketBlocked)) throw error;
    const advice =
      'A subscription needs one; where a proxy refuses them, ask with query from time to time, or use jobs watch or jobs ls --watch, which do so.';
    throw new CommandFault(error.status, `${error.message} ${advice}`, { cause: error });
  }
  return signal.aborted ? exits.interrupted : status;
}

/** Errors and nothing else: their messages, and the status of their codes. */
function complain(session: Session, { data, errors = [] }: GraphAnswer): number {
  const isEmpty = data == null || Object.values(data).every((value) => value === null);
  if (!isEmpty || errors.length === 0) return exits.done;
  const fault = toFault(errors);
  session.complain(fault.message);
  return fault.status;
}

function readText(what: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code = 'unreadable' } = cause as NodeJS.ErrnoException;
    throw new CommandFault(exits.usage, `${what} must be a file that can be read, but got ${file} (${code}).`, {
      cause,
    });
  }
}

function readVariablesFile(file: string | undefined): object {
  if (file === undefined) return {};
  const value = tryJson(readText('--variables', file));
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CommandFault(exits.usage, `--variables must be a file with a JSON object, but ${file} holds another.`);
  return value;
}

/** `first=3` is a number, `id=devices:ERRS1` a text: what is JSON is taken as JSON. */
function readVariables(pairs: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, text] = /^([_A-Za-z]\w*)=(.*)$/s.exec(pair) ?? [];
      if (name === undefined || text === undefined)
        throw new CommandFault(exits.usage, `--variable must be NAME=VALUE, but got ${JSON.stringify(pair)}.`);
      const value = tryJson(text);
      return [name, value === undefined ? text : value];
    }),
  );
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
