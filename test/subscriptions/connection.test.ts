import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import type { Viewer } from '../../src/auth/viewer.ts';
import { createBufferedBytes } from '../../src/transports/http/buffered-bytes.ts';
import type { Admit } from '../../src/transports/web-socket/admitted-client.ts';
import type { WebSocketEnd } from '../../src/transports/web-socket/closing.ts';
import { openConnection, type Connection } from '../../src/transports/web-socket/connection.ts';
import { createSession } from '../../src/transports/web-socket/session.ts';

/** A WebSocket whose client takes what it is sent when the test says so. */
class SlowSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  isPaused = false;
  isTerminated = false;
  readonly sent: string[] = [];
  readonly closes: number[] = [];
  #waiting: (() => void)[] = [];

  send(text: string, done: () => void): void {
    this.sent.push(text);
    this.bufferedAmount += text.length;
    this.#waiting.push(done);
  }
  takeAll(): void {
    this.bufferedAmount = 0;
    for (const done of this.#waiting.splice(0)) done();
  }
  pause(): void {
    this.isPaused = true;
  }
  resume(): void {
    this.isPaused = false;
  }
  ping(): void {
    this.emit('pong');
  }
  close(code: number): void {
    this.closes.push(code);
    this.readyState = 2;
  }
  terminate(): void {
    this.isTerminated = true;
    this.emit('close', 1006);
  }
}

const pulse = 30_000;

function openSlow(take: (connection: Connection, text: string) => Promise<void>) {
  const socket = new SlowSocket();
  const ends: WebSocketEnd[] = [];
  const connection = openConnection(
    socket as never as WebSocket,
    { socket: { cork: () => undefined, uncork: () => undefined } } as never,
    {
      createSession: (opened) => ({ receive: (text) => take(opened, text), leave: () => undefined }),
      pulse,
      onEnd: (why) => ends.push(why),
      onFault: (error) => {
        throw error;
      },
    },
  );
  return { socket, connection, ends };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const turn = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

describe('a client that does not read', () => {
  it('is answered once, and then no more is read of it until it does', async () => {
    const { socket } = openSlow((connection) => connection.send({ type: 'pong' } as never));

    for (let count = 0; count < 100; count += 1) socket.emit('message', Buffer.from('{"type":"ping"}'));
    await turn();

    expect(socket.sent).toHaveLength(1);
    expect(socket.isPaused).toBe(true);
    for (let count = 0; count < 100; count += 1) {
      socket.takeAll();
      await turn();
    }
    expect(socket.sent).toHaveLength(100);
    expect(socket.isPaused).toBe(false);
  });

  it('causes no more work where what it is sent has piled up, whoever sends it', async () => {
    const taken: string[] = [];
    const { socket } = openSlow((connection, text) => {
      taken.push(text);
      void connection.send({ type: 'next', payload: 'x'.repeat(20_000) } as never);
      return Promise.resolve();
    });

    socket.emit('message', Buffer.from('one'));
    socket.emit('message', Buffer.from('two'));
    await turn();
    expect(taken).toEqual(['one']);
    socket.takeAll();
    await turn();

    expect(taken).toEqual(['one', 'two']);
  });

  it('is cut off after two pulses, though it answers every ping', async () => {
    const { socket, connection, ends } = openSlow(() => Promise.resolve());

    void connection.send({ type: 'next' } as never);
    await vi.advanceTimersByTimeAsync(pulse);
    expect(socket.isTerminated).toBe(false);
    await vi.advanceTimersByTimeAsync(pulse);

    expect(ends).toEqual(['vanished']);
  });

  it('cannot have more than a thousand messages wait', async () => {
    const { socket } = openSlow((connection) => connection.send({ type: 'pong' } as never));

    for (let count = 0; count < 1100; count += 1) socket.emit('message', Buffer.from('{"type":"ping"}'));
    await turn();

    expect(socket.closes).toEqual([1008]);
  });
});

function beginSession(admit: Admit) {
  const wire = new EventEmitter();
  const ends: unknown[] = [];
  const session = createSession(
    {
      request: { socket: wire },
      isOpen: () => true,
      send: () => Promise.resolve(),
      refuse: (code: number) => ends.push(code),
      end: (why: string) => ends.push(why),
    } as never,
    { admit, onAdmission: () => undefined, now: () => 0, bufferedBytes: createBufferedBytes(1_000_000) } as never,
  );
  return { session, ends, wire };
}

const viewer: Viewer = { kind: 'token', subject: 'ada', scopes: new Set(['job:read']), expiresAt: null };

describe('the time of an handshake', () => {
  it('ends, also while a token is looked at', async () => {
    const { session, ends } = beginSession(() => new Promise(() => undefined));

    void session.receive('{"type":"connection_init"}', 26);
    await vi.advanceTimersByTimeAsync(10_000);
    session.leave();

    expect(ends).toEqual([4408]);
  });

  it('is all that a viewer has who may not subscribe', async () => {
    const { session, ends } = beginSession(() => Promise.resolve({ viewer, dismissal: 'unauthorized' }));

    await session.receive('{"type":"connection_init"}', 26);
    await vi.advanceTimersByTimeAsync(9_999);
    expect(ends).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    session.leave();

    expect(ends).toEqual(['unauthorized']);
  });
});

describe('a subscriber’s message', () => {
  const [begin, end] = [Buffer.from([0x01, 0x81, 0, 0, 0, 0, 0x22]), Buffer.from([0x80, 0x81, 0, 0, 0, 0, 0x22])];
  const ping = Buffer.from([0x89, 0x80, 0, 0, 0, 0]);

  async function admitted() {
    const opened = beginSession(() => Promise.resolve({ viewer, dismissal: undefined }));
    await opened.session.receive('{"type":"connection_init"}', 26);
    return opened;
  }

  it('must end in time, whatever else comes meanwhile', async () => {
    const { session, ends, wire } = await admitted();

    wire.emit('data', begin);
    await vi.advanceTimersByTimeAsync(20_000);
    wire.emit('data', ping);
    await vi.advanceTimersByTimeAsync(9_999);
    expect(ends).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    session.leave();

    expect(ends).toEqual([1008]);
  });

  it('has all of the time, and only the time, for itself', async () => {
    const { session, ends, wire } = await admitted();

    wire.emit('data', begin);
    await vi.advanceTimersByTimeAsync(20_000);
    // The next one begins in the same read.
    wire.emit('data', Buffer.concat([end, begin]));
    await vi.advanceTimersByTimeAsync(20_000);
    wire.emit('data', end);
    await vi.advanceTimersByTimeAsync(60_000);
    session.leave();

    expect(ends).toEqual([]);
  });
});
