/** The context that an operation passes from its transport to its resolvers, the same for all transports; and its deadline. */
import { type Disclosures, noteDisclosure } from './audit.ts';
import { createSelection } from './cost/selection.ts';
import type { DependencyTracker } from './answers/dependency-tracker.ts';
import type { Viewer } from '../auth/viewer.ts';
import { ProviderError } from '../errors/errors.ts';
import type { AnswerQuota } from './run/memory-quota.ts';
import type { GatewayContext, LiveContext } from '../resolvers/context.ts';
import type { CheckedRoot } from '../resolvers/asked.ts';
import type { ListAllowance } from '../resolvers/jobs/allowance.ts';
import { Abandoned } from '../calls/abandoned.ts';
import { createJobLoader, type JobLoader, type Pace } from '../jobs/reading/loader.ts';
import type { ReadContext } from '../calls/read-context.ts';
import type { Source } from '../jobs/source.ts';
import { Aborter } from '../calls/abort.ts';
import { createTally, type OperationTally } from '../calls/tally.ts';

/** The facts about the running operation for resolvers and plugins. */
export interface OperationContext extends GatewayContext {
  readonly requestId: string;
  readonly tally: OperationTally;
  /** Whether the client requested the cost of its operation (`jobgraph-explain: 1`). */
  readonly explains: boolean;
  /** Both are filled when the operation's limits are checked. */
  readonly roots: Map<string, CheckedRoot>;
  readonly listAllowances: Map<string, ListAllowance>;
  /** Set when the operation's limits are checked. */
  readonly pace: Pace;
  /** The secrets that the answer, or the current event, discloses. */
  readonly disclosures: Disclosures;
  /** Whether the answer holds what no cache may keep, beside secrets. */
  readonly storing: { isForbidden: boolean };
  /** The memory that the answer may take, until the operation ends. */
  readonly quota: AnswerQuota;
  /** Records the entries that the answer uses, if the answer may be kept. */
  readonly tracker: DependencyTracker | undefined;
}

/** Everything that an operation is created from. */
export interface OperationOptions {
  readonly viewer: Viewer;
  /** The requester whose share of the sources' capacity it uses: see `toRequester`. */
  readonly requester: string;
  readonly sources: ReadonlyMap<string, Source>;
  readonly requestId: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly explains: boolean;
  readonly quota: AnswerQuota;
  /** Default: nothing is noted. */
  readonly tracker?: DependencyTracker | undefined;
  /** Of subscriptions. */
  readonly live?: LiveContext;
  /** Of an event: the subscription that its calls are counted and reported for. */
  readonly partOf?: Pick<OperationContext, 'readContext' | 'tally'>;
  /** For the whole operation; undefined for one that lives as long as its connection. */
  readonly deadlines: Pick<OperationDeadlines, 'start' | 'endsAt'> | undefined;
}

/** An operation while it runs. */
export interface Operation {
  readonly context: OperationContext;
  /** Call it when the answer was sent or its client is gone. Cancels calls that only this operation needs. */
  readonly end: () => void;
}

/** Shared: every operation ends, and a stack for each would be useless. */
const ended = new Abandoned();

/** Creates the context of one operation. Its `end` must be called. */
export function createOperation(options: OperationOptions): Operation {
  const { viewer, requester, sources, requestId, now, explains, quota, tracker, live, partOf, deadlines } = options;
  const aborter = new Aborter();
  const stopClock = deadlines?.start(() => {
    aborter.abort(new ProviderError('PROVIDER_TIMEOUT'));
  });
  const tally = partOf?.tally ?? createTally();
  const disclosures: OperationContext['disclosures'] = new Map();
  const readContext: OperationContext['readContext'] = {
    requester,
    operation: partOf?.readContext.operation ?? aborter,
    signal: aborter,
    endsAt: deadlines?.endsAt(),
    tally,
    recorder: tracker?.recorder,
  };
  const pace: Pace = { waitForTurn: undefined };
  const storing = { isForbidden: false };

  return {
    context: {
      viewer,
      sources,
      now,
      requestId,
      tally,
      explains,
      disclosures,
      storing,
      noteUnstorable: () => (storing.isForbidden = true),
      roots: new Map(),
      listAllowances: new Map(),
      pace,
      quota,
      tracker,
      live,
      readContext,
      selection: createSelection(viewer),
      loaderOf: createLoaderOf(readContext, pace),
      noteDisclosure: (jobId, fieldName, path, onRecorded) => {
        noteDisclosure(disclosures, jobId, fieldName, path, onRecorded);
      },
    },
    end: () => {
      stopClock?.();
      quota.release();
      aborter.abort(ended);
    },
  };
}

function createLoaderOf(readContext: ReadContext, pace: Pace): OperationContext['loaderOf'] {
  const loaders = new Map<Source, JobLoader>();
  return (source) => {
    let loader = loaders.get(source);
    if (loader === undefined) {
      loader = createJobLoader(source.reader, readContext, pace);
      loaders.set(source, loader);
    }
    return loader;
  };
}

/** Deadlines of operations: each has its own, and all end sooner if the gateway stops. */
export interface OperationDeadlines {
  /** Calls `onEnd` at the deadline. Returns a function that cancels it. */
  readonly start: (onEnd: () => void) => () => void;
  /** When an operation that starts now ends, in milliseconds of the monotonic clock. */
  readonly endsAt: () => number;
  /** Ends the time of running and later operations. */
  readonly endAllAfter: (milliseconds: number) => void;
  readonly close: () => void;
}

/**
 * @param milliseconds of one operation
 * @param monotonic milliseconds of a clock that only runs forward
 */
export function createOperationDeadlines(milliseconds: number, monotonic: () => number): OperationDeadlines {
  const running = new Set<() => void>();
  let isOver = false;
  let last: NodeJS.Timeout | undefined;

  return {
    start: (onEnd) => {
      // Every entry is distinct, even if two share a callback.
      const end = (): void => {
        running.delete(end);
        onEnd();
      };
      const timer = setTimeout(end, isOver ? 0 : milliseconds);
      running.add(end);
      return () => {
        clearTimeout(timer);
        running.delete(end);
      };
    },
    endsAt: () => monotonic() + (isOver ? 0 : milliseconds),
    endAllAfter: (left) => {
      last ??= setTimeout(() => {
        isOver = true;
        for (const end of [...running]) end();
      }, left);
    },
    close: () => {
      clearTimeout(last);
    },
  };
}
