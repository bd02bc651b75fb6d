/**
 * All that a provider is: its key, its reads and pure functions from the wire to a record. An adapter has no state,
 * knows no GraphQL, and holds nothing of caching, limits or retries: that is the reader's.
 */
import type { ProviderError } from '../errors.ts';
import type { JobFacts, JobKey, JobProvider, JobRecord, JobSourceLifecycle, JobStatus } from '../job.ts';
import type { WireAnswer, WireError, WireRequest } from './wire.ts';

/** One call to a provider and what its answer means. */
export interface Read<T> {
  /** The provider's name of the operation, e.g. `GetJobDetails`. */
  readonly operation: string;
  readonly request: WireRequest;
  /** Reads a 2xx answer. Throws `BadAnswer` where it cannot be read, or is another job's. */
  readonly toResult: (answer: WireAnswer) => T;
}

/** What one call says of each of its keys; a key that is left out is a job that the provider does not know. */
export type BatchAnswer<Facts extends JobFacts = JobFacts> = ReadonlyMap<JobKey, JobRecord<Facts> | ProviderError>;

/** One call for whole jobs by their keys. */
export interface Describe<Facts extends JobFacts = JobFacts> {
  /** Keys of one call at most. */
  readonly maxKeys: number;
  /** For 1 to `maxKeys` keys, each of them once. `toResult` throws `BadAnswer` where the whole cannot be read. */
  readonly read: (keys: readonly JobKey[]) => Read<BatchAnswer<Facts>>;
}

/** A job as an answer describes it. */
export interface DescribedJob<Facts extends JobFacts = JobFacts> {
  /** Of the job that the answer says it is of. */
  readonly key: JobKey;
  readonly record: JobRecord<Facts>;
}

/** For a provider that describes one job per call. An answer that is not of the job that was asked for is refused. */
export function oneByOne<Facts extends JobFacts>(read: (key: JobKey) => Read<DescribedJob<Facts>>): Describe<Facts> {
  return {
    maxKeys: 1,
    read: ([asked = '']) => {
      const one = read(asked);
      return {
        ...one,
        toResult: (answer) => {
          const { key, record } = one.toResult(answer);
          if (key !== asked) throw new BadAnswer('the answer is of another job');
          return new Map([[key, record]]);
        },
      };
    },
  };
}

export interface KeyFormat {
  /** The whole key in its text form. */
  readonly pattern: RegExp;
  /** How to describe the key to somebody who got it wrong, e.g. `a lower-case UUID`. */
  readonly expected: string;
  /** A key that no job has: what is asked for to try out a source that offers no listing. */
  readonly unused?: string;
}

/** A job as a list names it, with the facts that a list row holds; the others are null. */
export interface ListRow<Facts extends JobFacts = JobFacts> {
  readonly key: JobKey;
  readonly facts: Facts;
  /** Facts that this row holds beyond what every row of the listing does. */
  readonly alsoHolds?: readonly string[];
}

export interface ListPage<Facts extends JobFacts = JobFacts> {
  readonly rows: readonly ListRow<Facts>[];
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
}

export interface ListFilter {
  readonly statuses?: readonly JobStatus[];
  readonly createdAfter?: Date;
  readonly createdBefore?: Date;
}

export interface Listing<Facts extends JobFacts> {
  /** Facts that a row answers without a describe, by graph field name; `a.b` for a nested one. */
  readonly rowFacts: ReadonlySet<string>;
  /** True where the provider promises newest first. */
  readonly newestFirst: boolean;
  readonly maxPageSize: number;
  /** Calls that `containers` makes. Default: none. */
  readonly containerCalls?: number;
  /**
   * The containers that hold jobs, each listed on its own (`null` = the source is one container).
   * `call` goes through the reader's limits and retries.
   */
  readonly containers: (call: Call) => Promise<readonly (string | null)[]>;
  readonly page: (options: {
    readonly container: string | null;
    readonly after: string | null;
    readonly size: number;
    readonly filter: ListFilter;
  }) => Read<ListPage<Facts>>;
}

/** Makes one call with everything the reader adds to it. */
export type Call = <T>(read: Read<T>) => Promise<T>;

/** A second read that completes a job whose provider keeps its state elsewhere. */
export interface Completion<Facts extends JobFacts> {
  /** Facts that need it, by graph field name. */
  readonly facts: ReadonlySet<string>;
  /** Gives the completed facts. A failure of the provider is part of the facts, never thrown. */
  complete(facts: Facts, call: Call): Promise<{ readonly facts: Facts; readonly failed: boolean }>;
}

export interface Adapter<Facts extends JobFacts = JobFacts> {
  readonly provider: JobProvider;
  readonly lifecycle: JobSourceLifecycle;
  readonly key: KeyFormat;
  readonly describe: Describe<Facts>;
  readonly completion?: Completion<Facts>;
  readonly listing?: Listing<Facts>;
  /** Reads the code and request id of an answer that is not 2xx, by the provider's protocol. Never throws. */
  readonly toError: (answer: WireAnswer) => WireError;
}

/** The answer cannot be read as what was asked for. The reason is for developers; it holds no upstream text. */
export class BadAnswer extends Error {
  override readonly name = 'BadAnswer';
}
