/** Limits the bytes of requests that are not answered yet: for the process, and per viewer. */
import type { EventEmitter } from 'node:events';
import type { Viewer } from '../../auth/viewer.ts';
import { Usage } from '../../platform/usage.ts';

/** The bytes of one holder: of an HTTP request or a WebSocket. */
export interface HeldBytes {
  readonly assign: (viewer: Viewer) => void;
  /** False if it must not hold so many more bytes. */
  readonly add: (bytes: number) => boolean;
  readonly release: (bytes: number) => void;
}

/** The bytes of all holders. */
export interface BufferedBytes {
  /** For an unknown sender. Its bytes are released when `end` closes, at the latest. */
  readonly begin: (end: EventEmitter) => HeldBytes;
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
  const usage = new Usage();

  return {
    begin: (end) => {
      let owner = nobody;
      let held = 0;
      let hasEnded = false;
      const release = (bytes: number): void => {
        held -= bytes;
        usage.add(owner, -bytes);
      };
      end.once('close', () => {
        hasEnded = true;
        release(held);
      });
      return {
        assign: (viewer) => {
          if (held === 0) owner = toOwner(viewer);
        },
        add: (bytes) => {
          const share = owner === nobody ? forNobody : total / 2;
          if (hasEnded || usage.total + bytes > total || usage.of(owner) + bytes > share) return false;
          held += bytes;
          usage.add(owner, bytes);
          return true;
        },
        release: (bytes) => {
          release(Math.min(bytes, held));
        },
      };
    },
  };
}

function toOwner({ kind, subject, scopes }: Viewer): string {
  return scopes.size === 0 ? nobody : `${kind} ${subject ?? ''}`;
}
