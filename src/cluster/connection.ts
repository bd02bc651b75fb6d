/** The connections to the store: one asks, one listens. */
import type { ClusterSettings } from '../config/cluster.ts';
import { isList, StoreRefusal, type Reply } from './reply-reader.ts';
import type { Script } from './script.ts';
import { StoreFault } from './store-fault.ts';
import { createSocketOpener } from './store-socket.ts';
import { openSession, type Command, type StoreSession, type StoreSessionOptions } from './store-session.ts';

/** The connections of this process to the store: one for calls, one for messages. */
export interface Connection {
  /**
   * What the script's `read` makes of the reply. Rejects with `StoreFault`, at the latest after the configured time.
   * Nothing is repeated.
   */
  readonly run: <Result>(script: Script<Result>, keys: readonly string[], values: Command) => Promise<Result>;
  /** Gives up connections that are there: their host may have gone without a word, or only read by now. */
  readonly renew: () => void;
  readonly close: () => void;
}

/** How the store is reached, and who hears about its connections. */
export interface ConnectionOptions {
  readonly valkey: ClusterSettings['valkey'];
  readonly channel: string;
  /** From 0 to 1; spreads attempts to connect. */
  readonly random: () => number;
  /** The connection that asks can be used, at first or again. */
  readonly onReady: () => void;
  readonly onMessage: (message: string) => void;
  /** The connection that listens listens, at first or again: messages may have been missed. */
  readonly onListening: () => void;
}

const firstPauseMilliseconds = 50;
const maxPauseMilliseconds = 1000;
/** Of a reply: a look is answered with 8 MB of values at most. */
const maxReplyBytes = 10_000_000;
/** Of a message: it names a hundred records at most, each with 22 characters. */
const maxMessageBytes = 4096;
/** Of messages in a tenth of a second: some 5,000 names. */
const maxBytesPerPulse = 131_072;

/** Connects in the background, for as long as it takes, again and again. */
export function openConnection({ valkey, channel, random, ...on }: ConnectionOptions): Connection {
  const openSocket = createSocketOpener(valkey);
  const asking = keepSession(random, {
    valkey,
    openSocket,
    maxReplyBytes,
    onReady: on.onReady,
    onUnasked: () => false,
  });
  let pause: NodeJS.Timeout | undefined;
  const listening = keepSession(random, {
    valkey,
    openSocket,
    maxReplyBytes: maxMessageBytes,
    maxBytesPerPulse,
    onReady: () => void listen(),
    onUnasked: (reply) => {
      const message = toMessage(reply, channel);
      if (message !== undefined) on.onMessage(message);
      return message !== undefined;
    },
  });

  async function listen(): Promise<void> {
    clearTimeout(pause);
    const reply = await listening.ask(['SUBSCRIBE', channel]).catch(() => undefined);
    if (reply !== undefined && isSubscribed(reply, channel)) on.onListening();
    // Without a connection it is called again with the next one.
    else if (listening.isThere()) pause = setTimeout(() => void listen(), maxPauseMilliseconds);
  }

  async function ask(script: Script<unknown>, given: Command): Promise<Reply> {
    const reply = await asking.ask(['EVALSHA', script.digest, ...given]);
    // A store that was started again knows no scripts.
    const isUnknown = reply instanceof StoreRefusal && reply.text.startsWith('NOSCRIPT');
    return isUnknown ? asking.ask(['EVAL', script.lua, ...given]) : reply;
  }

  return {
    run: async (script, keys, values) => {
      const reply = await ask(script, [keys.length, ...keys, ...values]);
      if (reply instanceof StoreRefusal) throw new StoreFault(reply.text.startsWith('OOM') ? 'FULL' : 'REFUSED');
      const result = script.read(reply);
      if (result === undefined) throw new StoreFault('REFUSED');
      return result;
    },
    renew: () => {
      for (const { renew } of [asking, listening]) renew();
    },
    close: () => {
      clearTimeout(pause);
      for (const { close } of [asking, listening]) close();
    },
  };
}

interface KeptSession extends Pick<StoreSession, 'ask'> {
  readonly isThere: () => boolean;
  /** Ends a connection that is there. */
  readonly renew: () => void;
  readonly close: () => void;
}

/** Begins a new session whenever one has ended. */
function keepSession(random: () => number, options: Omit<StoreSessionOptions, 'onEnd'>): KeptSession {
  let session: StoreSession | undefined;
  let isReady = false;
  let isClosed = false;
  let pause: NodeJS.Timeout | undefined;
  let failures = 0;

  function open(): void {
    session = openSession({
      ...options,
      onReady: () => {
        isReady = true;
        failures = 0;
        options.onReady();
      },
      onEnd: (hasErred) => {
        isReady = false;
        // With what it has read of a reply.
        session = undefined;
        if (isClosed) return;
        const backOff = firstPauseMilliseconds * 2 ** Math.min(failures, 10);
        failures += 1;
        const milliseconds = hasErred ? maxPauseMilliseconds : Math.min(backOff, maxPauseMilliseconds);
        pause = setTimeout(open, milliseconds * (1 + random() * 0.1));
      },
    });
  }

  open();
  return {
    ask: (command) => session?.ask(command) ?? Promise.reject(new StoreFault('UNREACHABLE')),
    isThere: () => isReady,
    renew: () => {
      // Without a ready session, a new connection is already on its way.
      if (isReady) session?.end();
    },
    close: () => {
      isClosed = true;
      isReady = false;
      clearTimeout(pause);
      session?.end();
    },
  };
}

function isSubscribed(reply: Reply, channel: string): boolean {
  return isList(reply) && reply[0] === 'subscribe' && reply[1] === channel;
}

/** Undefined: not a message of this channel. */
function toMessage(reply: Reply, channel: string): string | undefined {
  if (!isList(reply)) return undefined;
  const [kind, from, text] = reply;
  return kind === 'message' && from === channel && typeof text === 'string' ? text : undefined;
}
