/**
 * The contract of a provider: its key, its reads, and pure functions from the wire to a record. An adapter has no state
 * and knows nothing of GraphQL. Caching, limits and retries are the reader's.
 */
import type { ProviderError } from '../errors/errors.ts';
import type { JobFacts, JobKey, JobProvider, JobRecord, JobSourceLifecycle, JobStatus } from '../job.ts';
import type { WireAnswer, WireError, WireRequest } from './wire.ts';

/** One call to a provider and what its answer means. */
export interface Read<T> {
  /** The provider's name of the operation, e.g. `GetJobDetails`. */
  readonly operation: string;
  readonly request: WireRequest;
  /** The keys that it reads jobs by. Set by the reader; undefined for other calls. */
  readonly keys?: readonly JobKey[];
  /** Reads a 2xx answer. Throws `BadAnswer` if it cannot be read or is about another job. */
  readonly toResult: (answer: WireAnswer) => T;
  /**
   * The provider answers an unchanged read with 304: repeat it with `if-none-match` while its result and `etag` are held,
   * fresh or not (RFC 9110 section 13.1.2).
   */
  readonly revalidates?: true;
  /** Statuses other than 2xx whose answers `toResult` also reads. Default: none. */
  readonly alsoReads?: readonly number[];
}

/** The result of one call by key. A missing key means that the provider does not know the job. */
export type BatchAnswer<Facts extends JobFacts = JobFacts> = ReadonlyMap<JobKey, JobRecord<Facts> | ProviderError>;

/** Reads whole jobs by their keys, several per call if the provider can. */
export interface Describe<Facts extends JobFacts = JobFacts> {
  /** Maximum number of keys per call. */
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

/** A job in a list. Facts that a list row does not contain are null. */
export interface ListRow<Facts extends JobFacts = JobFacts> {
  readonly key: JobKey;
  readonly facts: Facts;
  /** Names of the secrets that the row contained. A viewer who may see them causes a separate read. */
  readonly withheld?: readonly string[];
  /** Facts that this row contains in addition to the listing's `rowFacts`. */
  readonly alsoHolds?: readonly string[];
}

/** One page of a container's list. */
export interface ListPage<Facts extends JobFacts = JobFacts> {
  readonly rows: readonly ListRow<Facts>[];
  /** Jobs of which the page says only the key. They are completed by batched describes before they are sorted. */
  readonly keys?: readonly JobKey[];
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
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
export interface ListedContainers {
  /** How many calls `list` usually makes. */
  readonly calls: number;
  /** `call` goes through the reader's limits and retries. */
  readonly list: (call: Call) => Promise<readonly string[]>;
}

/** How a provider lists jobs, and what its rows contain. */
export interface Listing<Facts extends JobFacts> {
  /** Facts that every row contains, by graph field name; `a.b` for a nested one. */
  readonly rowFacts: ReadonlySet<string>;
  /** Whether the provider promises the order newest first within a container. */
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
  readonly page: (options: {
    readonly container: string | null;
    readonly after: string | null;
    readonly size: number;
    readonly filter: ListFilter;
  }) => Read<ListPage<Facts>>;
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
 * Changes of a part of the source as they happen, e.g. of a namespace, in place of polls: a list of its jobs, then a
 * connection that goes on from there, one event per line.
 */
export interface Feed<Facts extends JobFacts = JobFacts> {
  /** The part that a job belongs to; null if there is only one. */
  readonly toPart: (key: JobKey) => string | null;
  readonly list: (part: string | null, after: string | null) => Read<FeedPage<Facts>>;
  readonly watch: (part: string | null, position: string) => FeedWatch<Facts>;
  /** The position of the change that made these facts. */
  toPosition(facts: Facts): string | null;
  /** The status of an answer to a position, or to a page token, that is too old: the list is read again. */
  readonly expiredStatus: number;
  /** Whether a change came after the other one; undefined if the positions do not say it. */
  readonly isLater: (position: string, other: string) => boolean | undefined;
}

/** One page of the list that a feed begins with. */
export interface FeedPage<Facts extends JobFacts = JobFacts> {
  readonly jobs: readonly FeedJob<Facts>[];
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
  /** Where the changes after this list begin. */
  readonly position: string;
}

/** A job as a feed reports it. */
export interface FeedJob<Facts extends JobFacts = JobFacts> {
  readonly key: JobKey;
  /** Undefined if it cannot be read: a describe of this job says why. */
  readonly record: JobRecord<Facts> | undefined;
}

/** The request for a stream of changes, and how to read its lines. */
export interface FeedWatch<Facts extends JobFacts = JobFacts> {
  readonly operation: string;
  readonly request: WireRequest;
  /** Reads a line. Throws `BadAnswer` if it does not say which job it is about. */
  readonly toEvent: (line: Uint8Array) => FeedEvent<Facts>;
}

/** What one line of a stream reports. `position` is where a later stream continues. */
export type FeedEvent<Facts extends JobFacts = JobFacts> =
  | (FeedJob<Facts> & { readonly kind: 'set'; readonly position: string })
  | { readonly kind: 'delete'; readonly key: JobKey; readonly position: string }
  /** Nothing else has changed until this position. */
  | { readonly kind: 'position'; readonly position: string }
  /** The position is too old: the list is read again. */
  | { readonly kind: 'expired' }
  | { readonly kind: 'failed'; readonly error: ProviderError };

/** What a provider implements. See docs/decisions/0001-adapters-and-one-reader.md. */
export interface Adapter<Facts extends JobFacts = JobFacts> {
  readonly provider: JobProvider;
  readonly lifecycle: JobSourceLifecycle;
  readonly key: KeyFormat;
  readonly describe: Describe<Facts>;
  readonly completion?: Completion<Facts>;
  readonly listing?: Listing<Facts>;
  /** Default: watched jobs are polled. */
  readonly feed?: Feed<Facts>;
  /** Ended jobs may run again under the same id: an ended record is believed for at most 60 s. Default: false. */
  readonly reopens?: boolean;
  /** Each describe makes the provider mint credentials: a search asks such a source last. Default: false. */
  readonly mintsCredentials?: boolean;
  /**
   * Reads the job that a part of a key names now, where the root field's arguments make only a part, e.g. without a uid.
   * Takes the arguments' values joined by the root field's separator.
   */
  readonly find?: (partOfKey: string) => Read<DescribedJob<Facts>>;
  /**
   * For how many milliseconds the provider wants no call of the source, read from an answer of any status; null if it does
   * not say. Never throws.
   */
  readonly toHold?: (answer: WireAnswer, now: Date) => number | null;
  /** Headers with the request id of an answer that cannot be read, in lower case. Default: AWS's and Tencent's. */
  readonly requestIdHeaders?: readonly string[];
  /** Reads the code and request id of an answer that is not 2xx, by the provider's protocol. Never throws. */
  readonly toError: (answer: WireAnswer, operation: string) => WireError;
}

/** The answer is not what was requested. The reason is for developers and contains no upstream text. */
export class BadAnswer extends Error {
  override readonly name = 'BadAnswer';
}
