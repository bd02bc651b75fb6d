/** A part of a log that is followed: one poller or stream for all of its followers, who read from one ring. */
import { Abandoned } from '../../calls/abandoned.ts';
import { Aborter } from '../../calls/abort.ts';
import type { ReadContext } from '../../calls/read-context.ts';
import type { Clock } from '../../platform/clock.ts';
import type { LogPart, PartLog } from '../../provider/contract/log.ts';
import { endsFollowing, toCallIssue, toIssuesKey } from './issue.ts';
import type { PartLookup } from './lookup.ts';
import { addLines, type AddedLines, type FollowedState, type FollowPace } from './added-lines.ts';
import { pickPart, readPage } from './read-log.ts';
import { createLogRing, type LogRing } from './ring.ts';
import { sleepUntil } from './sleep.ts';
import type { OpenLogs } from './source-logs.ts';

/** A part that is followed. */
export interface FollowedPart {
  readonly ring: LogRing;
  readonly state: () => FollowedState;
  /** Called after each change, that of the lines included. */
  readonly listeners: Set<() => void>;
  /** Resolves when the lines that stand there have been read, or could not be. */
  readonly ready: Promise<void>;
  readonly stop: () => void;
}

/** What a part is followed with. */
export interface FollowedPartOptions extends Clock {
  readonly logs: OpenLogs;
  readonly lookup: PartLookup;
  readonly part: LogPart;
  readonly log: PartLog;
  readonly isMasked: boolean;
  /** How many of the lines that stand there are read first. */
  readonly seedLines: number;
  readonly pace: FollowPace;
}

/** Begins at once, and ends by itself once all of the part has been read. */
export function createFollowedPart(options: FollowedPartOptions): FollowedPart {
  const { logs, lookup, log, isMasked, seedLines, pace, now } = options;
  const aborter = new Aborter();
  const context: ReadContext = { requester: 'log', operation: aborter, signal: aborter };
  const ring = createLogRing();
  const listeners = new Set<() => void>();
  let state: FollowedState = { part: options.part, issues: [], version: 0, isOver: false };

  function notify(): void {
    for (const listener of [...listeners]) listener();
  }
  function note(next: Partial<Pick<FollowedState, 'part' | 'issues' | 'isOver' | 'error'>>): void {
    const issues = next.issues ?? state.issues;
    const isOver = next.isOver === true || issues.some(endsFollowing);
    const part = next.part ?? state.part;
    const isSame =
      isOver === state.isOver &&
      toIssuesKey(issues) === toIssuesKey(state.issues) &&
      JSON.stringify(part) === JSON.stringify(state.part);
    if (isSame) return;
    state = { ...state, ...next, part, issues, isOver, version: state.version + 1 };
    notify();
  }

  async function seed(): Promise<void> {
    const asked = { direction: 'last', count: seedLines, from: null, since: null, isMasked } as const;
    const { page, issues } = await logs.read(context, (calls) => readPage(state.part, log, asked, calls));
    if (page !== undefined) ring.seed(page);
    note({ issues });
    if (page !== undefined) notify();
  }

  /** Sees how the part stands now. A failure that may pass changes nothing. */
  async function refresh(maxAge: number): Promise<void> {
    const { found, issues } = pickPart(await lookup.read(maxAge), state.part.key);
    const standing = issues.filter(({ isRetryable }) => !isRetryable);
    note({
      ...(found === undefined ? {} : { part: found.part }),
      ...(standing.length > 0 ? { issues: standing } : {}),
    });
  }

  function take(added: AddedLines): void {
    const before = ring.next();
    ring.push(added.lines);
    note({ issues: added.issues });
    if (ring.next() > before) notify();
  }

  const ready = seed().catch(fail);

  function fail(error: unknown): void {
    if (!aborter.aborted) note({ error, isOver: true });
  }

  async function follow(): Promise<void> {
    await ready;
    while (!ring.isSeeded() && !state.isOver) {
      await sleepUntil(pace.most, aborter);
      await seed();
    }
    const steps = { logs, log, context, ring, isMasked, pace, now, state: () => state, take, refresh };
    await addLines(steps, (error) => {
      note({ issues: [toCallIssue(error, state.part.key)] });
    });
    note({ isOver: true });
  }
  follow().catch(fail);

  return {
    ring,
    state: () => state,
    listeners,
    ready,
    stop: () => {
      aborter.abort(new Abandoned());
    },
  };
}
