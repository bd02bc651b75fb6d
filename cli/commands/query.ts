/** `query`: an operation of the user's own; the answer is printed as it came. */
import { parseJson } from '../../client/http.ts';
import { CommandFault, exits, UsageFault } from '../exit.ts';
import { readGivenFile } from '../files.ts';
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

/** The file's operation; `-` for standard input, which is the default. */
export async function runQuery(session: Session, options: QueryOptions, [file]: readonly string[]): Promise<number> {
  const { context } = session;
  // An answer of the user's own shape has no columns.
  if (session.options.output !== undefined)
    refuseForms(session.options, 'query', options.subscribe === true ? ['jsonl'] : ['json', 'jsonl', 'yaml']);
  if (session.options.json !== undefined)
    throw new UsageFault('query prints the fields that the operation selects: leave --json out.');
  if ((file === undefined || file === '-') && session.options.tokenFile === '-')
    throw new UsageFault('Standard input can hold the token or the operation: name a file for one of them.');
  if (file !== undefined && /^\s*(?:\{|(?:query|mutation|subscription|fragment)\b[^]*\{)/.test(file))
    throw new UsageFault(`query takes a file or standard input: echo ${toShellWord(file)} | jobgraph query`);
  const request: GraphRequest = {
    query: file === undefined || file === '-' ? await context.readInput() : readGivenFile(file, 'The operation'),
    variables: { ...readVariablesFile(options.variables), ...readVariables(options.variable ?? []) },
    operationName: options.operation,
    explains: options.explain === true,
  };
  if (options.subscribe === true) return printEvents(session, request);
  await refuseSubscription(request);
  const answer = await session.ask(request);
  await session.value(answer);
  return complain(session, answer);
}

/** For a shell of POSIX. */
function toShellWord(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Throws `UsageFault` where the operation is a subscription. What cannot be parsed is the graph's to refuse. */
async function refuseSubscription({ query, operationName }: GraphRequest): Promise<void> {
  if (!/\bsubscription\b/.test(query)) return;
  const { getOperationAST, OperationTypeNode, parse } = await import('graphql');
  try {
    if (getOperationAST(parse(query), operationName)?.operation !== OperationTypeNode.SUBSCRIPTION) return;
  } catch {
    return;
  }
  throw new UsageFault('The operation is a subscription: --subscribe prints a line for each of its events.');
}

/** A line of JSON per event. */
async function printEvents(session: Session, request: GraphRequest): Promise<number> {
  const { signal } = session.context;
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
  // A person has just read them in the answer.
  if (!session.context.stdout.isTerminal) session.complain(`jobgraph: ${fault.message}`);
  return fault.status;
}

function readVariablesFile(file: string | undefined): object {
  if (file === undefined) return {};
  const value = parseJson(readGivenFile(file, '--variables'));
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageFault(`--variables must be a file with a JSON object, but ${file} holds another.`);
  return value;
}

/** `first=3` is a number, `id=devices:ERRS1` a text: JSON is read as JSON. */
function readVariables(pairs: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, text] = /^([_A-Za-z]\w*)=(.*)$/s.exec(pair) ?? [];
      if (name === undefined || text === undefined)
        throw new UsageFault(`--variable must be NAME=VALUE, but got ${JSON.stringify(pair)}.`);
      const value = parseJson(text);
      return [name, value === undefined ? text : value];
    }),
  );
}
