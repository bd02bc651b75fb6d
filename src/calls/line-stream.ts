/** Reads answers that do not end by themselves, line by line. Each has a separate connection, not one of the calls'. */
import { Pool } from 'undici';
import type { TlsSettings } from '../provider/contract/provider.ts';
import type { SignedRequest, WireAnswer } from '../provider/contract/wire.ts';
import { leaveBody, TransportFault } from '../provider/transport.ts';
import type { Yielder } from './yielder.ts';

/** An answer that is open. */
export interface LineStream<Line = Uint8Array> {
  readonly head: Pick<WireAnswer, 'status' | 'headers'>;
  /** The lines as they come, without their ends. Throws `TransportFault`, or the signal's reason if it aborts. */
  readonly lines: AsyncIterable<Line>;
  /** The whole body, for an answer that is not a stream. Throws like `lines`. */
  readonly readAll: () => Promise<Uint8Array>;
}

/** Streams of one source. Up to so many at once; further ones wait. */
export interface LineStreams<Line = Uint8Array> {
  /** Resolves when the head has come. Throws `TransportFault`, or the signal's reason if it aborts. */
  readonly open: (request: SignedRequest, signal: AbortSignal) => Promise<LineStream<Line>>;
  /** Ends all streams. */
  readonly close: () => Promise<void>;
}

/** The limits of the streams of one source. */
export interface LineStreamOptions {
  /** Decides when received bytes may be read: all sources share the event loop. */
  readonly yielder: Yielder;
  readonly monotonic: () => number;
  /** A connection that is silent for this long is closed: the other side may be gone. Default: 75 seconds. */
  readonly idleMilliseconds?: number;
  /** Default: the system's certificates. */
  readonly tls?: TlsSettings | undefined;
  /** How many may be open at once. Default: 256. */
  readonly maxStreams?: number;
  /** Maximum size of a line, in bytes. */
  readonly maxLineBytes?: number;
  /** A stream that sends more than this for `floodSeconds` is ended. Default: 8,000,000. */
  readonly maxBytesPerSecond?: number;
}

/** Kubernetes sends a bookmark about every minute. */
const defaultIdleMilliseconds = 75_000;
/** An object of etcd has 1.5 MB at most. */
const defaultMaxLineBytes = 2_000_000;
/** A thousand large objects a second. */
const defaultMaxBytesPerSecond = 8_000_000;
/** What was missed may come at once after a stream is resumed. */
const floodSeconds = 5;
/** A source has few. */
const defaultMaxStreams = 256;
/** Of an answer that is not a stream, such as an error. */
const maxBodyBytes = 1_000_000;

/** Streams of lines that are read whole. Opens no connection before the first stream. */
export function createLineStreams(options: LineStreamOptions): LineStreams {
  const { maxLineBytes = defaultMaxLineBytes } = options;
  return createSplitStreams(options, (chunks) => splitLines(chunks, maxLineBytes));
}

/** Streams that `split` makes lines of. Opens no connection before the first stream. */
export function createSplitStreams<Line>(
  options: LineStreamOptions,
  split: (chunks: AsyncIterable<Buffer>) => AsyncIterator<Line>,
): LineStreams<Line> {
  const { tls, maxStreams = defaultMaxStreams } = options;
  const pools = new Map<string, Pool>();

  function poolOf(origin: string): Pool {
    let pool = pools.get(origin);
    if (pool === undefined) {
      const connect = tls === undefined ? {} : { connect: { ...tls } };
      // Silence is timed here, and the head by the caller's signal.
      pool = new Pool(origin, {
        connections: maxStreams,
        pipelining: 1,
        headersTimeout: 0,
        bodyTimeout: 0,
        ...connect,
      });
      pools.set(origin, pool);
    }
    return pool;
  }

  return {
    open: async ({ origin, method, path, headers, body = null }, signal) => {
      const asked = { method, path, headers: { ...headers, 'accept-encoding': 'identity' }, body, signal };
      const answer = await poolOf(origin)
        .request(asked)
        .catch((cause: unknown) => {
          throw toFault('connection', cause, signal);
        });
      const chunks = (): AsyncIterable<Buffer> => readChunks(answer.body, options, signal);
      const received = toPlainHeaders(answer.headers);
      if (isEncoded(received)) {
        leaveBody(answer.body);
        throw new TransportFault('encoding');
      }
      return {
        head: { status: answer.statusCode, headers: received },
        lines: { [Symbol.asyncIterator]: () => split(chunks()) },
        readAll: () => collect(chunks()),
      };
    },
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

/** Identity was asked for. */
function isEncoded({ 'content-encoding': encoding = '' }: WireAnswer['headers']): boolean {
  return !['', 'identity'].includes(encoding.trim().toLowerCase());
}

type Body = Awaited<ReturnType<Pool['request']>>['body'];

/** Yields a body's chunks, in turns with other work. Ends a stream that is silent for too long or sends too much. */
async function* readChunks(
  body: Body,
  { yielder, monotonic, idleMilliseconds = defaultIdleMilliseconds, maxBytesPerSecond }: LineStreamOptions,
  signal: AbortSignal,
): AsyncGenerator<Buffer, undefined> {
  const isFlood = createFloodGauge(monotonic, maxBytesPerSecond);
  const giveUp = (): void => {
    body.destroy(new TransportFault('cutOff'));
  };
  const timer = setTimeout(giveUp, idleMilliseconds);
  try {
    const chunks: AsyncIterable<Buffer> = body;
    for await (const chunk of chunks) {
      timer.refresh();
      if (isFlood(chunk.length)) throw new TransportFault('tooLarge');
      await yielder.acquire(chunk.length);
      yield chunk;
    }
  } catch (cause) {
    throw toFault('cutOff', cause, signal);
  } finally {
    clearTimeout(timer);
    // The reader may have left in the middle.
    leaveBody(body);
  }
  return undefined;
}

/** The result counts the bytes of each chunk, and returns whether the stream sends too many. */
function createFloodGauge(
  monotonic: () => number,
  bytesPerSecond = defaultMaxBytesPerSecond,
): (bytes: number) => boolean {
  let level = 0;
  let at = monotonic();
  return (bytes) => {
    const now = monotonic();
    level = Math.max(0, level - ((now - at) / 1000) * bytesPerSecond) + bytes;
    at = now;
    return level > bytesPerSecond * floodSeconds;
  };
}

const lineEnd = 0x0a;

async function* splitLines(chunks: AsyncIterable<Buffer>, max: number): AsyncGenerator<Uint8Array, undefined> {
  let parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(lineEnd); end !== -1; end = chunk.indexOf(lineEnd, from)) {
      if (parts.length > 0) yield Buffer.concat([...parts, chunk.subarray(from, end)]);
      else if (end > from) yield chunk.subarray(from, end);
      parts = [];
      size = 0;
      from = end + 1;
      while (chunk[from] === lineEnd) from += 1;
    }
    size += chunk.length - from;
    if (size > max) throw new TransportFault('tooLarge');
    if (from < chunk.length) parts.push(chunk.subarray(from));
  }
  // A line without its end was cut off.
  if (size > 0) throw new TransportFault('cutOff');
  return undefined;
}

async function collect(chunks: AsyncIterable<Buffer>): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new TransportFault('tooLarge');
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

function toFault(kind: 'connection' | 'cutOff', cause: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  return cause instanceof TransportFault ? cause : new TransportFault(kind, cause);
}

function toPlainHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): WireAnswer['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
}
