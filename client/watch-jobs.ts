/** Changes of jobs, as the gateway pushes them over a WebSocket (`graphql-transport-ws`). */
import { CloseCode } from 'graphql-ws/client';
import { isClosing, isRefusal, subscribe } from './connection.ts';
import { requireText, type TypedDocument } from './document.ts';
import type { ErrorCode } from './error-codes.generated.ts';
import { readEvents } from './events.ts';
import { GraphError, toEntries } from './graph-error.ts';
import {
  JobListUpdatedDocument,
  JobUpdatedDocument,
  type JobFilter,
  type JobIssueFragment,
  type JobListEventKind,
  type JobRowFragment,
} from './graphql.generated.ts';
import type { GraphAnswer } from './http.ts';
import type { WatchOptions } from './options.ts';

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
    return watch<{ jobUpdated: Row | null }, JobUpdate<Row>>(document, { ids }, options, (data, error) => ({
      job: data.jobUpdated,
      error,
    }));
  }
  const { first, filter, document = JobListUpdatedDocument } = what;
  return watch<{ jobsUpdated: JobListEvent<Row> | null }, JobListUpdate<Row>>(
    document,
    { first, filter },
    options,
    (data, error) => ({ event: data.jobsUpdated, error }),
  );
}

function watch<Data, Update>(
  document: TypedDocument<unknown, never>,
  variables: Record<string, unknown>,
  options: WatchOptions,
  toUpdate: (data: Data, error: GraphError<Data> | null) => Update,
): AsyncIterableIterator<Update, undefined> {
  const operation = { query: requireText(document), variables };
  return readEvents<Update>((sink) => {
    const put = (answer: GraphAnswer): void => {
      const data = (answer.data ?? null) as Data | null;
      const errors = toEntries(answer.errors);
      const error = errors.length === 0 ? null : new GraphError<Data>('', errors, { ...onSocket, data });
      if (data === null) sink.fail(error ?? new GraphError('There must be data or errors, but neither came.', []));
      else sink.put(toUpdate(data, error));
    };
    return subscribe(operation, options, { ...sink, put, fail: (error) => sink.fail(toGraphError(error)) });
  }, options.signal);
}

const onSocket = { status: null, retryAfterSeconds: null };

const refusals: Readonly<Record<number, ErrorCode>> = {
  [CloseCode.Unauthorized]: 'UNAUTHENTICATED',
  [CloseCode.Forbidden]: 'UNAUTHORIZED_FIELD_OR_TYPE',
};

/** @param error an event of the WebSocket, or what the caller's own functions threw */
function toGraphError(error: unknown): unknown {
  if (error instanceof Error && !isClosing(error)) return error;
  if (!isRefusal(error)) return new GraphError('No gateway answers over a WebSocket at the given address.', []);
  const message = `The gateway closed the WebSocket: ${String(error.code)} ${error.reason}`.trim();
  const code = refusals[error.code];
  return new GraphError(message, code === undefined ? [] : [{ message, extensions: { code } }]);
}
