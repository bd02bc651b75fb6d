/**
 * A standard queue: each message is received at least once, in any order, and hidden from other receivers for a while.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues.html
 */
import { createHash } from 'node:crypto';

import { createRandom } from '../kit/random.ts';

/** A message as an answer has it. */
export interface ReceivedMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly MD5OfBody: string;
  readonly Body: string;
}

/** What a receive asks for. Times are in seconds. */
export interface ReceiveOptions {
  readonly count: number;
  readonly wait: number;
  readonly visibility: number;
}

export interface EmulatedQueue {
  readonly send: (body: string) => void;
  /** Messages that are there now. */
  readonly receive: (options: ReceiveOptions) => readonly ReceivedMessage[];
  /** Waits for the first message, but not after `gone` has aborted. */
  readonly receiveLater: (options: ReceiveOptions, gone: AbortSignal) => Promise<readonly ReceivedMessage[]>;
  /** False for a handle that is none. One of an earlier receive deletes nothing. */
  readonly remove: (receiptHandle: string) => boolean;
  /** Messages that are not deleted, hidden ones included. */
  readonly size: () => number;
}

interface HeldMessage {
  readonly id: string;
  readonly body: string;
  visibleAt: number;
  receives: number;
}

const handleForm = /^([0-9a-f-]{36})#(\d+)$/;

/** @param now what hidden messages wait by @param seed of the ids and the order */
export function createEmulatedQueue({
  now,
  seed = 1,
}: {
  readonly now: () => Date;
  readonly seed?: number;
}): EmulatedQueue {
  const random = createRandom(seed);
  const held = new Map<string, HeldMessage>();
  /** Receivers that wait. */
  const waiting = new Set<() => void>();

  function receive({ count, visibility }: ReceiveOptions): readonly ReceivedMessage[] {
    const at = now().getTime();
    const visible = [...held.values()].filter(({ visibleAt }) => visibleAt <= at);
    const received: ReceivedMessage[] = [];
    while (received.length < count && visible.length > 0) {
      const [message] = visible.splice(random.integer(0, visible.length - 1), 1);
      if (message === undefined) break;
      message.visibleAt = at + visibility * 1000;
      message.receives += 1;
      received.push(toReceived(message));
    }
    return received;
  }

  return {
    send: (body) => {
      const id = random.uuid();
      held.set(id, { id, body, visibleAt: -Infinity, receives: 0 });
      for (const look of [...waiting]) look();
    },
    receive,
    receiveLater: (options, gone) => receiveLater(waiting, () => receive(options), options.wait, gone),
    remove: (receiptHandle) => {
      const [, id = '', receives] = handleForm.exec(receiptHandle) ?? [];
      if (held.get(id)?.receives === Number(receives)) held.delete(id);
      return receives !== undefined;
    },
    size: () => held.size,
  };
}

function receiveLater(
  waiting: Set<() => void>,
  receive: () => readonly ReceivedMessage[],
  seconds: number,
  gone: AbortSignal,
): Promise<readonly ReceivedMessage[]> {
  return new Promise((resolve) => {
    const end = (messages: readonly ReceivedMessage[]): void => {
      waiting.delete(look);
      clearTimeout(timer);
      gone.removeEventListener('abort', leave);
      resolve(messages);
    };
    const look = (): void => {
      const messages = receive();
      if (messages.length > 0) end(messages);
    };
    const leave = (): void => {
      end([]);
    };
    const timer = setTimeout(leave, seconds * 1000);
    gone.addEventListener('abort', leave, { once: true });
    waiting.add(look);
  });
}

function toReceived({ id, body, receives }: HeldMessage): ReceivedMessage {
  const md5 = createHash('md5').update(body).digest('hex');
  return { MessageId: id, ReceiptHandle: `${id}#${receives}`, MD5OfBody: md5, Body: body };
}
