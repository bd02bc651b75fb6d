/** Limits the bytes of requests that are not answered yet: for the process, and per viewer. */
import type { EventEmitter } from 'node:events';
import type { Viewer } from '../../auth/viewer.ts';
import { Usage } from '../../platform/usage.ts';

/** The holder of bytes: an HTTP request or a WebSocket. */
export interface BufferedBytes {
  /** For an unknown sender. Its bytes are released when `end` closes, at the latest. */
  readonly begin: (holder: object, end: EventEmitter) => void;
  readonly assign: (holder: object, viewer: Viewer) => void;
  /** False if it must not hold so many more bytes. */
  readonly add: (holder: object, bytes: number) => boolean;
  readonly release: (holder: object, bytes: number) => void;
}

interface Holding {
  owner: string;
  bytes: number;
}

/** For the process. A parsed body takes about five times its bytes of heap. */
const minTotal = 32_000_000;
/** For all viewers without a scope together. Their requests cannot be answered with data. */
const minForUnscoped = 2_000_000;
const nobody = '';

/** @param largest the maximum bytes of one body, which always fits if nothing else is held */
export function createBufferedBytes(largest: number): BufferedBytes {
  const total = Math.max(minTotal, 2 * largest);
  const forNobody = Math.max(minForUnscoped, largest);
  const holdings = new Map<object, Holding>();
  const usage = new Usage();

  function release(holding: Holding, bytes: number): void {
    holding.bytes -= bytes;
    usage.add(holding.owner, -bytes);
  }

  return {
    begin: (holder, end) => {
      const holding: Holding = { owner: nobody, bytes: 0 };
      holdings.set(holder, holding);
      end.once('close', () => {
        release(holding, holding.bytes);
        holdings.delete(holder);
      });
    },
    assign: (holder, viewer) => {
      const holding = holdings.get(holder);
      if (holding?.bytes === 0) holding.owner = toOwner(viewer);
    },
    add: (holder, bytes) => {
      const holding = holdings.get(holder);
      if (holding === undefined) return false;
      const share = holding.owner === nobody ? forNobody : total / 2;
      if (usage.total + bytes > total || usage.of(holding.owner) + bytes > share) return false;
      holding.bytes += bytes;
      usage.add(holding.owner, bytes);
      return true;
    },
    release: (holder, bytes) => {
      const holding = holdings.get(holder);
      if (holding !== undefined) release(holding, Math.min(bytes, holding.bytes));
    },
  };
}

function toOwner({ kind, subject, scopes }: Viewer): string {
  return scopes.size === 0 ? nobody : `${kind} ${subject ?? ''}`;
}
