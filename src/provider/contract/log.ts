/**
 * The port for logs: what a provider declares so that the logs of its jobs are read. It says which parts a log consists of, and
 * reads lines of a part by their places. It has no state, and nothing that it reads is kept. The core (`jobs/log`) owns the rest:
 * cursors, the bytes of a page, `since`, which part is shown, followers, and the sentences of issues.
 */
import type { Instant, JobFacts, JobKey, JobStatus } from './job.ts';
import type { Call } from './adapter.ts';
import type { LogLine } from './log-line.ts';
import type { LimiterSettings } from './limiter-settings.ts';
import type { SourceSettingsBase } from './settings.ts';
import type { Signer } from './signer.ts';
import type { WireAnswer, WireError, WireRequest } from './wire.ts';

/** What stands in the way of a log. What each means: errors/catalogue.ts. */
export type LogIssueCode =
  'LOG_NOT_STARTED' | 'LOG_NOT_SUPPORTED' | 'LOG_ELSEWHERE' | 'LOG_GONE' | 'LOG_TRUNCATED' | 'LOG_DISABLED';

/** A part of a log, as the graph shows it. */
export interface LogPart {
  /** Matches `LogReads.partKey`. */
  readonly key: string;
  readonly name: string;
  readonly kind: 'CONTAINER' | 'INIT_CONTAINER' | 'RUN_JOB' | 'BUILD' | 'HISTORY';
  readonly group: string | null;
  readonly attempt: number | null;
  readonly status: JobStatus | null;
  readonly exitCode: number | null;
  readonly reason: string | null;
  readonly failedStep: string | null;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly isComplete: boolean;
  readonly url: string | null;
}

/** A part, and how its lines are read. */
export interface LogPartReads {
  readonly part: LogPart;
  /** A later attempt, restart or pod stands in its place. */
  readonly isReplaced: boolean;
  /** Reads its lines; or the issue for which they cannot be read, and no call is made. */
  readonly log: PartLog | LogIssueCode;
}

/** The parts of a job's log, in any order. */
export interface LogParts {
  readonly parts: readonly LogPartReads[];
  /** About the log as a whole. */
  readonly issues: readonly LogIssueCode[];
}

/**
 * Where a line stands in its part. Places rise along the log: by `at`, equal ones by `number`. `at` is a whole number (a time in
 * milliseconds, the id of an event, the first byte), or a time of 30 characters with nanoseconds as a Kubernetes node writes it.
 */
export interface LogPlace {
  readonly at: number | string;
  /** A whole number from 0: the line among those with this `at`; of bytes, the first byte after the line's end. */
  readonly number: number;
}

/** A line, and where it stands. */
export interface PlacedLine {
  readonly place: LogPlace;
  readonly line: LogLine;
}

/** A request for a page of a part. */
export interface AskedLines {
  /** `first`: forward from `from` or the beginning; `last`: backward from `from` or the end. */
  readonly direction: 'first' | 'last';
  /** How many lines, 1 to 1,000. */
  readonly count: number;
  /** Only lines behind this place (`first`), or before it (`last`). */
  readonly from: LogPlace | null;
  /** Earlier lines are dropped by the core; a provider that takes a time may leave them out. */
  readonly since: Date | null;
  /** The viewer may not see what `job:sensitive` protects: see `LogReads.isMaskable`. */
  readonly isMasked: boolean;
}

/** A page of a part. */
export interface LogPage {
  /**
   * In the log's order, without a gap, beginning (`first`) or ending (`last`) at what was asked from. More than `count` may be
   * given: the core keeps those nearest to there.
   */
  readonly lines: readonly PlacedLine[];
  /** False only where the provider has said that no line stands before these. */
  readonly hasPrevious: boolean;
  /** False only where the provider has said that no line stands behind these now. */
  readonly hasNext: boolean;
  /** Where the page came to, if it has no line; the next one begins there. Default: where it was asked from. */
  readonly reached?: LogPlace;
  readonly issues: readonly LogIssueCode[];
}

/** Reads the lines of one part. Failures of calls are thrown as `ProviderError`, which the core makes issues of. */
export interface PartLog {
  readonly page: (asked: AskedLines, calls: LogCalls) => Promise<LogPage>;
  /** Default: the part is followed by pages, `first` behind the last place, once it is complete. */
  readonly follow?: LogPolls | LogStream;
}

/** Followed by asking again and again. The core says when, and reads the parts again to see the end. */
interface LogPolls {
  readonly kind: 'poll';
  /** How many polls in a row must bring nothing after the part's end before its log is complete. */
  readonly emptyPolls: number;
  /** How long after the part's end they begin to count, in milliseconds. */
  readonly settleMilliseconds: number;
  /** One poller for all followers of the part; it may hold a provider's token. `from`: behind this place, null for all. */
  readonly open: (from: LogPlace | null, isMasked: boolean) => LogPoller;
}

/** The lines that were added to a part since its last poll. */
export type LogPoller = (calls: LogCalls) => Promise<{
  /** In the log's order. */
  readonly lines: readonly PlacedLine[];
  /** More stands there already: it is asked for again at once. */
  readonly hasMore: boolean;
  readonly issues: readonly LogIssueCode[];
}>;

/** Followed by a connection that stays open. It ends when the part has ended; broken, it throws, and is opened again. */
export interface LogStream {
  readonly kind: 'stream';
  /** Yields what has come at once, in the log's order. */
  readonly open: (from: LogPlace | null, isMasked: boolean, calls: LogCalls) => AsyncIterable<readonly PlacedLine[]>;
}

/** How a provider is called for logs: with a limiter of its own for each source, and the source's signer or `createSigner`'s. */
export interface LogCalls {
  readonly call: Call;
  /**
   * Opens an answer that is read line by line, however large; leaving it ends the connection. Undefined: 204, which has no
   * lines. Throws `ProviderError`, while it is read, too.
   */
  readonly lines: (read: LinesRead) => Promise<AsyncIterable<readonly LogBytes[]> | undefined>;
  /**
   * Asks for a link to a file. The answer must be a 302 to one of the hosts of `LogReads.links`. The link is good for this read
   * alone and is not shown. Throws `ProviderError`.
   */
  readonly link: (read: LinkRead) => Promise<LinkedFile>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A call whose answer redirects to a file. */
export interface LinkRead {
  /** The provider's name of the operation. */
  readonly operation: string;
  readonly request: WireRequest;
}

/** A call whose answer is lines. */
interface LinesRead extends LinkRead {
  /** The answer ends when the log does, and may be silent for minutes. Default: false. */
  readonly staysOpen?: boolean;
}

/** A line as it came. */
export interface LogBytes {
  /** Without its end. Of a long line the beginning: more than 16,384 bytes. */
  readonly bytes: Uint8Array;
  /** How many bytes it took of the answer, with its end. */
  readonly size: number;
  /** False for what follows the last LF of the answer. */
  readonly hasEnd: boolean;
}

/** A file behind a link. */
interface LinkedFile {
  /** Reads its bytes from `from` on, before `to`. Throws `ProviderError`. */
  readonly read: (range: { readonly from: number; readonly to: number }) => Promise<FileAnswer>;
}

/** What a file's host answers. */
export type FileAnswer =
  /** From `from` on, to the end of the file if that comes first. `size` is the file's. */
  | { readonly kind: 'part'; readonly bytes: Uint8Array; readonly size: number }
  /** The host knows no ranges: the whole file, as it comes. */
  | { readonly kind: 'whole'; readonly chunks: AsyncIterable<Uint8Array> }
  /** The file ends before `from`. */
  | { readonly kind: 'behindEnd' }
  | { readonly kind: 'absent' }
  /** The link is too old. */
  | { readonly kind: 'refused' };

/** Where links to files may lead. */
export interface LinkRules {
  /** Names, `*.` names for any one label, and IP addresses. */
  readonly hosts: readonly string[];
  /** The provider itself is on loopback: so may files be, with http and any port. */
  readonly isOnLoopback: boolean;
}

/** A job whose log is read: a fresh record, with all facts that a describe gives. */
export interface LoggedJob<Facts extends JobFacts = JobFacts> {
  readonly key: JobKey;
  readonly facts: Facts;
}

/** How the logs of one source's jobs are read. `parts` is a method, as those of `Provider`. */
export interface LogReads<Facts extends JobFacts = JobFacts> {
  /** Matches the whole key of a part. */
  readonly partKey: RegExp;
  /** What `LogPlace.at` is. */
  readonly placesAre: 'numbers' | 'times';
  /** How many calls the parts and a page cost at worst, beside the job's own read. */
  readonly maxCalls: number;
  /** Lines are made in another way for a viewer without `job:sensitive`. Default: false. */
  readonly isMaskable?: boolean;
  /** Each call also takes a turn of the source's own limiter, and its hold. Default: false. */
  readonly takesSourceTurns?: boolean;
  /** Default: no answer may redirect. */
  readonly links?: LinkRules;
  /** Built from the facts, and from what `calls` adds to them. */
  parts(job: LoggedJob<Facts>, calls: LogCalls): Promise<LogParts> | LogParts;
  /** Reads the code of an answer that is not 2xx. Default: the adapter's own. */
  readonly toError?: (answer: WireAnswer, operation: string) => WireError;
}

/** The logs of a provider, in its entry of the registry. Functions are methods, as those of `Provider`. */
export interface ProviderLogs<
  Settings extends SourceSettingsBase = SourceSettingsBase,
  Facts extends JobFacts = JobFacts,
> {
  /** How hard a source may be asked for logs, unless its `logs.limits` say otherwise. */
  readonly defaultLimits: LimiterSettings;
  /** Undefined: these settings do not say where the logs are (LOG_DISABLED). Not called where `logs` is false. */
  createReads(settings: Settings): LogReads<Facts> | undefined;
  /** Default: the signer of the source's other calls. */
  createSigner?(settings: Settings, now: () => Date): Signer;
}
