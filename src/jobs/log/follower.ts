/** One subscriber of a log: the lines that stand there, then the added ones, read from the ring that all followers of the part share. */
import { Abandoned } from '../../calls/abandoned.ts';
import { Aborter, raceAbort } from '../../calls/abort.ts';
import type { ReadContext } from '../../calls/read-context.ts';
import type { LogPart, LogPartReads, LogPlace, PartLog, PlacedLine } from '../../provider/contract/log.ts';
import type { FollowPace } from './added-lines.ts';
import type { LogPosition } from './cursor.ts';
import type { FollowedPart } from './followed-part.ts';
import { endsFollowing, toIssuesKey, type LogIssue } from './issue.ts';
import type { PartLookup } from './lookup.ts';
import { maxPageLines, takeFirst } from './page.ts';
import { pickPart, readPage } from './read-log.ts';
import { sleepUntil } from './sleep.ts';
import type { OpenLogs } from './source-logs.ts';

/** One event of `jobLogAppended`. */
export interface LogUpdate {
  readonly part: LogPart | null;
  readonly lines: readonly PlacedLine[];
  /** Behind the last line so far; null before the first. */
  readonly end: LogPlace | null;
  /** Lines between the event before and this one are left out. */
  readonly hasGap: boolean;
  readonly issues: readonly LogIssue[];
}

/** What a subscriber asks for. */
export interface FollowRequest {
  /** The key of the part; undefined for the one that says most, once there is one. */
  readonly part: string | undefined;
  /** Begins behind this place; undefined: with the last lines. */
  readonly after: LogPosition | undefined;
  readonly last: number;
  readonly isMasked: boolean;
}

/** What one subscriber follows by. */
interface FollowerOptions {
  readonly logs: OpenLogs;
  readonly request: FollowRequest;
  /** Of the subscription. */
  readonly context: ReadContext;
  readonly lookup: PartLookup;
  readonly pace: FollowPace;
  /** The part that all of its followers share. Throws if there are too many. */
  readonly join: (part: LogPart, log: PartLog) => FollowedPart;
  /** Called once or more. */
  readonly onEnd: () => void;
}

/** Ends by itself once all of the part was given, or an issue stands that will not pass. Throws where the job cannot be read. */
export function createFollower(options: FollowerOptions): AsyncIterableIterator<LogUpdate> {
  const aborter = new Aborter();
  const { context } = options;
  const stop = (): void => {
    aborter.abort(new Abandoned());
  };
  if (context.signal.aborted) stop();
  else context.signal.addEventListener('abort', stop, { once: true });
  const updates = follow({ ...options, context: { ...context, signal: aborter } });

  async function finish(): Promise<IteratorReturnResult<undefined>> {
    stop();
    context.signal.removeEventListener('abort', stop);
    options.onEnd();
    return { value: undefined, done: true };
  }
  return {
    next: async () => {
      try {
        const { value, done } = await updates.next();
        return done === true ? await finish() : { value, done: false };
      } catch (error) {
        await finish();
        if (error instanceof Abandoned) return { value: undefined, done: true };
        throw error;
      }
    },
    return: finish,
    throw: finish,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* follow(options: FollowerOptions): AsyncGenerator<LogUpdate, undefined> {
  const { part, log } = (yield* waitForPart(options)) ?? {};
  if (part === undefined || log === undefined) return undefined;
  const followed = options.join(part, log);
  const next = yield* begin(options, followed, log);
  if (next !== undefined) yield* readRing(options, followed, next);
  return undefined;
}

/** Looks until there is a part with lines to read; undefined if an issue stands that will not pass. */
async function* waitForPart({
  request,
  lookup,
  pace,
  context,
}: FollowerOptions): AsyncGenerator<LogUpdate, { readonly part: LogPart; readonly log: PartLog } | undefined> {
  let shown: string | undefined;
  for (let wait = pace.least; ; wait = Math.min(wait * 1.5, pace.most)) {
    const all = await raceAbort(lookup.read(pace.least / 2), context.signal);
    const { found, issues } = pickPart(all, request.part);
    if (isReadable(found)) return { part: found.part, log: found.log };
    const now = toIssuesKey(issues) + JSON.stringify(found?.part);
    if (now !== shown) yield { part: found?.part ?? null, lines: [], end: null, hasGap: false, issues };
    if (issues.some(endsFollowing)) return undefined;
    shown = now;
    await sleepUntil(wait, context.signal);
  }
}

function isReadable(found: LogPartReads | undefined): found is LogPartReads & { readonly log: PartLog } {
  return found !== undefined && typeof found.log !== 'string';
}

/** Where a follower stands: the number of its next line in the ring, the last place that it was given, the version of the state. */
interface Standing {
  readonly number: number;
  readonly end: LogPlace | null;
  readonly version: number;
}

/** Gives what the ring does not hold. Undefined if an issue stands in the way for good. */
async function* begin(
  options: FollowerOptions,
  followed: FollowedPart,
  log: PartLog,
): AsyncGenerator<LogUpdate, Standing | undefined> {
  const { request, context } = options;
  const { ring, state } = followed;
  await raceAbort(followed.ready, context.signal);
  let version = -1;
  while (!ring.isSeeded() && !state().isOver) {
    const { part, issues, version: seen } = state();
    if (version === seen) await untilChange(followed, context);
    else {
      version = seen;
      yield { part, lines: [], end: null, hasGap: false, issues };
    }
  }
  if (request.after !== undefined)
    return yield* beginAfter(options, followed, log, { number: 0, end: request.after.place, version });
  const held = ring.next() - ring.first();
  if (held >= request.last || ring.isWhole() || state().isOver)
    return { number: Math.max(ring.first(), ring.next() - request.last), end: ring.end(), version };
  return yield* beginWithPage(options, followed, log);
}

/** With more lines than the ring holds. */
async function* beginWithPage(
  { logs, request, context }: FollowerOptions,
  { ring, state }: FollowedPart,
  log: PartLog,
): AsyncGenerator<LogUpdate, Standing | undefined> {
  const { part, version } = state();
  const asked = {
    direction: 'last',
    count: request.last,
    from: null,
    since: null,
    isMasked: request.isMasked,
  } as const;
  const { page, issues } = await logs.read(context, (calls) => readPage(part, log, asked, calls));
  const end = page?.end ?? ring.end();
  yield { part, lines: page?.lines ?? [], end, hasGap: false, issues };
  if (issues.some(endsFollowing)) return undefined;
  return { number: (end === null ? undefined : ring.behind(end)) ?? ring.first(), end, version };
}

/** Pages forward until what follows is in the ring. */
async function* beginAfter(
  { logs, request: { isMasked }, context }: FollowerOptions,
  { ring, state }: FollowedPart,
  log: PartLog,
  after: Standing,
): AsyncGenerator<LogUpdate, Standing | undefined> {
  let { end, version } = after;
  for (;;) {
    const number = end === null ? ring.first() : ring.behind(end);
    if (number !== undefined || state().isOver) return { number: number ?? ring.first(), end, version };
    const { part } = state();
    version = state().version;
    const asked = { direction: 'first', count: maxPageLines, from: end, since: null, isMasked } as const;
    const { page, issues } = await logs.read(context, (calls) => readPage(part, log, asked, calls));
    const reached = page?.end ?? end;
    yield { part, lines: page?.lines ?? [], end: reached, hasGap: false, issues };
    if (issues.length > 0 || page?.hasNext !== true) {
      if (issues.some(endsFollowing)) return undefined;
      return { number: (reached && ring.behind(reached)) ?? ring.first(), end: reached, version };
    }
    end = reached;
  }
}

async function* readRing(
  { context }: FollowerOptions,
  followed: FollowedPart,
  standing: Standing,
): AsyncGenerator<LogUpdate, undefined> {
  const { ring, state } = followed;
  let { number, end, version } = standing;
  for (;;) {
    const { error } = state();
    if (error !== undefined)
      throw error instanceof Error ? error : new Error('A log could not be read.', { cause: error });
    const hasGap = number < ring.first();
    number = Math.max(number, ring.first());
    const lines = takeFirst(ring.from(number), maxPageLines);
    if (lines.length > 0 || version !== state().version) {
      const { part, issues } = state();
      ({ version } = state());
      number += lines.length;
      end = lines.at(-1)?.place ?? end;
      yield { part, lines, end, hasGap, issues };
    } else if (state().isOver) return undefined;
    else await untilChange(followed, context);
  }
}

function untilChange({ listeners }: FollowedPart, { signal }: ReadContext): Promise<void> {
  const changed = Promise.withResolvers<void>();
  listeners.add(changed.resolve);
  return raceAbort(changed.promise, signal).finally(() => listeners.delete(changed.resolve));
}
