/** Makes one attempt of one request over a source's connections. Follows no redirects, and limits the size of bodies. */
import type { Signal } from '../platform/signal.ts';
import type { SignedRequest } from './contract/wire.ts';
import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import { Agent, type Dispatcher } from 'undici';
import { toSystemCode } from '../platform/system-code.ts';
import type { TlsSettings } from './contract/provider.ts';
import type { WireAnswer } from './contract/wire.ts';

/** What prevented a complete answer. */
type TransportFaultKind =
  /** No complete head of an answer arrived: refused, reset, unknown host. */
  | 'connection'
  /** The body ended early. */
  | 'cutOff'
  /** Too many interim responses (1xx) arrived without an answer. */
  | 'interim'
  /** The body is larger than the cap, once decompressed. */
  | 'tooLarge'
  /** The body's content encoding is not supported, or broken. */
  | 'encoding';

/** Why an attempt gave no answer. Only the code of the cause is kept, because the error may contain received data. */
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

/** Connections of one source. */
export interface Transport {
  /** Throws `TransportFault`, or the signal's reason if it aborts. */
  readonly send: (request: SignedRequest, signal: Signal) => Promise<WireAnswer>;
  readonly close: () => Promise<void>;
}

/** The limits of connections and bodies, and the trusted certificates. */
export interface TransportOptions {
  /** Maximum connections per origin; further calls wait for a free one. */
  readonly connections: number;
  /** Maximum size of a body, in bytes after decompression. */
  readonly bodyLimit?: number;
  /** Default: the system's certificates. A server's certificate is always checked. */
  readonly tls?: TlsSettings | undefined;
}

/** Reads no more of a body. The body reports that as its own error, which is ignored. */
export function leaveBody(body: Dispatcher.ResponseData['body']): void {
  body.on('error', () => undefined).destroy();
}

const defaultBodyLimit = 5_000_000;

/** Per answer. Servers send few of them (RFC 9110 section 15.2), and each may be as large as a head. */
const maxInterimResponses = 16;

/** HTTP/1.1 over kept connections, a pool per origin as long as it has any. Redirects are not followed. */
export function createTransport({ connections, bodyLimit = defaultBodyLimit, tls }: TransportOptions): Transport {
  // The attempt's signal is the only time limit.
  const limits = { connections, pipelining: 1, headersTimeout: 0, bodyTimeout: 0, maxHeaderSize: 65_536 };
  const agent = new Agent(tls === undefined ? limits : { ...limits, connect: { ...tls } });

  return {
    send: async (request, signal) => {
      signal.throwIfAborted();
      const answer = await exchange(agent, request, bodyLimit, signal);
      const headers = toPlainHeaders(answer.headers);
      const { status, body } = answer;
      const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
      const isPlain = encoding === '' || encoding === 'identity';
      return { status, headers, body: isPlain ? body : await decompress(body, encoding, bodyLimit) };
    },
    close: () => agent.destroy(),
  };
}

interface Exchange {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/**
 * One request and its whole answer. Uses the agent's events directly: a stream per body and a promise per chunk would cost
 * half as much again.
 */
function exchange(agent: Agent, request: SignedRequest, limit: number, signal: Signal): Promise<Exchange> {
  const { origin, method, path, body = null } = request;
  const headers = { ...request.headers, 'accept-encoding': 'identity' };
  return new Promise((resolve, reject) => {
    agent.dispatch({ origin, method, path, headers, body }, new Exchanging(limit, signal, resolve, reject));
  });
}

class Exchanging implements Dispatcher.DispatchHandler {
  readonly #limit: number;
  readonly #signal: Signal;
  readonly #resolve: (answer: Exchange) => void;
  readonly #reject: (reason: Error) => void;
  #controller: Dispatcher.DispatchController | undefined;
  /** Undefined until the head has come. */
  #answer: (Omit<Exchange, 'body'> & { readonly body: Body }) | undefined;
  #interimResponses = 0;

  constructor(limit: number, signal: Signal, resolve: (answer: Exchange) => void, reject: (reason: Error) => void) {
    this.#limit = limit;
    this.#signal = signal;
    this.#resolve = resolve;
    this.#reject = reject;
    signal.addEventListener('abort', this.#abort, { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#signal.aborted) controller.abort(this.#signal.reason);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Exchange['headers']): void {
    if (status < 200) {
      if ((this.#interimResponses += 1) > maxInterimResponses) this.#fail(new TransportFault('interim'));
      return;
    }
    const expected = Number(headers['content-length'] ?? 0);
    if (expected > this.#limit) this.#fail(new TransportFault('tooLarge'));
    else this.#answer = { status, headers, body: createBody(expected) };
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const body = this.#answer?.body;
    if (body === undefined) return;
    if (body.size() + chunk.length > this.#limit) this.#fail(new TransportFault('tooLarge'));
    else body.append(chunk);
  }

  onResponseEnd(): void {
    if (this.#answer === undefined) {
      this.#fail(new TransportFault('connection'));
      return;
    }
    this.#signal.removeEventListener('abort', this.#abort);
    this.#resolve({ ...this.#answer, body: this.#answer.body.whole() });
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    this.#fail(new TransportFault(this.#answer === undefined ? 'connection' : 'cutOff', cause));
  }

  readonly #abort = (): void => {
    this.#fail(this.#signal.reason);
  };

  /** Ignores everything after it. */
  #fail(reason: Error): void {
    this.#signal.removeEventListener('abort', this.#abort);
    this.#reject(reason);
    this.#controller?.abort(reason);
  }
}

interface Body {
  readonly size: () => number;
  readonly append: (chunk: Buffer) => void;
  readonly whole: () => Buffer;
}

/**
 * One block of memory, regardless of the chunks' sizes: a list of one-byte chunks would take a hundred times as much.
 * @param expected its length in bytes as the head says, within the limit; 0 if the head does not say it
 */
function createBody(expected: number): Body {
  let block: Buffer = Buffer.alloc(0);
  let size = 0;
  return {
    size: () => size,
    append: (chunk) => {
      const needed = size + chunk.length;
      if (size === 0 && needed >= expected) block = chunk;
      else {
        if (needed > block.length) block = toLarger(block, Math.max(needed, expected, 2 * block.length));
        chunk.copy(block, size);
      }
      size = needed;
    },
    whole: () => block.subarray(0, size),
  };
}

function toLarger(block: Buffer, size: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(size);
  block.copy(larger);
  return larger;
}

const decompressors = { gzip: promisify(gunzip), 'x-gzip': promisify(gunzip), deflate: promisify(inflate) };

/** Identity was requested, but an intermediary may compress nevertheless. */
async function decompress(body: Buffer, name: string, limit: number): Promise<Buffer> {
  const decompressor = Object.hasOwn(decompressors, name)
    ? decompressors[name as keyof typeof decompressors]
    : undefined;
  if (decompressor === undefined) throw new TransportFault('encoding');
  try {
    return await (decompressor as (input: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>)(body, {
      maxOutputLength: limit,
    });
  } catch (cause) {
    const isTooLarge = toSystemCode(cause) === 'ERR_BUFFER_TOO_LARGE';
    throw new TransportFault(isTooLarge ? 'tooLarge' : 'encoding', cause);
  }
}

function toPlainHeaders(headers: Exchange['headers']): Record<string, string | undefined> {
  const plain: Record<string, string | undefined> = {};
  for (const name in headers) {
    const value = headers[name];
    plain[name] = Array.isArray(value) ? value[0] : value;
  }
  return plain;
}
