/** Changes of jobs, as the gateway pushes them over a WebSocket (`graphql-transport-ws`). */
import type { TypedDocument } from './document.ts';
import type { GraphError } from './graph-error.ts';
import {
  JobListUpdatedDocument,
  JobUpdatedDocument,
  type JobFilter,
  type JobIssueFragment,
  type JobListEventKind,
  type JobRowFragment,
} from './graphql.generated.ts';
import type { WatchOptions } from './options.ts';
import { watch } from './watch.ts';

/** Each of these jobs. */
export interface WatchedIds<Row = JobRowFragment> {
  /** 1 to 100. */
  readonly ids: readonly string[];
  /** With other fields of the jobs; it takes `$ids`. Default: `JobUpdatedDocument`. */
  readonly document?: TypedDocument<{ readonly jobUpdated: Row | null }, never> | undefined;
}

/** The newest jobs that meet the filter. */
export interface WatchedList<Row = JobRowFragment> {
  readonly ids?: undefined;
  readonly filter?: JobFilter | null | undefined;
  /** How many jobs are in the list at most; 1 to 100. Default: 20. */
  readonly first?: number | undefined;
  /** With other fields of the jobs; it takes `$first` and `$filter`. Default: `JobListUpdatedDocument`. */
  readonly document?: TypedDocument<{ readonly jobsUpdated: JobListEvent<Row> | null }, never> | undefined;
}

/** A job as it stands now. */
export interface JobUpdate<Row = JobRowFragment> {
  /** Null where it could not be read: `error` says why. */
  readonly job: Row | null;
  readonly error: GraphError | null;
}

/** docs/clients.md says what to do with each kind. */
export interface JobListEvent<Row = JobRowFragment> {
  readonly kind: JobListEventKind;
  readonly job: Row | null;
  /** The sources that are not covered at this moment. */
  readonly issues: readonly JobIssueFragment[];
}

/** A change of the list. */
export interface JobListUpdate<Row = JobRowFragment> {
  /** Null where it could not be told: `error` says why. */
  readonly event: JobListEvent<Row> | null;
  readonly error: GraphError | null;
}

/**
 * The present state of each job, then its state after every change; ends when all of them have ended. With a filter in place of
 * ids: the jobs of a list, then what changes in it; never ends by itself. The connection opens when the first event is asked
 * for, and closes when the reader stops. A lost one is opened again, and the present state is told anew.
 *
 * @throws GraphError if the gateway is not reached at the first try or no more, refuses the token (UNAUTHENTICATED), or refuses
 *   what is asked for, for example more than 100 ids (BAD_USER_INPUT)
 */
export function watchJobs<Row = JobRowFragment>(
  what: WatchedIds<Row>,
  options: WatchOptions,
): AsyncIterableIterator<JobUpdate<Row>, undefined>;
export function watchJobs<Row = JobRowFragment>(
  what: WatchedList<Row>,
  options: WatchOptions,
): AsyncIterableIterator<JobListUpdate<Row>, undefined>;
export function watchJobs<Row>(
  what: WatchedIds<Row> | WatchedList<Row>,
  options: WatchOptions,
): AsyncIterableIterator<JobUpdate<Row> | JobListUpdate<Row>, undefined> {
  if (what.ids !== undefined) {
    const { ids, document = JobUpdatedDocument } = what;
    return watch<{ jobUpdated: Row | null }, JobUpdate<Row>>(
      { document, variables: { ids }, toUpdate: (data, error) => ({ job: data.jobUpdated, error }) },
      options,
    );
  }
  const { first, filter, document = JobListUpdatedDocument } = what;
  return watch<{ jobsUpdated: JobListEvent<Row> | null }, JobListUpdate<Row>>(
    { document, variables: { first, filter }, toUpdate: (data, error) => ({ event: data.jobsUpdated, error }) },
    options,
  );
}
