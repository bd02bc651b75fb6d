/** Reads the lines that are added to a followed part, to its end: by polls, by a stream, or by pages. */
import { sleepUntil } from './sleep.ts';
import type { ReadContext } from '../../calls/read-context.ts';
import { ProviderError } from '../../errors/errors.ts';
import type { LogPart, LogPoller, LogStream, PartLog, PlacedLine } from '../../provider/contract/log.ts';
import { toLogIssue, type LogIssue } from './issue.ts';
import { maxPageLines } from './page.ts';
import type { LogRing } from './ring.ts';
import type { OpenLogs } from './source-logs.ts';

/** How often a part is asked for. In milliseconds. */
export interface FollowPace {
  /** While lines come. */
  readonly least: number;
  /** While none come. */
  readonly most: number;
}

/** How a followed part stands. `version` rises with each change but that of the lines. */
export interface FollowedState {
  readonly part: LogPart;
  readonly issues: readonly LogIssue[];
  readonly version: number;
  /** Nothing more will come. */
  readonly isOver: boolean;
  /** Why the job cannot be read any more. */
  readonly error?: unknown;
}

/** What one look has brought. */
export interface AddedLines {
  readonly lines: readonly PlacedLine[];
  readonly issues: readonly LogIssue[];
}

/** The part, and what its followers see. */
interface Following {
  readonly logs: OpenLogs;
  readonly log: PartLog;
  readonly context: ReadContext;
  readonly ring: LogRing;
  readonly isMasked: boolean;
  readonly pace: FollowPace;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly state: () => FollowedState;
  readonly take: (added: AddedLines) => void;
  /** Reads how the part stands, unless that was read at most so many milliseconds ago. */
  readonly refresh: (maxAge: number) => Promise<void>;
}

/** @param onFailure for a call that failed */
export async function addLines(following: Following, onFailure: (error: ProviderError) => void): Promise<void> {
  const { follow } = following.log;
  if (follow?.kind === 'stream') await addFromStreams(following, follow, onFailure);
  else await addByPolls(following, onFailure);
}

/** How many polls in a row may say that more is there, and bring nothing, before the next one waits. */
const maxEmptyPolls = 10;
/** While nothing comes, each wait is longer by this factor. */
const slowing = 1.5;

async function addByPolls(following: Following, onFailure: (error: ProviderError) => void): Promise<void> {
  const { pace, state, take, refresh, context } = following;
  const { poll, isSettled, emptyPolls } = toPolls(following);
  let [wait, empty, hurried, refreshedAt] = [pace.least, 0, 0, following.now()];

  while (!state().isOver) {
    const wasSettled = isSettled();
    if (wasSettled && empty >= emptyPolls) return;
    const added = await orFailure(poll, onFailure);
    if (added !== undefined) take(added);
    const brought = added?.lines.length ?? 0;
    empty = brought === 0 && added !== undefined && wasSettled ? empty + 1 : 0;
    hurried = brought === 0 ? hurried + 1 : 0;
    if (added?.hasMore === true && hurried < maxEmptyPolls) continue;
    if (brought === 0 || following.now() - refreshedAt >= pace.most) {
      await orFailure(
        () => refresh(pace.least / 2),
        () => undefined,
      );
      refreshedAt = following.now();
    }
    if (state().isOver || (isSettled() && empty >= emptyPolls)) return;
    await sleepUntil(wait, context.signal);
    wait = brought === 0 ? Math.min(wait * slowing, pace.most) : pace.least;
  }
}

interface Polls {
  readonly poll: () => Promise<AddedLines & { readonly hasMore: boolean }>;
  /** Whether the part has ended, long enough ago for its last lines to be there. */
  readonly isSettled: () => boolean;
  /** How many polls must then bring nothing. */
  readonly emptyPolls: number;
}

/** Of a part that is only followed by pages, none is read before it is complete. */
function toPolls(following: Following): Polls {
  const { logs, log, context, ring, isMasked, now, state } = following;
  const { follow } = log;
  const toIssues = (codes: Awaited<ReturnType<LogPoller>>['issues']): readonly LogIssue[] =>
    codes.map((code) => toLogIssue(code, state().part.key));
  if (follow?.kind === 'poll') {
    const poller = follow.open(ring.end(), isMasked);
    return {
      poll: async () => {
        const { lines, hasMore, issues } = await logs.read(context, poller);
        return { lines, hasMore, issues: toIssues(issues) };
      },
      isSettled: () => isEnded(state().part, now(), follow.settleMilliseconds),
      emptyPolls: follow.emptyPolls,
    };
  }
  const asked = { direction: 'first', count: maxPageLines, since: null, isMasked } as const;
  return {
    poll: async () => {
      const page = await logs.read(context, (calls) => log.page({ ...asked, from: ring.end() }, calls));
      return { lines: page.lines, hasMore: page.hasNext, issues: toIssues(page.issues) };
    },
    isSettled: () => state().part.isComplete,
    emptyPolls: 0,
  };
}

/** An end that is not known may be of any time. */
function isEnded({ isComplete, endedAt }: LogPart, now: number, settleMilliseconds: number): boolean {
  return isComplete && (endedAt === null || now - Date.parse(endedAt) >= settleMilliseconds);
}

/** A stream that breaks is opened again after this time, then after twice as long each time. In milliseconds. */
const leastPause = 1000;
const mostPause = 30_000;

async function addFromStreams(
  { logs, context, ring, isMasked, state, take, refresh }: Following,
  { open }: LogStream,
  onFailure: (error: ProviderError) => void,
): Promise<void> {
  let pause = leastPause;
  while (!state().isOver) {
    const hasEnded = await orFailure(async () => {
      for await (const lines of open(ring.end(), isMasked, logs.callsUntil(context))) {
        take({ lines, issues: [] });
        pause = leastPause;
      }
      return true;
    }, onFailure);
    await orFailure(
      () => refresh(0),
      () => undefined,
    );
    if (state().isOver || (hasEnded === true && state().part.isComplete)) return;
    await sleepUntil(pause, context.signal);
    pause = Math.min(pause * 2, mostPause);
  }
}

/** Undefined where a call failed. That the job is absent, and anything else, is thrown. */
async function orFailure<T>(work: () => Promise<T>, onFailure: (error: ProviderError) => void): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ProviderError) || !error.code.startsWith('PROVIDER_')) throw error;
    onFailure(error);
    return undefined;
  }
}
