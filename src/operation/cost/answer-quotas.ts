/** Limits the memory of answers while they are made and sent: for each answer, and for all together. */
import { Usage } from '../../platform/usage.ts';
import type { AnswerQuota } from '../run/memory-quota.ts';
import { createBusyError, createLimitError } from './refusal.ts';

/** The memory of all answers of the process. */
export interface AnswerQuotas {
  /** Opens the quota of one answer for that requester. */
  readonly open: (requester: string) => AnswerQuota;
  /** Bytes taken by all answers. */
  readonly size: () => number;
}

/** Of the memory for all answers. */
const shareOfRequester = 0.5;

/**
 * @param maxBytes for one answer
 * @param maxTotal for all answers together; one requester may have half that much. A single answer always fits
 */
export function createAnswerQuotas(maxBytes: number, maxTotal: number): AnswerQuotas {
  const usage = new Usage();
  return {
    open: (requester) => {
      let taken = 0;
      let isOpen = true;
      return {
        reserve: (bytes) => {
          // The client has hung up: the rest of the answer is not needed.
          if (!isOpen) throw createBusyError();
          if (taken + bytes > maxBytes) throw createLimitError('answerBytes', taken + bytes, maxBytes);
          const total = usage.total;
          if (total > taken && total + bytes > maxTotal) throw createBusyError();
          // Answers that their client never reads keep their memory until the connection closes: one requester must leave
          // some to others.
          const ofRequester = usage.of(requester);
          if (ofRequester > taken && ofRequester + bytes > maxTotal * shareOfRequester) throw createBusyError();
          taken += bytes;
          usage.add(requester, bytes);
        },
        reserved: () => taken,
        release: () => {
          isOpen = false;
          if (taken > 0) usage.add(requester, -taken);
          taken = 0;
        },
      };
    },
    size: () => usage.total,
  };
}
