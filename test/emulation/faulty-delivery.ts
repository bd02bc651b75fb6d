/** Sends an answer over the wire as it should not be sent. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { sendAnswer, waitUnless } from '../../emulators/kit/delivery.ts';
import type { Delivery, RawAnswer } from '../../emulators/kit/emulator.ts';
import type { DeliveryFault } from './faults.ts';

const resetDelayMilliseconds = 20;

export function toDelivery(fault: DeliveryFault): Delivery {
  return {
    sendsHead: sendsHead(fault),
    endsConnection: endsConnection(fault),
    send: (response, answer, gone) => sendFaultyAnswer(response, answer, fault, gone),
  };
}

/** Sends the answer whole, once `until` resolves. */
export function holdBack(until: Promise<unknown>): Delivery {
  return {
    sendsHead: true,
    endsConnection: false,
    send: async (response, answer, gone) => {
      await Promise.race([until, once(gone, 'abort')]);
      if (!gone.aborted) sendAnswer(response, answer);
    },
  };
}

/**
 * Sends the answer with the fault. Resolves when everything is sent or the connection is gone (`gone` aborts then); a
 * hang resolves only in the latter case.
 */
async function sendFaultyAnswer(
  response: ServerResponse,
  answer: RawAnswer,
  fault: DeliveryFault,
  gone: AbortSignal,
): Promise<void> {
  const body = Buffer.from(answer.body);
  switch (fault.kind) {
    case 'reset':
      if (fault.afterBytes !== undefined) {
        await sendPart(response, answer, body, fault.afterBytes);
        // A reset discards what the client's kernel holds unread.
        await (fault.when ?? waitUnless(gone, resetDelayMilliseconds));
      }
      response.socket?.resetAndDestroy();
      return;
    case 'truncate':
      await sendPart(response, answer, body, fault.bytes ?? Math.floor(body.length / 2));
      response.socket?.destroy();
      return;
    case 'hang':
      if (fault.afterBytes !== undefined) await sendPart(response, answer, body, fault.afterBytes);
      if (!gone.aborted) await once(gone, 'abort');
      return;
    case 'drip':
      await drip(response, answer, body, fault.everyMilliseconds, gone);
      return;
    case 'oversized':
      await sendBlanks(response, answer, fault, gone);
      return;
  }
}

/** False if the client never sees a status. */
function sendsHead(fault: DeliveryFault): boolean {
  return !((fault.kind === 'reset' || fault.kind === 'hang') && fault.afterBytes === undefined);
}

/** True if this side ends the connection before the answer is complete. */
function endsConnection(fault: DeliveryFault): boolean {
  return fault.kind === 'reset' || fault.kind === 'truncate';
}

function sendHead(response: ServerResponse, answer: RawAnswer, contentLength: number | undefined): void {
  const length = contentLength === undefined ? {} : { 'content-length': String(contentLength) };
  response.writeHead(answer.status, { ...length, ...answer.headers });
}

async function sendPart(response: ServerResponse, answer: RawAnswer, body: Buffer, bytes: number): Promise<void> {
  sendHead(response, answer, body.length);
  // Needed for an empty part: the head must go out all the same.
  response.flushHeaders();
  await new Promise<void>((resolve) => {
    response.write(bytes > 0 ? body.subarray(0, bytes) : '', () => {
      resolve();
    });
    if (response.destroyed) resolve();
  });
}

async function drip(
  response: ServerResponse,
  answer: RawAnswer,
  body: Buffer,
  everyMilliseconds: number,
  gone: AbortSignal,
): Promise<void> {
  sendHead(response, answer, body.length);
  response.flushHeaders();
  for (let at = 0; at < body.length && !gone.aborted; at += 1) {
    response.write(body.subarray(at, at + 1));
    await waitUnless(gone, everyMilliseconds);
  }
  response.end();
}

async function sendBlanks(
  response: ServerResponse,
  answer: RawAnswer,
  fault: { readonly bytes: number; readonly declared?: boolean },
  gone: AbortSignal,
): Promise<void> {
  sendHead(response, answer, fault.declared === true ? fault.bytes : undefined);
  const chunk = Buffer.alloc(65_536, ' ');
  for (let left = fault.bytes; left > 0 && !gone.aborted; left -= chunk.length) {
    const flows = response.write(left < chunk.length ? chunk.subarray(0, left) : chunk);
    if (!flows) await once(response, 'drain', { signal: gone }).catch(() => undefined);
  }
  response.end();
}
