/** The connections to the store: one asks, one listens. The only file that knows the client. */
import { readFileSync } from 'node:fs';
import { Redis, type RedisOptions } from 'ioredis';
import type { ClusterSettings } from '../config/cluster.ts';
import type { Script } from './script.ts';

/**
 * Why the store gave no answer. `TIMEOUT`: not in time. `UNREACHABLE`: no connection. `FULL`: it takes no more data.
 * `REFUSED`: anything else that it said, such as that the user may not do this.
 */
export type StoreFaultKind = 'TIMEOUT' | 'UNREACHABLE' | 'FULL' | 'REFUSED';

/** Neither address nor text of the store is in it. */
export class StoreFault extends Error {
  override readonly name = 'StoreFault';
  readonly kind: StoreFaultKind;

  constructor(kind: StoreFaultKind) {
    super(`The store of the cluster gave no answer (${kind}).`);
    this.kind = kind;
  }
}

/** Whole numbers of the store are numbers, texts are strings. */
export type Reply = string | number | null | readonly Reply[];

export interface Connection {
  /** Rejects with `StoreFault`, at the latest after the configured time. Nothing is repeated. */
  readonly run: (script: Script, keys: readonly string[], values: readonly (string | number)[]) => Promise<Reply>;
  /** Gives up connections that are there: their host may have gone without a word, or only read by now. */
  readonly renew: () => void;
  readonly close: () => void;
}

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

const connectMilliseconds = 1000;
const firstPauseMilliseconds = 50;
const maxPauseMilliseconds = 1000;

/** Connects in the background, for as long as it takes, again and again. */
export function openConnection(options: ConnectionOptions): Connection {
  const { valkey, channel, onReady, onMessage, onListening } = options;
  const asking = new Redis({ ...toRedisOptions(options), commandTimeout: valkey.timeoutMilliseconds });
  const listening = new Redis({ ...toRedisOptions(options), autoResubscribe: false });
  asking.on('ready', onReady);
  let pause: NodeJS.Timeout | undefined;
  let isClosed = false;
  const listen = (): void => {
    clearTimeout(pause);
    listening.subscribe(channel).then(onListening, () => {
      clearTimeout(pause);
      if (!isClosed) pause = setTimeout(listen, maxPauseMilliseconds);
    });
  };
  listening.on('ready', listen);
  listening.on('close', () => clearTimeout(pause));
  listening.on('message', (_channel, message) => {
    onMessage(message);
  });
  // Each call says so itself.
  for (const connection of [asking, listening]) connection.on('error', () => undefined);

  async function ask(script: Script, keys: readonly string[], values: readonly (string | number)[]): Promise<unknown> {
    const given = [keys.length, ...keys, ...values] as const;
    try {
      return await asking.evalsha(script.digest, ...given);
    } catch (error) {
      // A store that was started again knows no scripts.
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return await asking.eval(script.lua, ...given);
    }
  }

  return {
    run: async (script, keys, values) => {
      try {
        return (await ask(script, keys, values)) as Reply;
      } catch (error) {
        // The client's errors hold what was sent.
        throw new StoreFault(toKind(error));
      }
    },
    renew: () => {
      // What is waiting to connect does so by itself.
      for (const connection of [asking, listening])
        if (connection.status === 'ready' || connection.status === 'connect') connection.disconnect(true);
    },
    close: () => {
      isClosed = true;
      clearTimeout(pause);
      asking.disconnect();
      listening.disconnect();
    },
  };
}

function toRedisOptions({ valkey, random }: ConnectionOptions) {
  const { username, password } = valkey;
  return {
    ...toAddress(valkey),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    // A command that waits for a connection is stale when it runs.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: connectMilliseconds,
    keepAlive: 10_000,
    // Needs a right that is known from 7.2 on only.
    disableClientInfo: true,
    retryStrategy: (attempt) =>
      Math.min(firstPauseMilliseconds * 2 ** Math.min(attempt, 10), maxPauseMilliseconds) * (1 + random() * 0.1),
  } satisfies RedisOptions;
}

function toAddress({ url, caFile }: ClusterSettings['valkey']) {
  if (url.startsWith('unix:')) return { path: url.slice('unix:'.length) };
  const { protocol, hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const address = { host, port: port === '' ? 6379 : Number(port) };
  if (protocol !== 'rediss:') return address;
  return { ...address, tls: { ...(caFile === undefined ? {} : { ca: readFileSync(caFile, 'utf8') }) } };
}

/** The store's own errors begin with a word in capitals. */
function toKind(error: unknown): StoreFaultKind {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (message === 'Command timed out') return 'TIMEOUT';
  if (name !== 'ReplyError') return 'UNREACHABLE';
  return message.startsWith('OOM') ? 'FULL' : 'REFUSED';
}
