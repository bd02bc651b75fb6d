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
  const { lookup, pace } = options;
  const aborter = new Aborter();
  const context: ReadContext = { requester: 'log', operation: aborter, signal: aborter };
  const ring = createLogRing();
  const { state, note, notify, listeners } = createNotedState(options.part);
  let { log } = options;

  /** Reads what stands there. */
  async function seed(): Promise<void> {
    const { logs, isMasked, seedLines: count } = options;
    const asked = { direction: 'last', count, from: null, since: null, isMasked } as const;
    const { page, issues } = await logs.read(context, (calls) => readPage(state().part, log, asked, calls));
    if (page !== undefined) ring.seed(page);
    note({ issues });
    if (page !== undefined) notify();
  }

  /** Sees how the part stands now. A failure that may pass changes nothing. */
  async function refresh(maxAge: number): Promise<void> {
    const { found, issues } = pickPart(await lookup.read(maxAge), state().part.key);
    if (found !== undefined && typeof found.log !== 'string') ({ log } = found);
    const standing = issues.filter(({ isRetryable }) => !isRetryable);
    note({ ...(found && { part: found.part }), ...(standing.length > 0 && { issues: standing }) });
  }

  function take(added: AddedLines): void {
    const before = ring.next();
    ring.push(added.lines);
    note({ issues: added.issues });
    if (ring.next() > before) notify();
  }

  async function follow(): Promise<void> {
    await ready;
    while (!ring.isSeeded() && !state().isOver) {
      await sleepUntil(pace.most, aborter);
      await seed();
    }
    await addLines({ ...options, context, ring, state, take, refresh }, (error) => {
      note({ issues: [toCallIssue(error, state().part.key)] });
    });
    // Only now it can be said whether a part without a line is empty, or gone.
    if (ring.next() === 0 && !state().isOver) await seed();
    note({ isOver: true });
  }
  const fail = (error: unknown): void => {
    if (!aborter.aborted) note({ error, isOver: true });
  };
  const ready = seed().catch(fail);
  follow().catch(fail);

  const stop = (): void => {
    aborter.abort(new Abandoned());
  };
  return { ring, state, listeners, ready, stop };
}

interface NotedState extends Pick<FollowedPart, 'state' | 'listeners'> {
  /** A member that is not given stays as it is. */
  readonly note: (next: Partial<Omit<FollowedState, 'version'>>) => void;
  readonly notify: () => void;
}

function createNotedState(part: LogPart): NotedState {
  const listeners = new Set<() => void>();
  let state: FollowedState = { part, issues: [], version: 0, isOver: false };
  const notify = (): void => {
    for (const listener of [...listeners]) listener();
  };
  return {
    state: () => state,
    listeners,
    notify,
    note: (change) => {
      const next = { ...state, ...change };
      const isOver = next.isOver || next.issues.some(endsFollowing);
      if (toText({ ...next, isOver }) === toText(state)) return;
      state = { ...next, isOver, version: state.version + 1 };
      notify();
    },
  };
}

/** Texts are equal if a follower sees no difference. */
function toText({ part, issues, isOver }: FollowedState): string {
  return JSON.stringify([part, toIssuesKey(issues), isOver]);
}
