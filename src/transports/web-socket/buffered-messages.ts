/** Limits the bytes of subscribers' messages until they are answered, like HTTP bodies, and the time of unfinished ones. */
import type { Viewer } from '../../auth/viewer.ts';
import type { BufferedBytes, HeldBytes } from '../http/buffered-bytes.ts';
import type { Connection } from './connection.ts';
import { createFrameReader } from './frames.ts';

/** Counts the bytes of messages that have not been answered against the viewer's and the process's limits. */
interface BufferedMessages {
  /** Begins to count. Before that, the limit on first bytes applies. */
  readonly begin: (viewer: Viewer) => void;
  /** A message of so many bytes has been answered. */
  readonly release: (bytes: number) => void;
  /** The connection has closed. */
  readonly leave: () => void;
}

/** How long a message may take to arrive, the same as a request. In milliseconds. */
const maxMessageTime = 30_000;

/** Ends the connection if a message takes too long to arrive or the limits are passed. */
export function bufferMessages(connection: Connection, bufferedBytes: BufferedBytes): BufferedMessages {
  const { socket } = connection.request;
  const frames = createFrameReader();
  let held: HeldBytes | undefined;
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
  // First, so that bytes beyond the limit are not processed.
  socket.prependListener('data', (chunk: Buffer) => {
    const bytes = frames.receive(chunk);
    if (held === undefined) return;
    watchTime();
    if (!held.add(bytes)) connection.cutOff('crowded');
  });

  return {
    begin: (viewer) => {
      held = bufferedBytes.begin(socket);
      held.assign(viewer);
      watchTime();
    },
    release: (bytes) => {
      held?.release(bytes);
    },
    leave: () => {
      clearTimeout(timer);
    },
  };
}
