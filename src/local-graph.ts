/** The graph over a configuration, in this process and without a port: the same limits and masks, for a viewer who shows no token. */
import { randomUUID } from 'node:crypto';
import { OperationTypeNode } from 'graphql';
import { toOpenViewer } from './auth/viewer.ts';
import { CommandFault, exits } from './cli/exit.ts';
import type { Graph, GraphAnswer, GraphRequest } from './cli/graph.ts';
import type { Clock } from './clock.ts';
import { ConfigError, loadConfig, type Config } from './config/load.ts';
import { createGateway, type Gateway } from './graph/gateway.ts';
import type { PreparedOperation } from './graph/prepare.ts';

/** Clocks and chance, and who is told of faults. */
export interface LocalGraphOptions extends Clock {
  readonly random: () => number;
  /** Something failed that is a fault of this program. */
  readonly onFault: (error: unknown) => void;
}

/** Throws `CommandFault` for a faulty file. */
export function openLocalGraph(file: string, options: LocalGraphOptions): Graph {
  const gateway = createGateway(readConfig(file), {
    ...options,
    // Nobody without a token sees a secret, so nothing is ever disclosed.
    recordDisclosure: () => Promise.resolve(false),
  });
  return {
    execute: (request, signal) => execute(gateway, request, signal),
    subscribe: (request, signal) => subscribe(gateway, request, signal),
    close: gateway.close,
  };
}

function readConfig(file: string): Config {
  try {
    return loadConfig(file);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const faults = error.message.replaceAll(/^/gm, '  ');
    throw new CommandFault(exits.config, `The configuration cannot be used:\n${faults}`, { cause: error });
  }
}

/** Who asks, to the sources' fair shares. */
const requester = 'command line';

/** The operation, or the answer that refuses it. */
function prepare(gateway: Gateway, request: GraphRequest, isSubscribed: boolean): PreparedOperation | GraphAnswer {
  const prepared = gateway.prepare({
    query: request.query,
    operationName: request.operationName,
    variables: request.variables,
    viewer: toOpenViewer(),
    refuse: ({ operation }) => {
      const isSubscription = operation === OperationTypeNode.SUBSCRIPTION;
      if (isSubscription === isSubscribed) return undefined;
      return isSubscription ? 'A subscription needs --subscribe.' : 'Only a subscription takes --subscribe.';
    },
  });
  return 'errors' in prepared ? toAnswer(gateway.formatResult(prepared)) : prepared;
}

async function execute(gateway: Gateway, request: GraphRequest, signal: AbortSignal): Promise<GraphAnswer> {
  const prepared = prepare(gateway, request, false);
  if (!('document' in prepared)) return prepared;
  const { context, end } = gateway.createOperation({
    viewer: toOpenViewer(),
    requester,
    requestId: randomUUID(),
    explains: request.explains === true,
  });
  for (const [name, allowance] of prepared.lists) context.listAllowances.set(name, allowance);
  signal.addEventListener('abort', end, { once: true });
  try {
    const result = await gateway.execute({ ...prepared, contextValue: context }, context);
    signal.throwIfAborted();
    const answer = toAnswer(gateway.formatResult(result));
    if (request.explains !== true) return answer;
    return { ...answer, extensions: { ...answer.extensions, upstream: Object.fromEntries(context.tally.bySource()) } };
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

async function* subscribe(gateway: Gateway, request: GraphRequest, signal: AbortSignal): AsyncGenerator<GraphAnswer> {
  const prepared = prepare(gateway, request, true);
  if (!('document' in prepared)) {
    yield prepared;
    return;
  }
  const { context, end } = gateway.createLiveOperation({ viewer: toOpenViewer(), requester, requestId: randomUUID() });
  const events = await gateway.subscribe({ ...prepared, contextValue: context });
  try {
    if (!(Symbol.asyncIterator in events)) {
      yield toAnswer(await gateway.takeEvent(context, events));
      return;
    }
    const stop = (): void => void events.return(undefined);
    signal.addEventListener('abort', stop, { once: true });
    for await (const event of events) yield toAnswer(await gateway.takeEvent(context, event));
  } finally {
    end();
  }
}

/** As it would come over HTTP. */
function toAnswer(result: object): GraphAnswer {
  return JSON.parse(JSON.stringify(result)) as GraphAnswer;
}
