/** What subscribers' messages hold, until they are answered: within the bounds of bodies of HTTP, and not for long unfinished. */
import type { Viewer } from '../auth/viewer.ts';
import type { HeldBytes } from '../limits/held-bytes.ts';
import type { Connection } from './connection.ts';
import { createFrameReader } from './frames.ts';

export interface HeldMessages {
  /** From now on: before, the bound of first bytes holds. */
  readonly begin: (viewer: Viewer) => void;
  /** A message of so many bytes has been answered. */
  readonly release: (bytes: number) => void;
  /** The connection has closed. */
  readonly leave: () => void;
}

/** How long a message may take to come, as a request may. In milliseconds. */
const maxMessageTime = 30_000;

export function holdMessages(connection: Connection, held: HeldBytes): HeldMessages {
  const { socket } = connection.request;
  const frames = createFrameReader();
  let hasBegun = false;
  let finished = 0;
  let timer: NodeJS.Timeout | undefined;

  function watchTime(): void {
    if (frames.finished() > finished || !frames.isMidway()) {
      clearTimeout(timer);
      timer = undefined;
    }
    finished = frames.finished();
    if (frames.isMidway())
      timer ??= setTimeout(() => {
        connection.refuse(1008, 'Message not finished in time');
      }, maxMessageTime);
  }
  // First, so that nothing is made of what goes beyond.
  socket.prependListener('data', (chunk: Buffer) => {
    const bytes = frames.take(chunk);
    if (!hasBegun) return;
    watchTime();
    if (!held.add(connection, bytes)) connection.cutOff('crowded');
  });

  return {
    begin: (viewer) => {
      hasBegun = true;
      held.begin(connection, socket);
      held.assign(connection, viewer);
      watchTime();
    },
    release: (bytes) => {
      held.release(connection, bytes);
    },
    leave: () => {
      clearTimeout(timer);
    },
  };
}
