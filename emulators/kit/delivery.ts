/** Sends answers over the wire. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import type { RawAnswer, StreamedAnswer } from './emulator.ts';

/** Sends the answer whole. */
export function sendAnswer(response: ServerResponse, answer: RawAnswer): void {
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, { 'content-length': String(body.length), ...answer.headers });
  response.end(body);
}

/** Sends the parts as they come. Throws if the answer is to be cut off. */
export async function sendStream(response: ServerResponse, answer: StreamedAnswer, gone: AbortSignal): Promise<void> {
  response.writeHead(200, answer.headers);
  response.flushHeaders();
  await answer.run(
    (part) => {
      if (!gone.aborted) response.write(part);
    },
    gone,
    () => toDrained(response, gone),
  );
  response.end();
}

async function toDrained(response: ServerResponse, gone: AbortSignal): Promise<void> {
  if (!response.writableNeedDrain || gone.aborted) return;
  await once(response, 'drain', { signal: gone }).catch(() => undefined);
}

/** Waits for the given time, or until the connection is gone. */
export async function waitUnless(gone: AbortSignal, milliseconds: number): Promise<void> {
  await wait(milliseconds, undefined, { signal: gone }).catch(() => undefined);
}
