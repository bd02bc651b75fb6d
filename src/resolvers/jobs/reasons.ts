/** Why jobs ended badly: what the failures of different jobs have in common. */
import { createHash } from 'node:crypto';
import type { JobFacts, JobFailure, JobStatus } from '../../provider/contract/job.ts';
import { toPlainForm } from '../../provider/contract/plain-form.ts';

/** What a failure has in common with others; `key` names it. */
export interface Reason {
  /** 16 hexadecimal digits, equal for equal reasons in all sources and processes of one version. */
  readonly key: string;
  /** Code and message, with what differs from job to job replaced. */
  readonly text: string;
  readonly failure: JobFailure;
}

const bad: ReadonlySet<JobStatus> = new Set(['FAILED', 'TIMED_OUT', 'PARTIALLY_SUCCEEDED']);

/** Whether a job of this status has ended, and not all of its work is done. */
export function hasEndedBadly(status: JobStatus): boolean {
  return bad.has(status);
}

/** Of the first failure that leaves any text; null if none does. Failures are masked for every viewer alike. */
export function findReason({ failures }: Pick<JobFacts, 'failures'>): Reason | null {
  for (const failure of failures) {
    const text = toReasonText(failure);
    if (text !== '') return { key: toKey(text), text, failure };
  }
  return null;
}

/** Codes that say no more than the status does. */
const idleCodes = new Set(['FAILED', 'FAILURE', 'FAIL', 'FAULT', 'ERROR', 'TIMEDOUT', 'TIMEOUT']);

function toReasonText({ code: givenCode, message, subject }: JobFailure): string {
  const plainCode = toPlainForm(givenCode);
  const code = idleCodes.has(plainCode.replace(/\P{L}/gu, '').toUpperCase()) ? '' : plainCode;
  const words = toPlainForm(message) || (code === '' ? toPlainForm(subject) : '');
  if (code === '' || words === '') return code + words;
  return words.toLowerCase().startsWith(code.toLowerCase()) ? words : `${code}: ${words}`;
}

function toKey(text: string): string {
  return createHash('sha256').update(text.toLowerCase()).digest('hex').slice(0, 16);
}
