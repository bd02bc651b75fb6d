/** Watching where no WebSocket can be opened: the same events, found by asking again at a calm pace. */
import type { Row } from './columns.ts';
import { CommandFault, exits } from './exit.ts';
import { SocketBlocked, type GraphAnswer, type AnswerError, type GraphRequest } from './graph.ts';
import type { Session } from './session.ts';

/** What watching needs of a run. */
type Watcher = Pick<Session, 'subscribe' | 'ask' | 'note' | 'context'>;

/** Milliseconds between two questions: the shortest after a change, longer by a fifth after each one without a change. */
const pauses = { shortest: 15_000, growth: 1.2, longest: 60_000 };

/** Questions that may fail in a row, if the first was answered. */
const maxFailures = 5;

/** Compares an answer with those before; returns the events that were missed, of the subscription's form. */
type Compare = (answer: GraphAnswer) => readonly GraphAnswer[];

/** A subscription, and the query that replaces it where it cannot begin. */
interface Watch {
  readonly subscription: GraphRequest;
  /** The query. */
  readonly question: GraphRequest;
  readonly compare: Compare;
  /** The present state follows. */
  readonly onRestart: () => void;
}

/** The events of the subscription, or where it cannot begin, of the question. The signal ends it. Throws `CommandFault`. */
export async function* watch(session: Watcher, watched: Watch, signal: AbortSignal): AsyncGenerator<GraphAnswer> {
  try {
    yield* session.subscribe(watched.subscription, signal, watched.onRestart);
  } catch (error) {
    if (!(error instanceof SocketBlocked)) throw error;
    yield* poll(session, watched, { signal, reason: error.message });
  }
}

async function* poll(
  session: Watcher,
  { question, compare }: Watch,
  { signal, reason }: { readonly signal: AbortSignal; readonly reason: string },
): AsyncGenerator<GraphAnswer> {
  let pause = pauses.shortest;
  let failures: number | undefined;
  for (;;) {
    let events: readonly GraphAnswer[] = [];
    try {
      const answer = await session.ask(question, signal);
      if (failures === undefined)
        session.note(`! ${reason} Asking every ${pauses.shortest / 1000} s to ${pauses.longest / 1000} s instead.`);
      failures = 0;
      events = compare(answer);
    } catch (error) {
      if (signal.aborted) return;
      if (failures === undefined || failures >= maxFailures || !isPassing(error)) throw error;
      failures += 1;
    }
    yield* events;
    if (signal.aborted) return;
    pause = events.length > 0 ? pauses.shortest : Math.min(pauses.longest, pause * pauses.growth);
    await session.context.wait(pause, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}

/** Whether asking again later may help. */
export function isPassing(error: unknown): boolean {
  const passing: readonly number[] = [exits.temporary, exits.unavailable, exits.timeout];
  return error instanceof CommandFault && passing.includes(error.status);
}

/** `jobsById` as `jobUpdated` would tell it: each job that differs from its last event. */
export function createJobComparison(ids: readonly string[]): Compare {
  const last = new Map<string, string>();
  return ({ data, errors = [] }) => {
    const jobs = data?.['jobsById'] as readonly (Row | null)[] | null | undefined;
    if (jobs == null) return [{ data: null, errors }];
    return ids.flatMap((id, index) => {
      const own = errors.filter(({ path }: AnswerError) => path?.[1] === index);
      const event: GraphAnswer = { data: { jobUpdated: jobs[index] ?? null }, errors: own };
      return isChange(last, id, event) ? [event] : [];
    });
  };
}

/** A list of rows with `watchedId`, as `jobsUpdated` would tell it. */
export function createListComparison(): Compare {
  let before: Map<string, Row> | undefined;
  let coverage = '';
  return (answer) => {
    const page = answer.data?.['jobs'] as { readonly nodes: readonly Row[]; readonly issues: readonly object[] } | null;
    if (page == null) return [{ data: null, errors: answer.errors ?? [] }];
    const { nodes, issues } = page;
    const toEvent = (kind: string, job: Row | null): GraphAnswer => ({ data: { jobsUpdated: { kind, job, issues } } });
    const now = new Map(nodes.map((job) => [String(job['watchedId']), job]));
    const gone = [...(before ?? [])].filter(([id]) => !now.has(id)).map(([, job]) => toEvent('LEFT', job));
    const changed = [...now].flatMap(([id, job]) => {
      const old = before?.get(id);
      if (old === undefined) return [toEvent(before === undefined ? 'PRESENT' : 'APPEARED', job)];
      return JSON.stringify(old) === JSON.stringify(job) ? [] : [toEvent('CHANGED', job)];
    });
    const events = [...gone, ...changed];
    const hasNewCoverage = coverage !== JSON.stringify(issues);
    if (hasNewCoverage && (before !== undefined || events.length === 0)) events.push(toEvent('COVERAGE_CHANGED', null));
    before = now;
    coverage = JSON.stringify(issues);
    return events;
  };
}

function isChange(last: Map<string, string>, id: string, event: GraphAnswer): boolean {
  const text = JSON.stringify(event);
  if (last.get(id) === text) return false;
  last.set(id, text);
  return true;
}
