/** One connection to the store, from its beginning to its end: commands in their order, and messages. */
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { ClusterSettings } from '../config/cluster.ts';
import { BadReply, createReplyReader, StoreRefusal, type Reply } from './reply-reader.ts';
import { StoreFault } from './store-fault.ts';

/** A command and its arguments. */
export type Command = readonly (string | number)[];

/** A session over one connection, which ends with the connection. */
export interface StoreSession {
  /** Rejects with `StoreFault` if there is no reply in time. A refusal is a reply. Nothing is queued or repeated. */
  readonly ask: (command: Command) => Promise<Reply>;
  readonly end: () => void;
}

/** How a session signs in, how much it reads, and who hears its events. */
export interface StoreSessionOptions {
  readonly valkey: Pick<ClusterSettings['valkey'], 'username' | 'password' | 'timeoutMilliseconds'>;
  readonly openSocket: () => Socket;
  /** A longer reply ends the connection. */
  readonly maxReplyBytes: number;
  /** How much is read in a tenth of a second. The rest waits at the sender. Default: all that comes. */
  readonly maxBytesPerPulse?: number;
  /** Commands are taken from now on. */
  readonly onReady: () => void;
  /** Returns whether it is something that may come unasked. If not, the connection ends. */
  readonly onUnasked: (reply: Reply) => boolean;
  /** @param hasErred the store has sent what it must not */
  readonly onEnd: (hasErred: boolean) => void;
}

const connectMilliseconds = 1000;
const pulseMilliseconds = 100;

/** Opens the socket at once. A failure ends the session. */
export function openSession({ valkey, onReady, onUnasked, onEnd, ...options }: StoreSessionOptions): StoreSession {
  const socket = options.openSocket();
  let isReady = false;
  let hasErred = false;
  const connecting = setTimeout(() => socket.destroy(), connectMilliseconds);
  const reader = createReplyReader(options.maxReplyBytes, (reply) => {
    if (!commands.settle(reply) && !onUnasked(reply)) throw new BadReply('nothing has asked for this');
  });
  const commands = createCommands(socket, valkey.timeoutMilliseconds, () => {
    // A reply that has begun may never end.
    if (reader.isWithin()) cut();
  });

  /** What comes next cannot be read, or would take more memory than it may. */
  function cut(): void {
    hasErred = true;
    socket.destroy();
  }

  async function begin(): Promise<void> {
    if (!(await authenticate(valkey, commands.send))) socket.destroy();
    if (socket.destroyed) return;
    clearTimeout(connecting);
    isReady = true;
    onReady();
  }

  socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', () => void begin());
  socket.on('data', (chunk) => {
    try {
      reader.read(chunk);
    } catch (error) {
      if (!(error instanceof BadReply)) throw error;
      cut();
    }
  });
  // Each command says so itself.
  socket.on('error', () => undefined);
  socket.once('close', () => {
    clearTimeout(connecting);
    isReady = false;
    commands.giveUp();
    onEnd(hasErred);
  });
  if (options.maxBytesPerPulse !== undefined) pace(socket, options.maxBytesPerPulse);

  return {
    ask: (command) => (isReady ? commands.send(command) : Promise.reject(new StoreFault('UNREACHABLE'))),
    end: () => socket.destroy(),
  };
}

interface Commands {
  readonly send: StoreSession['ask'];
  /** Gives the reply to the oldest command without one. Returns whether there is one. */
  readonly settle: (reply: Reply) => boolean;
  /** There will be no more replies. */
  readonly giveUp: () => void;
}

/** Commands are answered in their order, also those that wait no longer. Those of one turn go out in one write. */
function createCommands(socket: Socket, timeoutMilliseconds: number, onTimeout: () => void): Commands {
  const waiting: ((outcome: Reply | StoreFault) => void)[] = [];
  let unsent = '';

  function write(text: string): void {
    if (unsent === '')
      process.nextTick(() => {
        socket.write(unsent);
        unsent = '';
      });
    unsent += text;
  }

  return {
    send: (command) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(new StoreFault('TIMEOUT'));
          onTimeout();
        }, timeoutMilliseconds);
        waiting.push((outcome) => {
          clearTimeout(timer);
          if (outcome instanceof StoreFault) reject(outcome);
          else resolve(outcome);
        });
        write(encode(command));
      }),
    settle: (reply) => {
      const settle = waiting.shift();
      settle?.(reply);
      return settle !== undefined;
    },
    giveUp: () => {
      for (const settle of waiting.splice(0)) settle(new StoreFault('UNREACHABLE'));
    },
  };
}

/** Returns whether the store takes commands. One that asks for no password takes any. */
async function authenticate(
  { username, password }: StoreSessionOptions['valkey'],
  send: Commands['send'],
): Promise<boolean> {
  if (password === undefined) return true;
  const reply = await send(['AUTH', ...(username === undefined ? [] : [username]), password]).catch(() => undefined);
  return reply === 'OK' || (reply instanceof StoreRefusal && reply.text.includes('without any password configured'));
}

/** Reads no more than so many bytes in a tenth of a second, and at most a chunk beyond them. */
function pace(socket: Socket, maxBytes: number): void {
  let bytes = 0;
  let pulse: NodeJS.Timeout | undefined;
  socket.on('data', (chunk) => {
    bytes += chunk.length;
    if (bytes >= maxBytes) socket.pause();
    pulse ??= setTimeout(() => {
      pulse = undefined;
      bytes = 0;
      socket.resume();
    }, pulseMilliseconds);
  });
  socket.once('close', () => clearTimeout(pulse));
}

function encode(command: Command): string {
  let text = `*${command.length}\r\n`;
  for (const part of command) {
    const word = String(part);
    text += `$${Buffer.byteLength(word)}\r\n${word}\r\n`;
  }
  return text;
}
