/** Limits the memory of answers while they are made and sent: of each, and of all together. */
import type { OperationRoom } from '../executor/room.ts';
import { createBusyError, createLimitError } from './refusal.ts';

export interface AnswerRooms {
  /** Opens the room of one answer. */
  readonly open: () => OperationRoom;
  /** Bytes taken by all answers. */
  readonly size: () => number;
}

/**
 * @param maxBytes for one answer
 * @param maxTotal for all answers together; a single answer always fits
 */
export function createAnswerRooms(maxBytes: number, maxTotal: number): AnswerRooms {
  let total = 0;

  return {
    open: () => {
      let taken = 0;
      let isOpen = true;
      return {
        take: (bytes) => {
          // The client has hung up: the rest of the answer is not needed.
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
