/** One run of a command: the graph that its options name, and how its answer is printed. */
import { findAccess, type Access } from './access.ts';
import { CommandFault, exits } from './exit.ts';
import { codeOf, describeFault, readField, type Graph, type GraphAnswer, type GraphRequest } from './graph.ts';
import { createHttpGraph } from './http-graph.ts';
import { withRequestLines } from './request-lines.ts';
import { toTimeout, type CommonOptions } from './options.ts';
import { findTarget } from './target.ts';
import { createPrinting, type Printing } from './printing.ts';
import type { CliContext } from './context.ts';

/** The graph, the options and the printing of one run. */
export interface Session extends Printing {
  readonly options: CommonOptions;
  readonly context: CliContext;
  /** Undefined where the graph runs in this process. */
  readonly gateway: AskedGateway | undefined;
  /** Throws `CommandFault`, also where --timeout is over; the signal's reason where that aborts. */
  readonly ask: (request: GraphRequest, signal?: AbortSignal) => Promise<GraphAnswer>;
  /** The value of one root field. Other errors of the answer are complained about. */
  readonly askFor: (name: string, request: GraphRequest) => Promise<unknown>;
  readonly subscribe: Graph['subscribe'];
  readonly close: () => Promise<void>;
}

/** The gateway that is asked, and how it is shown a token. */
export interface AskedGateway {
  readonly url: URL;
  readonly access: Access;
}

interface Opened {
  readonly graph: Graph;
  readonly gateway?: AskedGateway;
}

/** Finds the graph that the options name; nothing is asked yet. Throws `CommandFault`. The caller closes it. */
export async function openSession(context: CliContext, options: CommonOptions): Promise<Session> {
  const printing = createPrinting(context, options);
  const { graph: opened, gateway } = await openGraph(context, options);
  const graph = options.debug === true ? withRequestLines(opened, printing.complain, context.now) : opened;
  const ask = createAsk(context, options, graph);
  return {
    ...printing,
    options,
    context,
    gateway,
    ask,
    askFor: createAskFor(ask, printing),
    subscribe: async function* (request, signal, onRestart) {
      for await (const answer of graph.subscribe(request, signal, onRestart)) {
        await refuseUnregistered(request, answer);
        yield answer;
      }
    },
    close: graph.close,
  };
}

/** Asks a gateway with this token; the options and the environment choose no other. */
export function askAs(context: CliContext, options: CommonOptions, url: URL, token: string): Session['askFor'] {
  const graph = createHttpGraph({ url, token: () => Promise.resolve(token) });
  return createAskFor(createAsk(context, options, graph), createPrinting(context, options));
}

function createAsk(context: CliContext, options: CommonOptions, graph: Graph): Session['ask'] {
  const timeout = toTimeout(options);
  return async (request, signal = context.signal) => {
    const late = AbortSignal.timeout(timeout);
    try {
      const answer = await graph.execute(request, AbortSignal.any([context.signal, signal, late]));
      await refuseUnregistered(request, answer);
      return answer;
    } catch (error) {
      if (context.signal.aborted) throw new CommandFault(exits.interrupted, 'interrupted');
      if (late.aborted) throw new CommandFault(exits.timeout, `No answer came within ${timeout / 1000} s.`);
      throw error;
    }
  };
}

/** The codes of gateways and routers that answer registered operations only. */
const unregistered: readonly string[] = [
  'PERSISTED_OPERATION_REQUIRED',
  'PERSISTED_QUERY_ONLY',
  // Apollo's router.
  'PERSISTED_QUERY_ID_REQUIRED',
  'QUERY_NOT_IN_SAFELIST',
];

/** Throws `CommandFault` with what can be done where the operation was refused for not being registered. */
async function refuseUnregistered({ query }: GraphRequest, { errors = [] }: GraphAnswer): Promise<void> {
  const code = errors.map(codeOf).find((one) => unregistered.includes(one));
  if (code === undefined) return;
  const { listOperations } = await import('./operations.ts');
  const advice = listOperations().includes(query)
    ? 'those of this version of jobgraph are not among them. They are in operations/command.json of the package, to be registered there'
    : 'what --json, --reveal and query choose is an operation of its own, which no list can hold beforehand. Leave --json and --reveal out, or have the operation of query registered';
  throw new CommandFault(exits.refused, `The gateway answers registered operations only (${code}), and ${advice}.`);
}

function createAskFor(ask: Session['ask'], { complain }: Printing): Session['askFor'] {
  return async (name, request) => {
    const answer = await ask(request);
    const value = readField(answer, name);
    for (const error of answer.errors ?? []) {
      const { jobId } = error.extensions ?? {};
      const path = (error.path ?? []).join('.');
      complain(`! ${typeof jobId === 'string' ? `${jobId} (${path})` : path}: ${describeFault(error)}`);
    }
    return value;
  };
}

async function openGraph(context: CliContext, options: CommonOptions): Promise<Opened> {
  const target = await findTarget(context, options);
  if ('config' in target) return { graph: await context.server.openGraph(target.config) };
  const access = await findAccess(context, options, target);
  return { graph: createHttpGraph({ url: target.url, token: access.token }), gateway: { url: target.url, access } };
}
