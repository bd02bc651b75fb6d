/** One run of a command: the graph that its options name, and how its answer is printed. */
import { readFileSync } from 'node:fs';
import { CommandFault, exits } from './exit.ts';
import { takeField, codeOf, type Graph, type GraphAnswer, type GraphRequest } from './graph.ts';
import { createHttpGraph } from './http-graph.ts';
import { toTimeout, type CommonOptions } from './options.ts';
import { createPrinting, type Printing } from './printing.ts';
import type { Surroundings } from './surroundings.ts';

export interface Session extends Printing {
  readonly options: CommonOptions;
  readonly surroundings: Surroundings;
  /** Throws `CommandFault`, also where --timeout is over. */
  readonly ask: (request: GraphRequest) => Promise<GraphAnswer>;
  /** The value of one root field. Other errors of the answer are complained about. */
  readonly askFor: (name: string, request: GraphRequest) => Promise<unknown>;
  readonly subscribe: (request: GraphRequest, signal: AbortSignal) => AsyncIterable<GraphAnswer>;
  readonly close: () => Promise<void>;
}

const defaultUrl = 'http://127.0.0.1:4000';

export async function openSession(surroundings: Surroundings, options: CommonOptions): Promise<Session> {
  const printing = createPrinting(surroundings, options);
  const graph = await openGraph(surroundings, options);
  const timeout = toTimeout(options);
  const ask = async (request: GraphRequest): Promise<GraphAnswer> => {
    const late = AbortSignal.timeout(timeout);
    try {
      return await graph.execute(request, AbortSignal.any([surroundings.signal, late]));
    } catch (error) {
      if (surroundings.signal.aborted) throw new CommandFault(exits.interrupted, 'interrupted');
      if (late.aborted) throw new CommandFault(exits.timeout, `No answer came within ${timeout / 1000} s.`);
      throw error;
    }
  };
  return {
    ...printing,
    options,
    surroundings,
    ask,
    askFor: async (name, request) => {
      const answer = await ask(request);
      const value = takeField(answer, name);
      for (const error of answer.errors ?? [])
        printing.note(`! ${(error.path ?? []).join('.')}: ${error.message} (${codeOf(error)})`);
      return value;
    },
    subscribe: graph.subscribe,
    close: graph.close,
  };
}

async function openGraph(surroundings: Surroundings, options: CommonOptions): Promise<Graph> {
  const { env, server } = surroundings;
  if (options.url !== undefined && options.config !== undefined)
    throw new CommandFault(exits.usage, '--url and --config exclude each other.');
  const config =
    options.config ??
    (options.url === undefined && env['JOBGRAPH_URL'] === undefined ? env['JOBGRAPH_CONFIG'] : undefined);
  if (config !== undefined) return server.openGraph(config);
  return createHttpGraph({
    url: toGraphUrl(options.url ?? env['JOBGRAPH_URL'] ?? defaultUrl),
    token: await readToken(surroundings, options),
  });
}

/** The address of the graph; that of a gateway without a path is completed. Throws `CommandFault`. */
export function toGraphUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new CommandFault(
      exits.usage,
      `--url must be an http or https URL without a user, but got ${JSON.stringify(withoutUser(text))}.`,
    );
  if (url.pathname === '/') url.pathname = '/graphql';
  return url;
}

function withoutUser(text: string): string {
  return text.replace(/\/\/[^/]*@/, '//…@');
}

async function readToken({ env, readInput }: Surroundings, { tokenFile }: CommonOptions): Promise<string | undefined> {
  const text =
    tokenFile === undefined ? env['JOBGRAPH_TOKEN'] : tokenFile === '-' ? await readInput() : readTokenFile(tokenFile);
  const token = text?.trim();
  if (token === undefined || (token === '' && tokenFile === undefined)) return undefined;
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new CommandFault(
      exits.usage,
      'A token must be letters, digits and signs of ASCII without blanks; it is not shown here.',
    );
  return token;
}

function readTokenFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code = 'unreadable' } = cause as NodeJS.ErrnoException;
    throw new CommandFault(exits.usage, `--token-file must be a file with a token, but got ${file} (${code}).`, {
      cause,
    });
  }
}
