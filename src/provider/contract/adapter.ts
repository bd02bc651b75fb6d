/**
 * The contract of a provider: its key, its reads, and pure functions from the wire to a record. An adapter has no state
 * and knows nothing of GraphQL. Caching, limits and retries are the reader's.
 */
import type { ProviderError } from '../../errors/errors.ts';
import type { Instant, JobFacts, JobKey, JobProvider, JobRecord, JobSourceLifecycle, JobStatus } from './job.ts';
import type { BadAnswer } from './bad-answer.ts';
import type { Hint } from './events.ts';
import type { WireAnswer, WireError, WireRequest } from './wire.ts';

export { BadAnswer } from './bad-answer.ts';

/** One call to a provider and what its answer means. */
export interface Read<T> {
  /** The provider's name of the operation, e.g. `GetJobDetails`. */
  readonly operation: string;
  readonly request: WireRequest;
  /** The keys that it reads jobs by. Set by the reader; undefined for other calls. */
  readonly keys?: readonly JobKey[];
  /** What the settings name that it asks for. Set by the reader of lists, and by checks. */
  readonly target?: CallTarget;
  /**
   * Reads a 2xx answer. Throws `BadAnswer` if it cannot be read or is about another job.
   * @param onUnreadable of an answer about several jobs: called once, where some of them cannot be read
   */
  readonly toResult: (answer: WireAnswer, onUnreadable?: OnUnreadable) => T;
  /**
   * The provider answers an unchanged read with 304: the reader repeats it with `if-none-match` while it holds its result
   * and `etag`, fresh or not (RFC 9110 section 13.1.2). For describes, unless they are of protected fields, list pages and
   * the reads of a completion. Only a read that was repeated in this way may be answered with 304.
   */
  readonly revalidates?: true;
  /** Statuses other than 2xx whose answers `toResult` also reads. Default: none. */
  readonly alsoReads?: readonly number[];
}

/** A job of an answer about several that cannot be read. */
export interface UnreadableJob {
  /** Null if the key cannot be read either. */
  readonly key: JobKey | null;
  readonly bad: BadAnswer;
}

/** @param readable how many jobs of the answer could be read */
export type OnUnreadable = (jobs: readonly UnreadableJob[], readable: number) => void;

/** What a call for something that the settings name asks for: the list of parts, a page of a part, the read of a check. */
export interface CallTarget {
  /** As the settings or the provider spell it; null where the call is for the source as a whole. */
  readonly part: string | null;
  /** Whether the settings name the part, or it is the whole source. */
  readonly isNamed: boolean;
  /** False for the read of an id that no job has, which checks a source without lists. */
  readonly isOfList: boolean;
  /** Beginnings of the codes by which the provider says that it knows no such part; empty where none says it. */
  readonly unknownCodes: readonly string[];
}

/**
 * The result of one call by key. A missing key means that the provider does not know the job. A `ProviderError` is the
 * job's own, e.g. JOB_GONE if the name belongs to another job now.
 */
export type BatchAnswer<Facts extends JobFacts = JobFacts> = ReadonlyMap<JobKey, JobRecord<Facts> | ProviderError>;

/** Reads whole jobs by their keys, several per call if the provider can. */
export interface Describe<Facts extends JobFacts = JobFacts> {
  /**
   * The provider's documented maximum number of keys per call: keys that all operations request in one turn of the event
   * loop are read together. A provider that describes one job per call uses `oneByOne`.
   */
  readonly maxKeys: number;
  /** Takes 1 to `maxKeys` distinct keys. `toResult` throws `BadAnswer` if the whole answer cannot be read. */
  readonly read: (keys: readonly JobKey[]) => Read<BatchAnswer<Facts>>;
}

/** A job as an answer describes it. */
export interface DescribedJob<Facts extends JobFacts = JobFacts> {
  /** The key according to the answer. */
  readonly key: JobKey;
  readonly record: JobRecord<Facts>;
}

/** The form of a provider's job keys in the graph. */
export interface KeyFormat {
  /** Matches the whole key in its text form. */
  readonly pattern: RegExp;
  /** Describes the key in error messages, e.g. `a lower-case UUID`. */
  readonly expected: string;
  /**
   * The one spelling of a key that matches `pattern`, for keys with several spellings; undefined if the settings exclude
   * this job. Default: the key itself.
   */
  readonly toCanonical?: (key: JobKey) => JobKey | undefined;
  /**
   * The keys that a job with this id of the provider's may have: none if no job of the source has such an id, `listed` if
   * only a row of the list says the rest of the key. Default: the id itself, if it is a key.
   */
  readonly ofProviderJobId?: (providerJobId: string) => readonly JobKey[] | 'listed';
  /** A key that no job has, used to test a source that cannot list jobs. */
  readonly unused?: string;
}

/** A job in a list, from `createRows` unless rows are records. */
export interface ListRow {
  readonly key: JobKey;
  /** Those that the list does not say are null; a provider's own are left out. */
  readonly facts: JobFacts;
  /** Facts that this row contains in addition to the listing's `rowFacts`. */
  readonly alsoHolds?: readonly string[];
}

/** One page of a container's list. */
export interface ListPage {
  readonly rows: readonly ListRow[];
  /** Jobs of which the page says only the key. They are completed by batched describes before they are sorted. */
  readonly keys?: readonly JobKey[];
  /** How many rows cannot be read. Default: 0. If it is all of them, `toResult` throws `BadAnswer` instead. */
  readonly unreadable?: number;
  /**
   * The latest time that a job of a further page may have been created at, for lists in an order that bounds it; rows may
   * come in any order within their page then. Default: the time of this page's oldest row.
   */
  readonly newestOfRest?: Instant | null;
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
  /**
   * On the first page: how many jobs of the container meet the filter, on all pages. Only where the request says all of the
   * filter. Default: the provider does not say.
   */
  readonly total?: number | null;
  /** There are more jobs after the last page, which the provider does not list. Default: false. */
  readonly isCut?: boolean;
}

/** What the provider may filter a list by. It may ignore any part: the rows are filtered again. */
export interface ListFilter {
  readonly statuses?: readonly JobStatus[];
  readonly createdAfter?: Date;
  readonly createdBefore?: Date;
}

/** How many of the containers that a provider lists are read. */
export const maxListedContainers = 50;

/** Containers of jobs that the settings do not name: the provider lists them. The first `maxListedContainers` are read. */
interface ListedContainers {
  /** How many calls `list` usually makes. */
  readonly calls: number;
  /** `call` goes through the reader's limits and retries. */
  readonly list: (call: Call) => Promise<readonly string[]>;
}

/** The words for a part of a source, such as a queue. */
interface PartWords {
  /** For people, e.g. `job queue`. */
  readonly noun: string;
  /** The setting that lists the parts, e.g. `queues`. */
  readonly setting: string;
  /** Beginnings of the codes that a first page answers with for a part that is not there. Default: only a 404 without a code. */
  readonly unknownCodes?: readonly string[];
  /** Lists the parts, also where the settings name them. Default: the provider cannot. */
  readonly list?: ListedContainers['list'];
}

/** How a provider lists jobs, and what its rows contain. */
export interface Listing {
  /**
   * Facts that every row contains, by graph field name, from `createRows`; `a.b` for a nested one. Left out for rows that
   * are records and for pages of keys, which contain all.
   */
  readonly rowFacts?: ReadonlySet<string>;
  /** Whether a container's list can be read newest first: its pages come in that order, or say what bounds the rest. */
  readonly newestFirst: boolean;
  /** Whether a row contains everything that a describe answers: rows are then stored as records. Default: false. */
  readonly rowsAreRecords?: boolean;
  /** Whether the provider says when jobs ended: `endedAt`, in rows or describes. Default: true. */
  readonly reportsEnd?: boolean;
  readonly maxPageSize: number;
  /** Whether pages have `keys`. Their describes are counted in addition to the page. Default: false. */
  readonly pagesOfKeys?: boolean;
  /**
   * The status that answers a page token that is too old: the list of that container then begins again, once. Default: no
   * token expires.
   */
  readonly expiredStatus?: number;
  /**
   * The containers of jobs, each of which is listed separately: all that the settings name (`[null]` = the source is one
   * container), or those that the provider lists.
   */
  readonly containers: readonly (string | null)[] | ListedContainers;
  /** How people and settings name a container, and how the provider says that it knows no such one. Default: there is one. */
  readonly part?: PartWords;
  readonly page: (options: {
    readonly container: string | null;
    readonly after: string | null;
    readonly size: number;
    readonly filter: ListFilter;
  }) => Read<ListPage>;
}

/** Makes one call, with the reader's limits and retries. */
export type Call = <T>(read: Read<T>) => Promise<T>;

/** A second read that completes a job whose state the provider keeps elsewhere. */
export interface Completion<Facts extends JobFacts> {
  /** Facts that need it, by graph field name. */
  readonly facts: ReadonlySet<string>;
  /**
   * Returns the completed facts. A failure of the provider becomes part of the facts and is not thrown: resolvers throw it for
   * each field that needed the read. Such a record is answered once and not stored.
   */
  complete(facts: Facts, call: Call): Promise<{ readonly facts: Facts; readonly failed: boolean }>;
}

/**
 * Changes of a part of the source as they happen, e.g. of a namespace: a connection with one event per line. An event says
 * which job has changed; what the job is now, a describe says.
 */
export interface Feed<Facts extends JobFacts = JobFacts> {
  /** All parts of the source; `[null]` if there is only one. */
  readonly parts: readonly (string | null)[];
  /** The part that a job belongs to. */
  readonly toPart: (key: JobKey) => string | null;
  /** Reads the position of the present: the changes from there on are those after this read's answer. */
  readonly begin: (part: string | null) => Read<string>;
  readonly watch: (part: string | null, position: string) => FeedWatch;
  /** The status of an answer to a position that is too old: the next stream begins with the present. */
  readonly expiredStatus: number;
  /** Whether the facts are older than the change with this word. False if that cannot be said. */
  isBehind(facts: Facts, word: string): boolean;
}

/** The request for a stream of changes, and how to read its lines. */
export interface FeedWatch {
  readonly operation: string;
  readonly request: WireRequest;
  /**
   * Reads a line; `expired`: the position is too old. Throws `BadAnswer` if it does not say which job it is about, and the
   * `ProviderError` that it reports.
   */
  readonly toEvent: (line: Uint8Array) => FeedEvent | 'expired';
}

/** What one line of a stream reports. `hint` is null where nothing has changed until the position; a later stream continues there. */
export interface FeedEvent {
  readonly position: string;
  readonly hint: Hint | null;
}

/** What a provider implements. See docs/decisions/0001-adapters-and-one-reader.md. */
export interface Adapter<Facts extends JobFacts = JobFacts> {
  readonly provider: JobProvider;
  readonly lifecycle: JobSourceLifecycle;
  readonly key: KeyFormat;
  readonly describe: Describe<Facts>;
  readonly completion?: Completion<Facts>;
  readonly listing?: Listing;
  /** Default: watched jobs are polled. */
  readonly feed?: Feed<Facts>;
  /**
   * What hints name a watched job by if they do not say its key, such as the id of an action's execution; null if the facts
   * do not say it. Default: hints say the key.
   */
  hintedAs?(facts: Facts): string | null;
  /** Ended jobs may run again under the same id: an ended record is believed for at most 60 s. Default: false. */
  readonly reopens?: boolean;
  /** Whether the provider says when work began: `startedAt`. Default: true. */
  readonly reportsStart?: boolean;
  /** Each describe makes the provider mint credentials: a search asks such a source last. Default: false. */
  readonly mintsCredentials?: boolean;
  /**
   * Reads the job that a part of a key names now, where the root field's arguments make only a part, e.g. without a uid.
   * Takes the arguments' values joined by the root field's separator. The answer contains the rest of the key.
   */
  readonly find?: (partOfKey: string) => Read<DescribedJob<Facts>>;
  /**
   * For how many milliseconds the provider wants no call of the source, read from an answer of any status; null if it does
   * not say. `now` is the answer's own `Date`, or that of our clock. `readRetryAfter` reads `retry-after`. Never throws.
   */
  readonly toCooldown?: (answer: WireAnswer, now: Date) => number | null;
  /** What names of rights begin with, e.g. `batch` in `batch:ListJobs`. Default: rights are not named like operations. */
  readonly permissions?: string;
  /** Headers with the request id of an answer that cannot be read, in lower case. Default: AWS's and Tencent's. */
  readonly requestIdHeaders?: readonly string[];
  /** Reads the code and request id of an answer that is not 2xx, by the provider's protocol. Never throws. */
  readonly toError: (answer: WireAnswer, operation: string) => WireError;
}
