/** Limits the memory of answers while they are made and sent: of each, and of all together. */
import type { OperationRoom } from '../executor/room.ts';
import { createBusyError, createLimitError } from './refusal.ts';

export interface AnswerRooms {
  /** Opens the room of one answer for that asker. */
  readonly open: (asker: string) => OperationRoom;
  /** Bytes taken by all answers. */
  readonly size: () => number;
}

/** Of the room for all answers. */
const shareOfAsker = 0.5;

/**
 * @param maxBytes for one answer
 * @param maxTotal for all answers together, and half of it for those of one asker; a single answer always fits
 */
export function createAnswerRooms(maxBytes: number, maxTotal: number): AnswerRooms {
  let total = 0;
  const takenBy = new Map<string, number>();

  function add(asker: string, bytes: number): void {
    total += bytes;
    const ofAsker = (takenBy.get(asker) ?? 0) + bytes;
    if (ofAsker === 0) takenBy.delete(asker);
    else takenBy.set(asker, ofAsker);
  }

  return {
    open: (asker) => {
      let taken = 0;
      let isOpen = true;
      return {
        take: (bytes) => {
          // The client has hung up: the rest of the answer is not needed.
          if (!isOpen) throw createBusyError();
          if (taken + bytes > maxBytes) throw createLimitError('answerBytes', taken + bytes, maxBytes);
          if (total > taken && total + bytes > maxTotal) throw createBusyError();
          // Answers that nobody reads keep their room until they are given up: one asker's must leave room for others.
          const ofAsker = takenBy.get(asker) ?? 0;
          if (ofAsker > taken && ofAsker + bytes > maxTotal * shareOfAsker) throw createBusyError();
          taken += bytes;
          add(asker, bytes);
        },
        leave: () => {
          isOpen = false;
          add(asker, -taken);
          taken = 0;
        },
      };
    },
    size: () => total,
  };
}
