/** The log of a job as it is written, as the gateway pushes it over a WebSocket. */
import type { TypedDocument } from './document.ts';
import type { GraphError } from './graph-error.ts';
import {
  JobLogAppendedDocument,
  type JobLogIssueFragment,
  type JobLogLineFragment,
  type JobLogPartFragment,
} from './graphql.generated.ts';
import type { WatchOptions } from './options.ts';
import { watch } from './watch.ts';

/** What was added to a log. */
export interface JobLogEvent<Line = JobLogLineFragment> {
  /** As it stands now. Null while there is none. */
  readonly part: JobLogPartFragment | null;
  readonly lines: readonly Line[];
  /** Behind the last line so far: `after` of a later reading. Null while there is none. */
  readonly endCursor: string | null;
  /** Whether lines between the event before and this one are left out: `readLog` reads them, `after` the `endCursor` before. */
  readonly hasGap: boolean;
  /** What stands in the way at this moment. */
  readonly issues: readonly JobLogIssueFragment[];
}

/** An event, or why it could not be told. */
export interface JobLogUpdate<Line = JobLogLineFragment> {
  /** Null where it could not be told: `error` says why. */
  readonly event: JobLogEvent<Line> | null;
  readonly error: GraphError | null;
}

/** Which part is followed, and where it begins. */
export interface WatchedLog<Line = JobLogLineFragment> {
  /** The job's id. */
  readonly id: string;
  /** The `key` of a part. Default: that of `after`, else the part that says most about how the job stands. */
  readonly part?: string | null | undefined;
  /** Begin behind this cursor. Not together with `last`. */
  readonly after?: string | null | undefined;
  /** With how many of the lines that stand there to begin; 0 to 1,000. Default, without `after`: 100. */
  readonly last?: number | undefined;
  /** With other fields of the lines; it takes the variables of `JobLogAppendedDocument`, which is the default. */
  readonly document?: TypedDocument<{ readonly jobLogAppended: JobLogEvent<Line> | null }, never> | undefined;
}

/**
 * The lines that stand there, then those that are added; ends when all of the part has been sent. The connection opens when the
 * first event is asked for, and closes when the reader stops. A lost one is opened again, and goes on behind the last event that came:
 * no line comes twice.
 *
 * @throws GraphError as `watchJobs` does
 */
export function watchLog<Line = JobLogLineFragment>(
  { id, part, after, last, document = JobLogAppendedDocument as never }: WatchedLog<Line>,
  options: WatchOptions,
): AsyncIterableIterator<JobLogUpdate<Line>, undefined> {
  const position = createLogPosition({ id, part, after, last });
  return watch<{ jobLogAppended: JobLogEvent<Line> | null }, JobLogUpdate<Line>>(
    {
      document,
      variables: position.variables,
      toUpdate: ({ jobLogAppended: event }, error) => {
        if (event !== null) position.advance(event);
        return { event, error };
      },
    },
    options,
  );
}

/** Where a followed log has come to, for a connection that is opened again. */
export interface LogPosition {
  /** Of the subscription that goes on there. */
  readonly variables: () => Record<string, unknown>;
  readonly advance: (event: Pick<JobLogEvent<unknown>, 'endCursor'>) => void;
}

/** @param start the variables of the first subscription */
export function createLogPosition(start: Omit<WatchedLog, 'document'>): LogPosition {
  let variables: Record<string, unknown> = { ...start };
  return {
    variables: () => variables,
    advance: ({ endCursor }) => {
      // With `after`, what stands there is no longer counted from the end.
      if (endCursor !== null) variables = { ...start, after: endCursor, last: undefined };
    },
  };
}
