/** The queues of all sources: one reader for each queue, however many sources share it. */
import { Abandoned } from '../../calls/abandoned.ts';
import type { AttemptReport } from '../../calls/attempt-report.ts';
import type { OperationId } from '../../calls/fair-queue.ts';
import type { Yielder } from '../../calls/yielder.ts';
import type { ProviderError } from '../../errors/errors.ts';
import type { PushFailure, PushReport } from '../pushes/pushes.ts';
import type { Clock } from '../../platform/clock.ts';
import { createTransport } from '../../provider/transport.ts';
import { passOn, type EventfulSource } from './message.ts';
import { createQueueCalls } from './queue-calls.ts';
import { startQueueReader } from './queue-reader.ts';

/** What the readers share, and who hears of their calls. */
export interface QueuesOptions extends Clock {
  /** From 0 to 1; spreads tries. */
  readonly random: () => number;
  readonly yielder: Yielder;
  /** Hears of messages that fit no source. */
  readonly pushReport?: Pick<PushReport, 'onPush'> | undefined;
  /** The first source that names the queue stands for it. */
  readonly onAttempt?: ((source: string, report: AttemptReport, operation: OperationId) => void) | undefined;
}

/** The readers of all queues. */
interface Queues {
  /** Call once. */
  readonly begin: () => void;
  readonly close: () => Promise<void>;
}

/** Makes no call until `begin`. @param sources in the order of the configuration */
export function createQueues(sources: readonly EventfulSource[], options: QueuesOptions): Queues {
  const shared = [...Map.groupBy(sources, ({ events }) => events.queueUrl).values()];
  let closes: readonly Queues['close'][] = [];
  return {
    begin: () => {
      closes = shared.flatMap(([first, ...others]) => (first ? [openQueue(first, [first, ...others], options)] : []));
    },
    close: async () => {
      await Promise.all(closes.map((close) => close()));
    },
  };
}

/** For four receives and four deletes. */
const connections = 8;
const maxAnswerBytes = 16_000_000;

function openQueue(
  { name, events }: EventfulSource,
  sources: readonly EventfulSource[],
  options: QueuesOptions,
): Queues['close'] {
  const controller = new AbortController();
  const { signal } = controller;
  const transport = createTransport({ connections, bodyLimit: maxAnswerBytes });
  const operation = {};
  const calls = createQueueCalls({
    ...options,
    queueUrl: events.queueUrl,
    sign: events.createSigner(() => new Date(options.now())),
    transport,
    signal,
    onAttempt: (report) => options.onAttempt?.(name, report, operation),
  });
  startQueueReader({
    ...options,
    calls,
    signal,
    onMessage: (body) => {
      passOn(body, sources, (result) => options.pushReport?.onPush('', result));
    },
    onAnswered: () => {
      for (const { reader } of sources) reader.answered();
    },
    onFailed: (error) => {
      for (const { reader } of sources) reader.failed(toFailure(error));
    },
  });
  return () => {
    controller.abort(new Abandoned());
    return transport.close();
  };
}

function toFailure({ code, causeKind }: ProviderError): PushFailure {
  // A queue that is not there, and a missing right, do not pass by themselves.
  const isPermanent = code === 'PROVIDER_ACCESS_DENIED' || causeKind === 'TARGET_UNKNOWN';
  return { code, cause: causeKind, isPermanent };
}
