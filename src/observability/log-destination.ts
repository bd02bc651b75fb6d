/**
 * Where log lines are written. If standard output fails (a full volume, a reader that is slow or gone), writing
 * does not throw, does not block and does not buffer more than a limit. Lines that cannot be written are counted.
 */
import { fstatSync, writeSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { toSystemCode } from '../platform/system-code.ts';

/** `unread`: the reader does not keep up. `closed`: the reader is gone. */
export type LossReason = 'unread' | 'closed' | 'no_space' | 'failed';

/** Where log lines go. Nothing waits for a slow reader: lines are lost then, and counted. */
export interface LogDestination {
  readonly write: (line: string) => void;
  /** Resolves to whether the last line was handed to the operating system; false if that takes too long. */
  readonly taken: () => Promise<boolean>;
  /** The number of lost lines, by reason. */
  readonly lost: () => ReadonlyMap<LossReason, number>;
  /** Resolves when no line is waiting, or when the time is over. */
  readonly drain: (maxMilliseconds: number) => Promise<void>;
}

interface DestinationOptions {
  /** Called when lines can be written again, with the number lost before. */
  readonly onRecovery: (lost: number) => void;
  readonly maxPendingBytes?: number;
}

/** About one second of a very busy gateway's lines, for readers that pause. */
const defaultMaxPendingBytes = 8_000_000;
/** How long an answer waits for its audit line. */
const maxTakingMilliseconds = 2000;

/** Writes pipes, sockets and terminals asynchronously, and files synchronously, so that the outcome of each line is known. */
export function createStandardOutput(options: DestinationOptions): LogDestination {
  const status = fstatSync(1);
  const isStream = status.isFIFO() || status.isSocket() || process.stdout.isTTY;
  return isStream ? createStreamDestination(process.stdout, options) : createFileDestination(1, options);
}

interface Losses {
  readonly byReason: Map<LossReason, number>;
  readonly note: (error: unknown) => void;
  /** Lines can be written again. */
  readonly end: () => void;
}

function createLosses({ onRecovery }: DestinationOptions): Losses {
  const byReason = new Map<LossReason, number>([
    ['unread', 0],
    ['closed', 0],
    ['no_space', 0],
    ['failed', 0],
  ]);
  let unsaid = 0;
  return {
    byReason,
    note: (error) => {
      const reason = error === undefined ? 'unread' : toReason(error);
      byReason.set(reason, (byReason.get(reason) ?? 0) + 1);
      unsaid += 1;
    },
    end: () => {
      if (unsaid === 0) return;
      const lost = unsaid;
      unsaid = 0;
      onRecovery(lost);
    },
  };
}

function toReason(error: unknown): LossReason {
  const code = toSystemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return 'no_space';
  return code === 'EPIPE' || code === 'ECONNRESET' || code === 'ERR_STREAM_DESTROYED' ? 'closed' : 'failed';
}

/** For files and terminals, which are written synchronously. */
export function createFileDestination(fd: number, options: DestinationOptions): LogDestination {
  const losses = createLosses(options);
  let wasTaken = true;
  /** A full volume may have accepted only the start of a line. */
  let isTorn = false;

  return {
    write: (line) => {
      const bytes = Buffer.from(isTorn ? `\n${line}` : line);
      let offset = 0;
      try {
        while (offset < bytes.length) offset += writeSync(fd, bytes, offset);
        isTorn = false;
        wasTaken = true;
      } catch (error) {
        isTorn ||= offset > 0;
        wasTaken = false;
        losses.note(error);
        return;
      }
      losses.end();
      wasTaken = true;
    },
    taken: () => Promise.resolve(wasTaken),
    lost: () => losses.byReason,
    drain: () => Promise.resolve(),
  };
}

/** The outcome of one line. */
interface Taking {
  isTaken: boolean | undefined;
  settle?: (isTaken: boolean) => void;
}

/** For pipes and sockets, which may be slow or closed. */
export function createStreamDestination(stream: Writable, options: DestinationOptions): LogDestination {
  const { maxPendingBytes = defaultMaxPendingBytes } = options;
  const losses = createLosses(options);
  let pendingBytes = 0;
  let last: Taking = { isTaken: true };
  let onDrained: (() => void) | undefined;
  // Each write reports its own failure.
  stream.on('error', () => undefined);

  function finish(taking: Taking, length: number, error: Error | null | undefined): void {
    pendingBytes -= length;
    const isTaken = error === null || error === undefined;
    taking.isTaken = isTaken;
    taking.settle?.(isTaken);
    if (!isTaken) losses.note(error);
    if (pendingBytes > 0) return;
    onDrained?.();
    if (isTaken) losses.end();
  }

  return {
    write: (line) => {
      const bytes = Buffer.from(line);
      const taking: Taking = { isTaken: undefined };
      last = taking;
      if (pendingBytes + bytes.length > maxPendingBytes) {
        taking.isTaken = false;
        losses.note(undefined);
        return;
      }
      pendingBytes += bytes.length;
      stream.write(bytes, (error) => {
        finish(taking, bytes.length, error);
      });
    },
    taken: () => waitFor(last),
    lost: () => losses.byReason,
    drain: (maxMilliseconds) => {
      if (pendingBytes === 0) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, maxMilliseconds);
        onDrained = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
  };
}

function waitFor(taking: Taking): Promise<boolean> {
  if (taking.isTaken !== undefined) return Promise.resolve(taking.isTaken);
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, maxTakingMilliseconds, false);
    taking.settle = (isTaken) => {
      clearTimeout(timer);
      resolve(isTaken);
    };
  });
}
