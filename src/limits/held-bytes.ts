/** Limits the bytes of requests that are not answered yet: for the process, and per viewer. */
import type { EventEmitter } from 'node:events';
import type { Viewer } from '../auth/viewer.ts';
import { createNote } from './note.ts';

/** The holder of bytes: an HTTP request or a WebSocket. */
export interface HeldBytes {
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
/** For all viewers without a scope together: none of their requests can be answered with data. */
const minForUnscoped = 2_000_000;
const nobody = '';

/** @param largest the maximum bytes of one body, which always fits if nothing else is held */
export function createHeldBytes(largest: number): HeldBytes {
  const total = Math.max(minTotal, 2 * largest);
  const forNobody = Math.max(minForUnscoped, largest);
  const holdings = createNote<object, Holding>('holding');
  const byOwner = new Map<string, number>();
  let held = 0;

  function change(holding: Holding, bytes: number): void {
    const ofOwner = (byOwner.get(holding.owner) ?? 0) + bytes;
    if (ofOwner === 0) byOwner.delete(holding.owner);
    else byOwner.set(holding.owner, ofOwner);
    holding.bytes += bytes;
    held += bytes;
  }

  return {
    begin: (holder, end) => {
      const holding: Holding = { owner: nobody, bytes: 0 };
      holdings.set(holder, holding);
      end.once('close', () => {
        change(holding, -holding.bytes);
        holdings.set(holder, undefined);
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
      if (held + bytes > total || (byOwner.get(holding.owner) ?? 0) + bytes > share) return false;
      change(holding, bytes);
      return true;
    },
    release: (holder, bytes) => {
      const holding = holdings.get(holder);
      if (holding !== undefined) change(holding, -Math.min(bytes, holding.bytes));
    },
  };
}

function toOwner({ kind, subject, scopes }: Viewer): string {
  return scopes.size === 0 ? nobody : `${kind} ${subject ?? ''}`;
}
