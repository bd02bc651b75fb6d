/**
 * Reads files behind links, with connections of its own and without a header that says who asks: a link is its own
 * credential, and its host is not the provider. Redirects are not followed.
 */
import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, type Dispatcher } from 'undici';
import { ProviderError } from '../errors/errors.ts';
import { toSystemCode } from '../platform/system-code.ts';
import { toConnectionKind } from './contract/cause-kind.ts';
import type { FileAnswer } from './contract/log.ts';
import { mayConnect, type AllowedLink } from './link-rules.ts';
import { leaveBody } from './transport.ts';

/** The bytes from `from` on, before `to`. */
interface FileRange {
  readonly from: number;
  readonly to: number;
}

/** Reads files. */
interface LinkClient {
  /** Throws `ProviderError`, or the signal's reason if it aborts. */
  readonly read: (link: AllowedLink, range: FileRange, signal: AbortSignal) => Promise<FileAnswer>;
  readonly close: () => Promise<void>;
}

/** The limits of connections, and how names become addresses. */
interface LinkClientOptions {
  /** Maximum connections per host; further reads wait for a free one. */
  readonly connections: number;
  /** Default: the system's. */
  readonly lookup?: typeof systemLookup | undefined;
}

/** Opens no connection before the first read. */
export function createLinkClient({ connections, lookup = systemLookup }: LinkClientOptions): LinkClient {
  const limits = { connections, pipelining: 1, headersTimeout: 0, bodyTimeout: 0, maxHeaderSize: 65_536 };
  const toAgent = (mustBePublic: boolean): Agent =>
    new Agent({ ...limits, connect: { lookup: toCheckedLookup(lookup, mustBePublic) } });
  const [anywhere, inPublic] = [toAgent(false), toAgent(true)];

  return {
    read: async ({ origin, path, mustBePublic }, range, signal) => {
      const headers = {
        range: `bytes=${range.from}-${range.to - 1}`,
        'accept-encoding': 'identity',
        'user-agent': 'jobgraph',
      };
      try {
        const agent = mustBePublic ? inPublic : anywhere;
        const answer = await agent.request({ origin, path, method: 'GET', headers, signal });
        return await toFileAnswer(answer, range, signal);
      } catch (cause) {
        throw toReadError(cause, signal);
      }
    },
    close: async () => {
      await Promise.all([anywhere.destroy(), inPublic.destroy()]);
    },
  };
}

/** Gives only addresses that may be connected to, so that a second answer of the name's server changes nothing. */
function toCheckedLookup(lookup: typeof systemLookup, mustBePublic: boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: readonly LookupAddress[]) => {
      if (error !== null) {
        callback(error, []);
        return;
      }
      const [first] = addresses;
      if (first === undefined) callback(new Error('the host has no address'), []);
      else if (!addresses.every(({ address }) => mayConnect(address, mustBePublic)))
        callback(new ForbiddenAddress(), []);
      else if (options.all === true) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    });
  };
}

/** The host of a link resolves to an address within. */
class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';
}

async function toFileAnswer(
  { statusCode: status, headers, body }: Dispatcher.ResponseData,
  range: FileRange,
  signal: AbortSignal,
): Promise<FileAnswer> {
  const encoding = headers['content-encoding'];
  const isEncoded = encoding !== undefined && encoding !== 'identity';
  if (status === 200 && !isEncoded) return { kind: 'whole', chunks: readChunks(body, signal) };
  if (status === 206 && !isEncoded) return readPart(headers['content-range'], body, range);
  leaveBody(body);
  if (status === 416) return { kind: 'behindEnd' };
  if (status === 404) return { kind: 'absent' };
  if (status === 403) return { kind: 'refused' };
  throw new ProviderError(status >= 500 ? 'PROVIDER_UNAVAILABLE' : 'PROVIDER_BAD_RESPONSE');
}

type Body = Dispatcher.ResponseData['body'];

/** Throws `ProviderError` if the part is not the one that was asked for. */
async function readPart(contentRange: unknown, body: Body, { from, to }: FileRange): Promise<FileAnswer> {
  const [, first = '', last = '', whole = ''] =
    /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(String(contentRange)) ?? [];
  const size = Number(whole);
  const end = Math.min(to, size);
  const isAsked = first !== '' && Number(first) === from && Number(last) === end - 1;
  const bytes = isAsked ? await collect(body, end - from) : undefined;
  leaveBody(body);
  if (bytes?.length !== end - from) throw new ProviderError('PROVIDER_BAD_RESPONSE');
  return { kind: 'part', bytes, size };
}

/** Undefined if more comes. */
async function collect(body: Body, size: number): Promise<Uint8Array | undefined> {
  const bytes = new Uint8Array(size);
  let at = 0;
  const chunks: AsyncIterable<Buffer> = body;
  for await (const chunk of chunks) {
    if (at + chunk.length > size) return undefined;
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes.subarray(0, at);
}

async function* readChunks(body: Body, signal: AbortSignal): AsyncGenerator<Uint8Array, undefined> {
  try {
    const chunks: AsyncIterable<Buffer> = body;
    yield* chunks;
  } catch (cause) {
    throw toReadError(cause, signal);
  } finally {
    // The reader may have left in the middle.
    leaveBody(body);
  }
  return undefined;
}

/** The cause may name hosts and addresses, so only its code counts. */
function toReadError(cause: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (cause instanceof ProviderError) return cause;
  if (cause instanceof ForbiddenAddress) return new ProviderError('PROVIDER_BAD_RESPONSE');
  const causeKind = toConnectionKind(toSystemCode(cause)) ?? 'CONNECTION_LOST';
  return new ProviderError('PROVIDER_UNAVAILABLE', { causeKind });
}
