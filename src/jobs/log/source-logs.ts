/** The logs of one source's jobs. */
import { createDeadline } from '../../calls/abort.ts';
import type { ReadContext } from '../../calls/read-context.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobKey } from '../../provider/contract/job.ts';
import type { LogCalls, LoggedJob, LogReads } from '../../provider/contract/log.ts';
import type { LogCaller } from './log-calls.ts';
import type { TakeReadTurn } from './read-turns.ts';

/** A source whose logs are read. */
export interface OpenLogs {
  readonly isOpen: true;
  readonly source: string;
  readonly reads: LogReads;
  /** Runs one read of a log, when it is its turn and within the source's deadline. */
  readonly read: <T>(context: ReadContext, work: (calls: LogCalls) => Promise<T>) => Promise<T>;
  /** Calls for a log that is followed, until the signal aborts. */
  readonly callsUntil: (context: ReadContext) => LogCalls;
  /** The job as it is now. Throws as the source's reader does. */
  readonly readJob: (key: JobKey, context: ReadContext) => Promise<LoggedJob>;
}

interface OpenLogsOptions extends Clock, Pick<OpenLogs, 'source' | 'reads' | 'readJob'> {
  readonly caller: Pick<LogCaller, 'call' | 'streams' | 'links'>;
  /** For all calls of one read together. */
  readonly deadlineMilliseconds: number;
  readonly takeTurn: TakeReadTurn;
}

/** Makes no call. */
export function openLogs(options: OpenLogsOptions): OpenLogs {
  const { source, reads, readJob, deadlineMilliseconds, takeTurn, monotonic } = options;
  return {
    isOpen: true,
    source,
    reads,
    readJob,
    read: async (context, work) => {
      const deadline = createDeadline(deadlineMilliseconds, context.signal);
      const deadlineAt = monotonic() + deadlineMilliseconds;
      try {
        const limited = { ...context, signal: deadline.signal };
        const release = await takeTurn(limited);
        try {
          return await work(toCalls(options, limited, () => deadlineAt));
        } finally {
          release();
        }
      } finally {
        deadline.clear();
      }
    },
    callsUntil: (context) => toCalls(options, context, () => monotonic() + deadlineMilliseconds),
  };
}

function toCalls({ caller, now }: OpenLogsOptions, context: ReadContext, deadlineAt: () => number): LogCalls {
  const call: LogCalls['call'] = (read) => caller.call(read, { ...context, deadlineAt: deadlineAt() });
  return {
    call,
    now,
    lines: (read) => caller.streams.open(read, context),
    link: (read) => caller.links.open(read, call, context),
  };
}
