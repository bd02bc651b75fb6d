/**
 * A GraphQL endpoint with one job whose log a test writes: `jobLog` and `jobLogAppended` by the snapshot of the schema, over HTTP and
 * WebSockets. It shares no code with the gateway, so clients are tested against the contract.
 */
import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buildSchema, graphql, GraphQLError, type GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

/** A line; left out: no time, no markup. */
export interface WrittenLine {
  readonly rawText: string;
  /** Default: the same. */
  readonly text?: string;
  readonly kind?: string;
  readonly time?: string;
}

export interface WrittenPart {
  readonly key: string;
  readonly lines: WrittenLine[];
  isComplete: boolean;
  /** Of JobLogPart; what is left out is null. */
  facts: Readonly<Record<string, unknown>>;
}

export interface WrittenIssue {
  readonly code: string;
  readonly message: string;
  readonly isRetryable: boolean;
  readonly part: string | null;
}

export interface LogGraph {
  readonly url: string;
  readonly parts: WrittenPart[];
  readonly issues: WrittenIssue[];
  /** The arguments of each `jobLog` and `jobLogAppended`, in order. */
  readonly asked: readonly Readonly<Record<string, unknown>>[];
  /** Whether the job has ended. */
  isTerminal: boolean;
  /** The most lines of a page; fewer than asked for come where a page would hold too many bytes. */
  pageLimit: number;
  /** Thrown by the next `jobLog` or `jobLogAppended`. */
  failure: GraphQLError | undefined;
  /** The next event leaves out this many of its lines. */
  gap: number;
  /** Whether WebSockets are refused, as by a proxy. */
  hasNoSockets: boolean;
  /** Tells followers that something has changed. */
  readonly changed: () => void;
  /** Breaks every WebSocket. */
  readonly breakSockets: () => void;
  readonly followers: () => number;
  readonly close: () => Promise<void>;
}

/** The one job. */
export const jobId = 'batch:j1';

export function part(key: string, texts: readonly (string | WrittenLine)[], facts: object = {}): WrittenPart {
  const lines = texts.map((text) => (typeof text === 'string' ? { rawText: text } : text));
  return { key, lines, isComplete: true, facts: { name: key, kind: 'CONTAINER', status: 'SUCCEEDED', ...facts } };
}

const sdl = readFileSync(new URL('../../schema/snapshot/jobgraph.graphql', import.meta.url), 'utf8');

function readSchema(): GraphQLSchema {
  return buildSchema(sdl.replace(/^extend schema[^)]*\)$/m, ''), { assumeValid: true });
}

export async function startLogGraph(parts: readonly WrittenPart[]): Promise<LogGraph> {
  const schema = readSchema();
  const news = new EventEmitter().setMaxListeners(0);
  const asked: Readonly<Record<string, unknown>>[] = [];
  const world = createWorld(parts, asked, news);
  const http = createServer((request, response) => {
    void answer(schema, world, request).then((body) => {
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(body);
    });
  });
  const webSockets = new WebSocketServer({ noServer: true });
  useServer({ schema, roots: { subscription: { jobLogAppended: world.follow } } }, webSockets);
  http.on('upgrade', (request, socket: Socket, head) => {
    if (world.state.hasNoSockets) return void socket.destroy();
    webSockets.handleUpgrade(request, socket, head, (opened) => webSockets.emit('connection', opened, request));
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  return Object.assign(world.state, {
    url: `http://127.0.0.1:${port}/graphql`,
    asked,
    changed: () => void news.emit('change'),
    breakSockets: () => {
      for (const socket of webSockets.clients) socket.terminate();
    },
    followers: () => news.listenerCount('change'),
    close: async () => {
      for (const socket of webSockets.clients) socket.terminate();
      http.close();
      http.closeAllConnections();
      await once(http, 'close');
    },
  });
}

async function answer(schema: GraphQLSchema, world: World, request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { query, variables } = JSON.parse(Buffer.concat(chunks).toString()) as {
    readonly query: string;
    readonly variables?: Record<string, unknown>;
  };
  const job = { __typename: 'AwsBatchJob', id: jobId, isTerminal: () => world.state.isTerminal };
  const rootValue = { jobLog: world.page, job: () => job, jobSources: () => [{ name: 'batch' }] };
  const variableValues = variables ?? {};
  return JSON.stringify(await graphql({ schema, source: query, rootValue, variableValues }));
}

interface Asked {
  readonly id: string;
  readonly part?: string | null;
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
  readonly since?: string | null;
}

type World = ReturnType<typeof createWorld>;

function createWorld(written: readonly WrittenPart[], asked: Readonly<Record<string, unknown>>[], news: EventEmitter) {
  const state = {
    parts: [...written],
    issues: [] as WrittenIssue[],
    isTerminal: true,
    pageLimit: 1000,
    failure: undefined as GraphQLError | undefined,
    gap: 0,
    hasNoSockets: false,
  };
  const begin = (args: Asked): void => {
    asked.push(Object.fromEntries(Object.entries(args).filter(([, value]) => value != null)));
    const { failure } = state;
    state.failure = undefined;
    if (failure !== undefined) throw failure;
    if (args.id !== jobId) throw fail('JOB_NOT_FOUND', 'There is no such job.');
    if ((args.first ?? args.last ?? 1) > 1000) throw fail('BAD_USER_INPUT', 'A page has 1,000 lines at most.');
    if (args.last != null && args.after != null) throw fail('BAD_USER_INPUT', '`last` excludes `after`.');
  };
  const choose = ({ part: key, after, before }: Asked): WrittenPart | undefined => {
    const wanted = key ?? readCursor(after ?? before)?.key;
    if (wanted != null) return state.parts.find((one) => one.key === wanted);
    return state.parts.findLast(({ facts }) => facts['status'] === 'FAILED') ?? state.parts.at(-1);
  };
  return {
    state,
    page: (args: Asked) => {
      begin(args);
      return toPage(args, state, choose(args));
    },
    follow: (args: Asked) => {
      begin(args);
      const closing = new AbortController();
      const changes = { emitter: news, signal: closing.signal };
      return withClosing(
        followPart(args, state, changes, () => choose(args)),
        closing,
      );
    },
  };
}

export function fail(code: string, message: string, further: object = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...further } });
}

type State = World['state'];

function toPage(args: Asked, state: State, chosen: WrittenPart | undefined): object {
  const { parts, issues, pageLimit } = state;
  const all = (chosen?.lines ?? []).map((line, place) => ({ line, place }));
  const after = readCursor(args.after)?.place ?? -1;
  const before = readCursor(args.before)?.place ?? all.length;
  const wanted = all
    .slice(after + 1, before)
    .filter(({ line }) => args.since == null || (line.time ?? '') >= args.since);
  const size = Math.min(args.first ?? args.last ?? 100, pageLimit);
  const isForward = args.first != null || args.after != null;
  const lines = isForward ? wanted.slice(0, size) : wanted.slice(Math.max(0, wanted.length - size));
  const start = lines[0]?.place ?? after + 1;
  const end = lines.at(-1)?.place ?? after;
  const key = chosen?.key ?? '';
  return {
    parts: parts.map(toPart),
    part: chosen === undefined ? null : toPart(chosen),
    lines: lines.map(({ line, place }) => toLine(key, line, place)),
    pageInfo: {
      hasNextPage: wanted.some(({ place }) => place > end),
      hasPreviousPage: wanted.some(({ place }) => place < start),
      startCursor: all.length === 0 ? null : toCursor(key, start),
      endCursor: all.length === 0 ? null : toCursor(key, end),
    },
    issues,
    fetchedAt: '2026-11-22T00:03:00.000Z',
  };
}

/** A generator that waits does not hear that it is to end. */
function withClosing<Value>(
  events: AsyncGenerator<Value, void>,
  closing: AbortController,
): AsyncGenerator<Value, void> {
  const end = events.return.bind(events);
  return Object.assign(events, {
    return: () => {
      closing.abort();
      return end();
    },
  });
}

interface News {
  readonly emitter: EventEmitter;
  readonly signal: AbortSignal;
}

async function* followPart(
  args: Asked,
  state: State,
  { emitter, signal }: News,
  choose: () => WrittenPart | undefined,
): AsyncGenerator<object, void> {
  let sent = args.after == null ? undefined : (readCursor(args.after)?.place ?? -1) + 1;
  let wasTold = '';
  let chosen: WrittenPart | undefined;
  for (;;) {
    // Before anything is read, so that no change is missed.
    const changed = once(emitter, 'change', { signal }).then(
      () => true,
      () => false,
    );
    // It is not changed for a later one.
    chosen ??= choose();
    const { lines = [], key = '' } = chosen ?? {};
    sent ??= chosen === undefined ? undefined : Math.max(0, lines.length - (args.last ?? 100));
    const begin = Math.min(lines.length, (sent ?? 0) + (wasTold === '' ? 0 : state.gap));
    const added = lines.slice(begin, begin + state.pageLimit);
    const hasGap = sent !== undefined && begin > sent;
    if (hasGap) state.gap = 0;
    const end = begin + added.length;
    if (chosen !== undefined) sent = end;
    const standing = JSON.stringify([chosen?.isComplete, chosen?.facts, state.issues]);
    if (added.length > 0 || standing !== wasTold) {
      wasTold = standing;
      yield {
        jobLogAppended: {
          part: chosen === undefined ? null : toPart(chosen),
          lines: added.map((line, index) => toLine(key, line, begin + index)),
          endCursor: end === 0 ? null : toCursor(key, end - 1),
          hasGap,
          issues: state.issues,
        },
      };
    }
    const isOver = state.issues.some(({ isRetryable, code }) => !isRetryable && code !== 'LOG_TRUNCATED');
    if (isOver || (chosen?.isComplete === true && end === lines.length)) return;
    if (end === lines.length && !(await changed)) return;
  }
}

function toPart({ key, isComplete, facts }: WrittenPart): object {
  const nothing = { group: null, attempt: null, exitCode: null, reason: null, failedStep: null };
  return { ...nothing, startedAt: null, endedAt: null, url: null, ...facts, key, isComplete };
}

function toLine(key: string, { rawText, text = rawText, kind = 'TEXT', time }: WrittenLine, place: number): object {
  return { time: time ?? null, text, rawText, kind, isTruncated: false, cursor: toCursor(key, place) };
}

function toCursor(key: string, place: number): string {
  return Buffer.from(JSON.stringify({ key, place })).toString('base64url');
}

function readCursor(text: string | null | undefined): { readonly key: string; readonly place: number } | undefined {
  if (text == null) return undefined;
  return JSON.parse(Buffer.from(text, 'base64url').toString()) as { readonly key: string; readonly place: number };
}
