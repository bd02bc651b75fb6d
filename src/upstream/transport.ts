/** Bytes out, bytes in: one attempt of one request over a source's own connections. Follows no redirect, reads no body past its cap. */
import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import { Pool, type Dispatcher } from 'undici';
import { toSystemCode } from './cause-kind.ts';
import type { WireAnswer, WireRequest } from './wire.ts';

/** A request with its host and signature: what goes over the wire. */
export interface SignedRequest {
  readonly origin: string;
  readonly method: WireRequest['method'];
  /** Path and query, encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type TransportFaultKind =
  /** No whole head of an answer came: refused, reset, unknown host. */
  | 'connection'
  /** The head came and the body ended before its end. */
  | 'cutOff'
  /** Interim responses (1xx) came one after another, and no answer. */
  | 'interim'
  /** The body is larger than the cap, once decompressed. */
  | 'tooLarge'
  /** The body's encoding is none that was asked for, or broken. */
  | 'encoding';

/** Why an attempt gave no answer. Of what caused it only the code is kept: errors of the wire may hold what came over it. */
export class TransportFault extends Error {
  override readonly name = 'TransportFault';
  readonly kind: TransportFaultKind;
  /** For example ECONNRESET. */
  readonly code: string | null;

  constructor(kind: TransportFaultKind, cause?: unknown) {
    const code = toSystemCode(cause);
    super(code === null ? kind : `${kind} (${code})`);
    this.kind = kind;
    this.code = code;
  }
}

export interface Transport {
  /** Throws `TransportFault`, or the signal's reason where it was aborted. */
  readonly send: (request: SignedRequest, signal: AbortSignal) => Promise<WireAnswer>;
  readonly close: () => Promise<void>;
}

export interface TransportOptions {
  /** Connections kept to each origin; calls past it wait for a free one. */
  readonly connections: number;
  /** The largest body that is read, in bytes after decompression. */
  readonly bodyLimit?: number;
}

const defaultBodyLimit = 5_000_000;

/** Of one answer. A server has a few at most to send (RFC 9110 section 15.2), and each may be as large as a head. */
const maxInterimResponses = 16;

export function createTransport({ connections, bodyLimit = defaultBodyLimit }: TransportOptions): Transport {
  // One pool an origin: a source has one host, HealthOmics one more by its host prefix.
  const pools = new Map<string, Pool>();

  function poolOf(origin: string): Pool {
    let pool = pools.get(origin);
    if (pool === undefined) {
      // The attempt's own signal is the one time limit.
      pool = new Pool(origin, { connections, pipelining: 1, headersTimeout: 0, bodyTimeout: 0, maxHeaderSize: 65_536 });
      pools.set(origin, pool);
    }
    return pool;
  }

  return {
    send: async (request, signal) => {
      signal.throwIfAborted();
      const { status, body, ...answer } = await exchange(poolOf(request.origin), request, bodyLimit, signal);
      const headers = toPlainHeaders(answer.headers);
      return { status, headers, body: await decompress(body, headers['content-encoding'], bodyLimit) };
    },
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

interface Exchange {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/**
 * One request and all of its answer. Straight from the pool's events: a stream a body, and a promise a chunk of it, would
 * cost half as much again.
 */
function exchange(pool: Pool, request: SignedRequest, limit: number, signal: AbortSignal): Promise<Exchange> {
  const { method, path, body = null } = request;
  const headers = { ...request.headers, 'accept-encoding': 'identity' };
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    /** What comes after it is not looked at. */
    const end = (reason: Error): void => {
      signal.removeEventListener('abort', abort);
      reject(reason);
      controller?.abort(reason);
    };
    const abort = (): void => {
      end(signal.reason as Error);
    };
    signal.addEventListener('abort', abort, { once: true });
    const handler = createHandler(limit, end, (answer) => {
      signal.removeEventListener('abort', abort);
      resolve(answer);
    });
    const onRequestStart: Dispatcher.DispatchHandler['onRequestStart'] = (started) => {
      controller = started;
      if (signal.aborted) started.abort(signal.reason as Error);
    };
    pool.dispatch({ method, path, headers, body }, { ...handler, onRequestStart });
  });
}

function createHandler(
  limit: number,
  fail: (fault: TransportFault) => void,
  succeed: (answer: Exchange) => void,
): Dispatcher.DispatchHandler {
  const body = createBody();
  let interimResponses = 0;
  let head: Omit<Exchange, 'body'> | undefined;
  return {
    onResponseStart: (_controller, status, headers) => {
      if (status >= 200) head = { status, headers };
      else if ((interimResponses += 1) > maxInterimResponses) fail(new TransportFault('interim'));
    },
    onResponseData: (_controller, chunk) => {
      if (body.size() + chunk.length > limit) fail(new TransportFault('tooLarge'));
      else body.append(chunk);
    },
    onResponseEnd: () => {
      if (head === undefined) fail(new TransportFault('connection'));
      else succeed({ ...head, body: body.whole() });
    },
    onResponseError: (_controller, cause) => {
      fail(new TransportFault(head === undefined ? 'connection' : 'cutOff', cause));
    },
  };
}

interface Body {
  readonly size: () => number;
  readonly append: (chunk: Buffer) => void;
  readonly whole: () => Buffer;
}

/** One block of memory, whatever the size of the chunks: a list of chunks of one byte would take a hundred times theirs. */
function createBody(): Body {
  let block: Buffer = Buffer.alloc(0);
  let size = 0;
  return {
    size: () => size,
    append: (chunk) => {
      const needed = size + chunk.length;
      if (size === 0) block = chunk;
      else if (needed > block.length) block = Buffer.concat([block], Math.max(needed, 2 * block.length));
      if (size > 0) chunk.copy(block, size);
      size = needed;
    },
    whole: () => block.subarray(0, size),
  };
}

const decompressors = { gzip: promisify(gunzip), 'x-gzip': promisify(gunzip), deflate: promisify(inflate) };

/** Identity was asked for; an intermediary may compress all the same. */
async function decompress(body: Buffer, encoding: string | undefined, limit: number): Promise<Buffer> {
  const name = encoding?.trim().toLowerCase();
  if (name === undefined || name === '' || name === 'identity') return body;
  const decompressor = Object.hasOwn(decompressors, name)
    ? decompressors[name as keyof typeof decompressors]
    : undefined;
  if (decompressor === undefined) throw new TransportFault('encoding');
  try {
    return await (decompressor as (input: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>)(body, {
      maxOutputLength: limit,
    });
  } catch (cause) {
    const isTooLarge = (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new TransportFault(isTooLarge ? 'tooLarge' : 'encoding', cause);
  }
}

function toPlainHeaders(headers: Exchange['headers']): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
}
