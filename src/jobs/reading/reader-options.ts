/** The options of the reader of a source's jobs, and of the reader's parts. */
import type { Caller } from '../../calls/caller.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Adapter } from '../../provider/contract/adapter.ts';
import type { JobRequest } from './plan.ts';
import type { FactStore, Stored, StoredFacts } from './fact-store.ts';
import type { PageStore } from './list-pages.ts';
import type { SharedReads } from './shared-reads.ts';

/** A job of a list may be read with its record: what its row said, if that is all that a describe answers. */
export interface RecordRequest extends JobRequest {
  readonly record?: StoredFacts | undefined;
}

/** How one source's jobs are read, and where they are kept. */
export interface ReaderOptions extends Clock {
  readonly source: string;
  readonly adapter: Adapter;
  readonly call: Caller;
  readonly store: FactStore;
  readonly pages: PageStore;
  /** Default: each process reads for itself. */
  readonly sharedFacts?: SharedReads<Stored> | undefined;
  /** For all attempts of one read together. */
  readonly deadlineMilliseconds: number;
}
