/** One log while it is open: what is held of it, and what reads more. Nothing of it outlives `close`. */
import { batch, computed, effect, signal } from '@preact/signals';
import type { CombinedError } from '@urql/core';
import type { Graph } from '../graph/client.ts';
import { graph } from '../graph/graph.ts';
import { ConsoleLogDocument, type ConsoleLogQueryVariables } from '../graph/graphql.generated.ts';
import {
  append,
  isFull,
  noLines,
  prepend,
  toLines,
  type LogEvent,
  type LogIssue,
  type LogLines,
  type LogPage,
  type LogPart,
} from '../state/log-lines.ts';
import { followLog, losses } from './follow-log.ts';

/** Lines of a page: the first shows quickly, the others are as large as pages can be. */
const firstSize = 500;
const pageSize = 1000;

function createState() {
  const held = signal<LogLines>(noLines);
  return {
    held,
    part: signal<LogPart | null>(null),
    parts: signal<readonly LogPart[]>([]),
    issues: signal<readonly LogIssue[]>([]),
    /** Why the last question was not answered, as a sentence. */
    problem: signal<string | null>(null),
    /** Which lines are being read. */
    reading: signal<'first' | 'earlier' | null>(null),
    isFollowed: signal(false),
    /** Counts the openings of a part: what was asked for an earlier one is dropped when it comes. */
    opening: signal(0),
    isFull: computed(() => isFull(held.value)),
  };
}

type State = ReturnType<typeof createState>;

export interface LogStore extends Omit<State, 'opening'> {
  readonly id: string;
  /** Reads the end of a part; null is the one that says most about how the job stands. */
  readonly open: (key: string | null) => Promise<void>;
  /** Reads the page before what is held. False where there is none, or no room for it. */
  readonly readEarlier: () => Promise<boolean>;
  /** Drops all lines. */
  readonly close: () => void;
}

export function createLogStore(id: string): LogStore {
  const present = graph.peek();
  const { opening, ...state } = createState();
  const ask = createAsk(id, present, { ...state, opening });
  const stopFollowing = effect(() => {
    // Another part, or a connection that was lost, is another subscription: it begins behind the last line.
    if (!state.isFollowed.value || opening.value === 0 || losses.value < 0) return undefined;
    const after = state.held.peek().endCursor;
    const variables = { id, part: state.part.peek()?.key ?? null, after, last: after === null ? pageSize : null };
    return followLog(present, variables, {
      take: (event) => take(state, event),
      end: (error) => {
        if (error !== undefined) state.problem.value = describeError(error);
        state.isFollowed.value = false;
      },
    });
  });
  return {
    ...state,
    id,
    open: (key) => open({ ...state, opening }, ask, key),
    readEarlier: () => readEarlier(state, ask),
    close: () => {
      stopFollowing();
      opening.value += 1;
      state.held.value = noLines;
    },
  };
}

/** Null where there is no answer, which `problem` then says, or where it comes too late. */
type Ask = (variables: Partial<ConsoleLogQueryVariables>) => Promise<LogPage | null>;

function createAsk(id: string, present: Graph, { opening, problem }: State): Ask {
  return async (variables) => {
    const opened = opening.peek();
    const all = { part: null, first: null, after: null, last: null, before: null, ...variables };
    // A viewer who may not read logs may still read jobs.
    const { data, error } = await present.ask(ConsoleLogDocument, { id, ...all }, { saysRefusal: false });
    if (opened !== opening.peek()) return null;
    problem.value = data?.jobLog == null ? describeError(error) : null;
    return data?.jobLog ?? null;
  };
}

async function open(state: State, ask: Ask, key: string | null): Promise<void> {
  const { opening, held, part, parts, issues, reading, isFollowed } = state;
  batch(() => {
    opening.value += 1;
    held.value = noLines;
    [issues.value, reading.value, isFollowed.value] = [[], 'first', false];
  });
  const opened = opening.peek();
  const page = await ask({ part: key, last: firstSize });
  if (opened !== opening.peek()) return;
  batch(() => {
    reading.value = null;
    if (page === null) return;
    held.value = toLines(page);
    [part.value, parts.value, issues.value] = [page.part, page.parts, page.issues];
    isFollowed.value = page.part?.isComplete !== true && mayPass(page.issues);
  });
}

async function readEarlier({ held, part, issues, reading }: Omit<State, 'opening'>, ask: Ask): Promise<boolean> {
  if (reading.peek() !== null || !held.peek().hasEarlier || isFull(held.peek())) return false;
  reading.value = 'earlier';
  const page = await ask({ part: part.peek()?.key ?? null, last: pageSize, before: held.peek().startCursor });
  // Another part that is opened in the meantime says itself what is being read.
  if (reading.peek() !== 'earlier') return false;
  batch(() => {
    reading.value = null;
    if (page === null) return;
    held.value = prepend(held.peek(), page);
    issues.value = page.issues;
  });
  return page !== null && held.peek().hasEarlier;
}

function take({ held, part, parts, issues }: Omit<State, 'opening'>, event: LogEvent): void {
  const { part: news } = event;
  batch(() => {
    held.value = append(held.peek(), event);
    issues.value = event.issues;
    if (news === null) return;
    part.value = news;
    const known = parts.peek();
    parts.value = known.some(({ key }) => key === news.key)
      ? known.map((one) => (one.key === news.key ? news : one))
      : [...known, news];
  });
}

function mayPass(issues: readonly LogIssue[]): boolean {
  return issues.every(({ code, isRetryable }) => isRetryable || code === 'LOG_TRUNCATED');
}

function describeError(error: CombinedError | undefined): string {
  return error?.graphQLErrors[0]?.message ?? 'The graph does not answer.';
}
