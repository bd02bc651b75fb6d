/** Limits the memory of answers while they are made and sent: of each, and of all together. */
import type { OperationRoom } from '../executor/room.ts';
import { createBusyError, createLimitError } from './refusal.ts';

/** The memory of all answers of the process. */
export interface AnswerRooms {
  /** Opens the room of one answer for that requester. */
  readonly open: (requester: string) => OperationRoom;
  /** Bytes taken by all answers. */
  readonly size: () => number;
}

/** Of the room for all answers. */
const shareOfRequester = 0.5;

/**
 * @param maxBytes for one answer
 * @param maxTotal for all answers together, and half of it for those of one requester; a single answer always fits
 */
export function createAnswerRooms(maxBytes: number, maxTotal: number): AnswerRooms {
  let total = 0;
  const takenBy = new Map<string, number>();

  function add(requester: string, bytes: number): void {
    total += bytes;
    const ofRequester = (takenBy.get(requester) ?? 0) + bytes;
    if (ofRequester === 0) takenBy.delete(requester);
    else takenBy.set(requester, ofRequester);
  }

  return {
    open: (requester) => {
      let taken = 0;
      let isOpen = true;
      return {
        take: (bytes) => {
          // The client has hung up: the rest of the answer is not needed.
          if (!isOpen) throw createBusyError();
          if (taken + bytes > maxBytes) throw createLimitError('answerBytes', taken + bytes, maxBytes);
          if (total > taken && total + bytes > maxTotal) throw createBusyError();
          // Answers that nobody reads keep their room until their connection is closed: one requester must leave room for others.
          const ofRequester = takenBy.get(requester) ?? 0;
          if (ofRequester > taken && ofRequester + bytes > maxTotal * shareOfRequester) throw createBusyError();
          taken += bytes;
          add(requester, bytes);
        },
        taken: () => taken,
        leave: () => {
          isOpen = false;
          add(requester, -taken);
          taken = 0;
        },
      };
    },
    size: () => total,
  };
}
