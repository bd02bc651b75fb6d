/** The port between what hears of changes and the watchers of jobs. A push is a hint to read now, never data. */
import type { ErrorCode } from '../../errors/catalogue.ts';
import type { CauseKind } from '../../errors/causes.ts';
import type { Hint } from '../../provider/contract/events.ts';
import type { Instant, JobFacts, JobKey } from '../../provider/contract/job.ts';

/**
 * Why a message, a delivery or an event made no hint. `foreign`: of another account, region, repository or ARN. `ignored`: of
 * another kind. `repeated`: seen before. `refused`: its signature is wrong.
 */
export type DroppedPush = 'foreign' | 'ignored' | 'repeated' | 'refused' | 'unreadable';

/** Why changes are not heard. */
export interface PushFailure {
  readonly code: ErrorCode;
  readonly cause: CauseKind | null;
  /** Whether the source's pushes are UNAVAILABLE at once, and not only after the second failure in a row. */
  readonly isPermanent: boolean;
}

/** What a reader of a queue, a door or a stream tells about one source. Nothing here throws, waits or reads. */
export interface PushReader {
  /** A hint that has come now. It is counted. One for a job without a watcher costs nothing and is not kept. */
  readonly hint: (hint: Hint) => void;
  /** Counts what has come and is no hint. */
  readonly dropped: (result: DroppedPush) => void;
  /** Changes are heard from now on: the queue has answered, the door is open, the stream is live. May be called again. */
  readonly answered: () => void;
  /** A try to hear has failed. Changes since the last `answered` may be missed. */
  readonly failed: (failure: PushFailure) => void;
  /** Nothing is to be heard for now, and nothing is wrong. */
  readonly rest: () => void;
}

/** STARTING: nothing has been heard yet. LIVE: all changes are heard. SILENT: a poll saw changes that no push told. */
export const pushStates = ['STARTING', 'LIVE', 'SILENT', 'UNAVAILABLE'] as const;
/** One of them, as the graph's `JobSourcePushState` has it. */
export type PushStateWord = (typeof pushStates)[number];

/** The graph's `JobSourceHealth.pushes`. */
interface PushHealth {
  readonly state: PushStateWord;
  /** When the last hint of the source came. */
  readonly lastEventAt: Instant | null;
  readonly lastErrorAt: Instant | null;
  readonly lastErrorCode: ErrorCode | null;
}

/** Who hears of the pushes of all sources. */
export interface PushReport {
  /** A message, a delivery or an event has come. @param source empty where it fits none */
  readonly onPush: (source: string, result: DroppedPush | 'hint') => void;
  /** @param failure why they are UNAVAILABLE; undefined where this process is alone in its cluster, and in any other state */
  readonly onPushState: (source: string, state: PushStateWord, failure: PushFailure | undefined) => void;
  /** This process has read a job for a hint. */
  readonly onHintedRead: (source: string, result: HintedReadResult) => void;
  /** The first read for a hint has ended, so many seconds after the hint came. */
  readonly onPushLag: (source: string, seconds: number) => void;
}

/** What a read for a hint has shown. */
export const hintedReadResults = ['changed', 'unchanged', 'failed'] as const;
type HintedReadResult = (typeof hintedReadResults)[number];

/** A hint as a watcher gets it. */
export interface HeardHint {
  /** To be given to `Pushes.isBehind`. */
  readonly word: string | null;
  /** When it came, by this process's monotonic clock. */
  readonly at: number;
  /** The same by the store's clock; undefined for a hint of this process alone. */
  readonly inStore: number | undefined;
}

/** A watcher of one job, or of all jobs of a source. */
export interface HintListener {
  readonly onHint: (hint: HeardHint) => void;
  /** From now on changes may be missed. */
  readonly onLost: () => void;
}

/** What a listener may rely on. */
export interface Listening {
  /** Since when all changes are heard, by the monotonic clock; undefined while changes may be missed. */
  readonly liveSince: () => number | undefined;
  /** What the job is now: hints may name it by a fact. */
  readonly noteFacts: (facts: JobFacts) => void;
  readonly leave: () => void;
}

/** The pushes of one source. */
export interface Pushes {
  readonly follow: (key: JobKey, listener: HintListener) => Listening;
  /** Calls `onHint` for each hint, also for jobs without a watcher. Returns what ends it. */
  readonly followAll: (onHint: () => void) => () => void;
  /** Whether the facts are older than the hinted change. @param word the hint's */
  readonly isBehind: (facts: JobFacts, word: string) => boolean;
  /** How often jobs are read whose changes are pushed. */
  readonly safetyMilliseconds: number;
  readonly health: () => PushHealth;
  /** A poll has seen that a job's status has changed. */
  readonly noteMissed: () => void;
  /**
   * A read for a hint has ended. `elsewhere`: another process has read. @param lagMilliseconds since the hint came; undefined
   * if the job has been read for it before
   */
  readonly noteRead: (result: HintedReadResult | 'elsewhere', lagMilliseconds: number | undefined) => void;
  /** For a queue or a door. Undefined where the source has a stream of changes. */
  readonly reader: PushReader | undefined;
  readonly close: () => void;
}
