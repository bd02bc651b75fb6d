/** What an operation passes from its transport to its resolvers, the same for all transports. */
import type { ExecutionResult } from 'graphql';
import { noteDisclosure, type Disclosures } from './audit.ts';
import type { Recording } from '../answers/recording.ts';
import type { Viewer } from '../auth/viewer.ts';
import { ProviderError } from '../errors/errors.ts';
import type { OperationRoom } from '../executor/room.ts';
import type { OperationDeadlines } from './operation-deadlines.ts';
import type { GatewayContext, LiveContext } from '../resolvers/context.ts';
import type { ListAllowance } from '../resolvers/jobs/allowance.ts';
import { Abandoned } from '../calls/abandoned.ts';
import { createJobLoader, type JobLoader, type Pace } from '../jobs/loader.ts';
import type { ReadContext } from '../calls/read-context.ts';
import type { Source } from '../jobs/source.ts';
import { createTally, type OperationTally } from '../calls/tally.ts';

/** What resolvers and plugins know of the operation that runs. */
export interface OperationContext extends GatewayContext {
  readonly requestId: string;
  readonly tally: OperationTally;
  /** Whether the client requested the cost of its operation (`jobgraph-explain: 1`). */
  readonly explains: boolean;
  /** Filled when the operation's limits are checked. */
  readonly listAllowances: Map<string, ListAllowance>;
  /** Set when the operation's limits are checked. */
  readonly pace: Pace;
  /** What the answer, or the current event, discloses. */
  readonly disclosures: Disclosures;
  /** What is made already of an operation that goes on to Apollo Server. */
  readonly made: { result: ExecutionResult | undefined };
  /** The memory that the answer may take, until the operation ends. */
  readonly room: OperationRoom;
  /** What the answer is made of, if it may be kept. */
  readonly recording: Recording | undefined;
}

export interface OperationOptions {
  readonly viewer: Viewer;
  /** Whose share of the sources' capacity it uses: see `toRequester`. */
  readonly requester: string;
  readonly sources: ReadonlyMap<string, Source>;
  readonly requestId: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly explains: boolean;
  readonly room: OperationRoom;
  /** Default: nothing is noted. */
  readonly recording?: Recording | undefined;
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
  /** The answer was sent, or nobody waits for it: cancels calls that only this operation needs. */
  readonly end: () => void;
}

/** Shared: every operation ends, and a stack for each would be useless. */
const ended = new Abandoned();

export function createOperation(options: OperationOptions): Operation {
  const { viewer, requester, sources, requestId, now, explains, room, recording, live, partOf, deadlines } = options;
  const controller = new AbortController();
  const stopClock = deadlines?.start(() => {
    controller.abort(new ProviderError('PROVIDER_TIMEOUT'));
  });
  const tally = partOf?.tally ?? createTally();
  const disclosures: OperationContext['disclosures'] = new Map();
  const readContext: OperationContext['readContext'] = {
    requester,
    operation: partOf?.readContext.operation ?? controller,
    signal: controller.signal,
    endsAt: deadlines?.endsAt(),
    tally,
    uses: recording?.notes,
  };
  const pace: Pace = { waitForTurn: undefined };

  return {
    context: {
      viewer,
      sources,
      now,
      requestId,
      tally,
      explains,
      disclosures,
      listAllowances: new Map(),
      pace,
      made: { result: undefined },
      room,
      recording,
      live,
      readContext,
      loaderOf: createLoaderOf(readContext, pace),
      noteDisclosure: (jobId, fieldName, path) => {
        noteDisclosure(disclosures, jobId, fieldName, path);
      },
    },
    end: () => {
      stopClock?.();
      controller.abort(ended);
      room.leave();
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
