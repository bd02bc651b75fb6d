/** How much memory answers take while they are made and sent: each by itself, and all of them together. */
import type { OperationRoom } from '../executor/room.ts';
import { createBusyError, createLimitError } from './refusal.ts';

export interface AnswerRooms {
  /** Room for one answer, until it is left. */
  readonly open: () => OperationRoom;
  /** Bytes that are taken. */
  readonly size: () => number;
}

/**
 * @param maxBytes of one answer
 * @param maxTotal of all together; one answer is always let in
 */
export function createAnswerRooms(maxBytes: number, maxTotal: number): AnswerRooms {
  let total = 0;

  return {
    open: () => {
      let taken = 0;
      let isOpen = true;
      return {
        take: (bytes) => {
          // The client has hung up: what is still being made is for nobody.
          if (!isOpen) throw createBusyError();
          if (taken + bytes > maxBytes) throw createLimitError('answerBytes', taken + bytes, maxBytes);
          if (total > taken && total + bytes > maxTotal) throw createBusyError();
          taken += bytes;
          total += bytes;
        },
        leave: () => {
          isOpen = false;
          total -= taken;
          taken = 0;
        },
      };
    },
    size: () => total,
  };
}
