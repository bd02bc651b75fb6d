/** The calls for logs that are not one request and one answer: answers of lines, and files behind links. */
import { toAbortSignal, createDeadline } from '../../calls/abort.ts';
import { splitLogLines } from '../../calls/log-bytes.ts';
import { createSplitStreams, type LineStreamOptions } from '../../calls/line-stream.ts';
import { createOpener, type OpenerOptions } from '../../calls/opener.ts';
import type { ReadContext } from '../../calls/read-context.ts';
import { BadAnswer, type Read } from '../../provider/contract/adapter.ts';
import type { LinkRead, LinkRules, LogBytes, LogCalls } from '../../provider/contract/log.ts';
import { createLinkClient } from '../../provider/link-client.ts';
import { checkLink, type AllowedLink } from '../../provider/link-rules.ts';

/** Opens answers of lines. */
export interface LogStreams {
  readonly open: (read: Parameters<LogCalls['lines']>[0], context: ReadContext) => ReturnType<LogCalls['lines']>;
  readonly close: () => Promise<void>;
}

/** How logs are streamed. */
interface LogStreamsOptions extends Omit<OpenerOptions<never>, 'streams'>, Pick<LineStreamOptions, 'yielder' | 'tls'> {
  /** How many pages may be read at once. */
  readonly concurrency: number;
}

/** Of one source. */
const maxFollowed = 32;
/** A container may say nothing for hours; the connection is then made again. */
const silenceMilliseconds = 240_000;
const noContent = 204;

/** Opens no connection before the first read. */
export function createLogStreams(options: LogStreamsOptions): LogStreams {
  const shared = { ...options, idleMilliseconds: silenceMilliseconds };
  const split = (chunks: AsyncIterable<Uint8Array>): AsyncIterator<readonly LogBytes[]> => splitLogLines(chunks);
  const pages = createSplitStreams({ ...shared, maxStreams: options.concurrency }, split);
  const followed = createSplitStreams({ ...shared, maxStreams: maxFollowed }, split);
  const openPage = createOpener({ ...options, streams: pages });
  const openFollowed = createOpener({ ...options, streams: followed });
  return {
    open: async ({ operation, request, staysOpen = false }, context) => {
      const open = staysOpen ? openFollowed : openPage;
      const signal = toAbortSignal(context.signal);
      const lines = await open({ operation, request, expiredStatus: noContent }, { ...context, signal });
      return lines === 'expired' ? undefined : lines;
    },
    close: async () => {
      await Promise.all([pages.close(), followed.close()]);
    },
  };
}

/** Opens links. */
export interface LogLinks {
  readonly open: (read: LinkRead, call: LogCalls['call'], context: ReadContext) => ReturnType<LogCalls['link']>;
  readonly close: () => Promise<void>;
}

/** How links are followed. */
interface LogLinksOptions {
  readonly rules: LinkRules;
  readonly connections: number;
  /** Of each read. */
  readonly timeoutMilliseconds: number;
}

/** Opens no connection before the first read. */
export function createLogLinks({ rules, connections, timeoutMilliseconds }: LogLinksOptions): LogLinks {
  const client = createLinkClient({ connections });
  return {
    open: async (read, call, context) => {
      const link = await call(toLinkRead(read, rules));
      return {
        read: async (range) => {
          const deadline = createDeadline(timeoutMilliseconds, context.signal);
          try {
            return await client.read(link, range, toAbortSignal(deadline.signal));
          } finally {
            deadline.clear();
          }
        },
      };
    },
    close: client.close,
  };
}

/** The link is a part of no error. */
function toLinkRead({ operation, request }: LinkRead, rules: LinkRules): Read<AllowedLink> {
  return {
    operation,
    request,
    alsoReads: [302],
    toResult: ({ status, headers: { location } }) => {
      const link = status === 302 && location !== undefined ? checkLink(location, rules) : undefined;
      if (link === undefined)
        throw new BadAnswer('location', 'address', location === undefined ? 'nothing' : 'other text');
      return link;
    },
  };
}
