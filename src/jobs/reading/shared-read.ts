/** Reads whose facts are shared: by all operations that ask at once, in one call. */
import type { ReadContext } from '../../calls/read-context.ts';
import { withDeadline } from '../../calls/with-deadline.ts';
import type { JobKey } from '../../provider/contract/job.ts';
import { formatJobId } from './job-id.ts';
import type { Call } from '../../provider/contract/adapter.ts';
import { holds, type Level } from './plan.ts';
import { withConditionalReads } from './conditional-calls.ts';
import { createSharedDescribe } from './describe.ts';
import { orThrow, storeFacts, type Stored, type StoredFacts } from './fact-store.ts';
import { createSingleFlight } from './single-flight.ts';
import type { ReaderOptions, RecordRequest } from './reader-options.ts';

/** Levels of reads that are shared. */
type Shareable = Exclude<Level, 'row'>;

/** Facts by one call for all who ask for them at once. */
export type ReadShared = (requested: RecordRequest, level: Shareable, context: ReadContext) => Promise<StoredFacts>;

/** Facts are shared: concurrent requests for a job share one call. */
export function createSharedRead(options: ReaderOptions): ReadShared {
  const { source, store } = options;
  const describeShared = createSharedDescribe(options);
  const singleFlight = createSingleFlight<StoredFacts>();

  function fetchComplete(requested: RecordRequest, context: ReadContext): Promise<StoredFacts> {
    const { key, record } = requested;
    return withDeadline(options, context, async (signal, call) => {
      // Starts from a fresh record, the one of a list row, a call in flight, or a new call.
      const stored = context.isAfresh === true ? undefined : store.peek(formatJobId(source, key));
      const described =
        stored !== undefined && holdsDetail(stored)
          ? orThrow(stored)
          : (record ?? (await join(requested, 'detail', undefined, { ...context, signal })));
      return complete(options, key, described, call);
    });
  }

  /** @param other the level whose reads also answer this one */
  function join(
    requested: RecordRequest,
    level: Shareable,
    other: Shareable | undefined,
    context: ReadContext,
  ): Promise<StoredFacts> {
    const { key } = requested;
    const name = `${level} ${key}`;
    const running =
      context.isAfresh === true
        ? undefined
        : (singleFlight.find(name) ?? (other && singleFlight.find(`${other} ${key}`)));
    if (running !== undefined) {
      context.tally?.shared(source);
      return running.join(context.signal);
    }
    return singleFlight
      .start(name, (signal) => {
        const shared = { ...context, signal };
        return level === 'detail' ? describeShared(key, shared) : fetchComplete(requested, shared);
      })
      .join(context.signal);
  }

  return (requested, level, context) => join(requested, level, level === 'detail' ? 'complete' : undefined, context);
}

function holdsDetail(stored: Stored): boolean {
  return 'absent' in stored || holds(stored.level, 'detail');
}

/** The completed record is as old as the one it started from. */
export async function complete(
  options: ReaderOptions,
  key: JobKey,
  described: StoredFacts,
  call: Call,
): Promise<StoredFacts> {
  const { source, adapter, store } = options;
  if (adapter.completion === undefined || described.level === 'complete') return described;
  const { facts, failed } = await adapter.completion.complete(described.facts, withConditionalReads(options, call));
  const completed: StoredFacts = { ...described, facts, level: 'complete' };
  // A failed completion is answered once and never stored.
  if (!failed) storeFacts(store, formatJobId(source, key), completed);
  return completed;
}
