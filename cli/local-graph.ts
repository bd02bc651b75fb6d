/** The graph over a configuration, in this process and without a port: the same limits and masks, for a viewer who shows no token. */
import { randomUUID } from 'node:crypto';
import { OperationTypeNode } from 'graphql';
import { toOpenViewer, type Viewer } from '../src/auth/viewer.ts';
import type { Graph, GraphAnswer, GraphRequest } from './graph.ts';
import { readSettings } from './settings-file.ts';
import type { Clock } from '../src/platform/clock.ts';
import { loadConfig } from '../src/config/load.ts';
import { createGateway, type Gateway } from '../src/operation/gateway.ts';
import type { PreparedOperation } from '../src/operation/prepared-operation.ts';
import { createGraphError } from '../src/errors/graph-error.ts';

/** Clocks, chance, and a listener for faults. */
export interface LocalGraphOptions extends Clock {
  readonly random: () => number;
  /** Something failed that is a fault of this program. */
  readonly onFault: (error: unknown) => void;
}

/** Throws `CommandFault` for a faulty file. */
export function openLocalGraph(file: string, options: LocalGraphOptions): Graph {
  const gateway = createGateway(
    readSettings('The configuration', () => loadConfig(file)),
    {
      ...options,
      // A viewer without a token sees no secret, so there is nothing to record.
      recordDisclosure: () => Promise.resolve(false),
    },
  );
  return {
    execute: (request, signal) => execute(gateway, request, signal),
    subscribe: (request, signal) => subscribe(gateway, request, signal),
    close: gateway.close,
  };
}

/** Whoever can read the configuration may ask its sources at will. Secrets stay hidden. */
const operator: Viewer = {
  kind: 'token',
  subject: null,
  scopes: new Set(['job:read', 'job:operate']),
  expiresAt: null,
};

/** Who asks, to the sources' fair shares. */
const requester = 'command line';

/** The operation, or the answer that refuses it. */
function prepare(gateway: Gateway, request: GraphRequest, isSubscribed: boolean): PreparedOperation | GraphAnswer {
  const { query, operationName } = request;
  const prepared = gateway.prepare({ query, operationName, extensions: undefined });
  if (prepared.errors !== undefined) return toAnswer(gateway.formatResult({ errors: prepared.errors }));
  const isSubscription = prepared.kind === OperationTypeNode.SUBSCRIPTION;
  if (isSubscription === isSubscribed) return prepared;
  const refusal = isSubscription ? 'A subscription needs --subscribe.' : 'Only a subscription takes --subscribe.';
  return toAnswer(gateway.formatResult({ errors: [createGraphError('BAD_REQUEST', refusal)] }));
}

async function execute(gateway: Gateway, request: GraphRequest, signal: AbortSignal): Promise<GraphAnswer> {
  const operation = prepare(gateway, request, false);
  if (!('planOf' in operation)) return operation;
  const { context, end } = gateway.createOperation({
    viewer: request.operates === true ? operator : toOpenViewer(),
    requester,
    requestId: randomUUID(),
    explains: request.explains === true,
  });
  signal.addEventListener('abort', end, { once: true });
  try {
    const result = await gateway.run({ operation, variables: request.variables }, context);
    signal.throwIfAborted();
    const answer = toAnswer(gateway.formatResult(result));
    if (request.explains !== true) return answer;
    return { ...answer, extensions: { ...answer.extensions, upstream: Object.fromEntries(context.tally.bySource) } };
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

async function* subscribe(gateway: Gateway, request: GraphRequest, signal: AbortSignal): AsyncGenerator<GraphAnswer> {
  const operation = prepare(gateway, request, true);
  if (!('planOf' in operation)) {
    yield operation;
    return;
  }
  const viewer = toOpenViewer();
  const checked = gateway.check({ operation, variables: request.variables, viewer });
  if (checked.errors !== undefined) {
    yield toAnswer(gateway.formatResult(checked));
    return;
  }
  const { context, end } = gateway.createLiveOperation({ viewer, requester, requestId: randomUUID() });
  const events = await gateway.subscribe(checked, context);
  try {
    if (!(Symbol.asyncIterator in events)) {
      yield toAnswer(events);
      return;
    }
    const stop = (): void => void events.return(undefined);
    signal.addEventListener('abort', stop, { once: true });
    for await (const { answer } of events) if (answer !== undefined) yield toAnswer(answer.result);
  } finally {
    end();
  }
}

/** As it would come over HTTP. */
function toAnswer(result: object): GraphAnswer {
  return JSON.parse(JSON.stringify(result)) as GraphAnswer;
}
