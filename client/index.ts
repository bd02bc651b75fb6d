/** A typed client of the graph: docs/clients.md. */
export type { TypedDocument, TypedText } from './document.ts';
export type { ErrorCode } from './error-codes.generated.ts';
export { GraphError, type GraphErrorEntry } from './graph-error.ts';
export * from './graphql.generated.ts';
export { listJobs, type JobListRequest, type JobPage, type JobPageData } from './list-jobs.ts';
export type { Fetch, GraphOptions, WatchOptions } from './options.ts';
export { readLog, type JobLogPage, type JobLogPageData, type JobLogRequest } from './read-log.ts';
export { possibleTypes } from './possible-types.generated.ts';
export { query, type Answer } from './query.ts';
export { watchLog, type JobLogEvent, type JobLogUpdate, type WatchedLog } from './watch-log.ts';
export {
  watchJobs,
  type JobListEvent,
  type JobListUpdate,
  type JobUpdate,
  type WatchedIds,
  type WatchedList,
} from './watch-jobs.ts';
