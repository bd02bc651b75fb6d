/** Watching where no WebSocket can be opened: the same events, found by asking again at a calm pace. */
import type { Row } from './columns.ts';
import { CommandFault, exits } from './exit.ts';
import { SocketBlocked, type GraphAnswer, type GraphFault, type GraphRequest } from './graph.ts';
import type { Session } from './session.ts';

/** Milliseconds between two questions: the shortest after a change, longer by a fifth after each that found none. */
const pauses = { shortest: 15_000, growth: 1.2, longest: 60_000 };

/** Questions that may fail in a row, if the first was answered. */
const maxFailures = 5;

/** Compares an answer with those before; returns the events that were missed, of the subscription's form. */
type Compare = (answer: GraphAnswer) => readonly GraphAnswer[];

/** What is watched: as a subscription, and as a question for where that cannot begin. */
export interface Watch {
  readonly subscription: GraphRequest;
  /** What is asked instead. */
  readonly question: GraphRequest;
  readonly compare: Compare;
  /** All is told anew from here on. */
  readonly onRestart: () => void;
}

/** The events of the subscription, or where it cannot begin, of the question. The signal ends it. Throws `CommandFault`. */
export async function* watch(session: Session, work: Watch, signal: AbortSignal): AsyncGenerator<GraphAnswer> {
  try {
    yield* session.subscribe(work.subscription, signal, work.onRestart);
  } catch (error) {
    if (!(error instanceof SocketBlocked)) throw error;
    yield* poll(session, work, { signal, reason: error.message });
  }
}

async function* poll(
  session: Session,
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
    await session.surroundings.wait(pause, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}

function isPassing(error: unknown): boolean {
  const passing: readonly number[] = [exits.temporary, exits.unavailable, exits.timeout];
  return error instanceof CommandFault && passing.includes(error.status);
}

/** `jobsById` as `jobUpdated` would tell it: each job that differs from what was said of it last. */
export function createJobComparison(ids: readonly string[]): Compare {
  const said = new Map<string, string>();
  return ({ data, errors = [] }) => {
    const jobs = data?.['jobsById'] as readonly (Row | null)[] | null | undefined;
    if (jobs == null) return [{ data: null, errors }];
    return ids.flatMap((id, index) => {
      const own = errors.filter(({ path }: GraphFault) => path?.[1] === index);
      const event: GraphAnswer = {
        data: { jobUpdated: jobs[index] ?? null },
        ...(own.length > 0 ? { errors: own } : {}),
      };
      return isNews(said, id, event) ? [event] : [];
    });
  };
}

/** A list of rows with `watchedId`, as `jobsUpdated` would tell it. */
export function createListComparison(): Compare {
  let before: Map<string, Row> | undefined;
  let coverage = '';
  return (answer) => {
    const page = answer.data?.['jobs'] as { readonly nodes: readonly Row[]; readonly issues: readonly object[] } | null;
    if (page == null) return [{ data: null, ...(answer.errors === undefined ? {} : { errors: answer.errors }) }];
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
    const isCoverageNews = coverage !== JSON.stringify(issues);
    if (isCoverageNews && (before !== undefined || events.length === 0)) events.push(toEvent('COVERAGE_CHANGED', null));
    before = now;
    coverage = JSON.stringify(issues);
    return events;
  };
}

function isNews(said: Map<string, string>, id: string, event: GraphAnswer): boolean {
  const text = JSON.stringify(event);
  if (said.get(id) === text) return false;
  said.set(id, text);
  return true;
}
