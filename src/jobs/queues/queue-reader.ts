/** Receives from one queue until its signal aborts: one long poll, and up to four at once while they come full. */
import { sleepsFor } from '../../calls/retry.ts';
import type { Yielder } from '../../calls/yielder.ts';
import { ProviderError } from '../../errors/errors.ts';
import type { Clock } from '../../platform/clock.ts';
import { createPauses } from '../pushes/pauses.ts';
import { maxMessages, type QueueCalls, type QueueMessage } from './queue-calls.ts';

/** The queue's calls, and who hears what comes. */
interface QueueReaderOptions extends Pick<Clock, 'monotonic'> {
  readonly calls: QueueCalls;
  /** Decides when a message may be read. */
  readonly yielder: Yielder;
  /** From 0 to 1; spreads tries. */
  readonly random: () => number;
  /** Ends the reader. */
  readonly signal: AbortSignal;
  readonly onMessage: (body: string | null) => void;
  /** A receive was answered. */
  readonly onAnswered: () => void;
  readonly onFailed: (error: ProviderError) => void;
}

const maxReceivers = 4;
/** Further deletes wait: a queue may receive well and delete nothing. */
const maxRemovals = 4;
const longPollSeconds = 20;

/** Begins at once. Nothing of a failure is thrown. */
export function startQueueReader(options: QueueReaderOptions): void {
  const { calls, monotonic, signal } = options;
  const pauses = createPauses(options.random, signal);
  const removals = createRemovals(calls);
  let receivers = 0;
  /** What the next receive asks for: the first after a start or a failure does not wait. */
  let next = { count: maxMessages, seconds: 0 };

  async function receiveOn(): Promise<void> {
    let goesOn = true;
    while (goesOn && !signal.aborted) goesOn = await receiveOnce().catch(recover);
  }

  function begin(): void {
    receivers += 1;
    void receiveOn();
  }

  /** One receiver always stays. */
  function leave(): boolean {
    if (receivers === 1) return false;
    receivers -= 1;
    return true;
  }

  /** Resolves to whether this receiver continues. */
  async function receiveOnce(): Promise<boolean> {
    const { count, seconds } = next;
    const beganAt = monotonic();
    const messages = await calls.receive(count, seconds);
    next = { count: maxMessages, seconds: longPollSeconds };
    pauses.reset();
    options.onAnswered();
    const isFull = messages.length === maxMessages;
    if (isFull && receivers < maxReceivers) begin();
    // Before any message is read: the reads that follow from it would delay this call.
    removals.begin(messages);
    await readAll(options, messages);
    await removals.room();
    await sleepsFor(toRest(messages, seconds, monotonic() - beganAt), signal);
    return isFull || !leave();
  }

  async function recover(failure: unknown): Promise<boolean> {
    if (signal.aborted) return false;
    const error =
      failure instanceof ProviderError ? failure : new ProviderError('PROVIDER_UNAVAILABLE', { cause: failure });
    // One message may be what makes the answer too large, or unreadable.
    next = { count: error.code === 'PROVIDER_BAD_RESPONSE' ? 1 : maxMessages, seconds: 0 };
    options.onFailed(error);
    if (leave()) return false;
    await pauses.next();
    return true;
  }

  begin();
}

async function readAll(
  { yielder, signal, onMessage }: QueueReaderOptions,
  messages: readonly QueueMessage[],
): Promise<void> {
  for (const { body } of messages) {
    const turn = yielder.acquire(body?.length ?? 0);
    if (turn !== undefined) await turn;
    if (signal.aborted) return;
    onMessage(body);
  }
}

/** What a queue without end may take of this process: 200 receives a second, 20 MB of messages a second. */
const minRestMilliseconds = 20;
const charactersPerMillisecond = 5000;
/** A server that does not wait for messages is not asked more often. */
const minEmptyMilliseconds = 1000;

function toRest(messages: readonly QueueMessage[], seconds: number, elapsed: number): number {
  if (messages.length === 0) return seconds === 0 ? 0 : Math.max(0, minEmptyMilliseconds - elapsed);
  const size = messages.reduce((sum, { body }) => sum + (body?.length ?? 0), 0);
  return Math.max(minRestMilliseconds, size / charactersPerMillisecond);
}

interface Removals {
  readonly begin: (messages: readonly QueueMessage[]) => void;
  /** Resolves once another one may begin. */
  readonly room: () => Promise<void>;
}

function createRemovals({ remove }: QueueCalls): Removals {
  const running = new Set<Promise<void>>();
  return {
    begin: (messages) => {
      if (messages.length === 0) return;
      // What a delete leaves behind comes again.
      const removal = remove(messages).catch(() => undefined);
      running.add(removal);
      void removal.finally(() => running.delete(removal));
    },
    room: async () => {
      while (running.size >= maxRemovals) await Promise.race(running);
    },
  };
}
