/** Why a job, or fields of it, could not be read, in words. */
import type { CombinedError } from '@urql/core';

export interface Problem {
  readonly code: string;
  readonly title: string;
  /** The graph's own sentence. */
  readonly message: string;
  readonly isRetryable: boolean;
}

export interface FieldProblem {
  readonly code: string;
  readonly message: string;
  /** The names of the job's fields, each once. */
  readonly fields: readonly string[];
}

const titles: Readonly<Record<string, string>> = {
  JOB_NOT_FOUND: 'There is no such job',
  JOB_GONE: 'This job is gone',
  BAD_USER_INPUT: 'This is not the id of a job here',
  PROVIDER_ACCESS_DENIED: 'The provider denies this job to the gateway',
  UNAUTHENTICATED: 'Sign in to see this job',
  UNAUTHORIZED_FIELD_OR_TYPE: 'This token may not read jobs',
  NO_ANSWER: 'The graph does not answer',
};

/** @param isMissing whether the answer holds no job */
export function toProblems(
  error: CombinedError | undefined,
  isMissing: boolean,
): { readonly problem: Problem | null; readonly fieldProblems: readonly FieldProblem[] } {
  const errors = error?.graphQLErrors ?? [];
  if (isMissing) return { problem: toProblem(error), fieldProblems: [] };
  const byMessage = new Map<string, FieldProblem>();
  for (const { message, path = [], extensions } of errors) {
    const fields = [...(byMessage.get(message)?.fields ?? []), String(path[1])];
    byMessage.set(message, { code: readCode(extensions), message, fields: [...new Set(fields)] });
  }
  return { problem: null, fieldProblems: [...byMessage.values()] };
}

function toProblem(error: CombinedError | undefined): Problem {
  const [first] = error?.graphQLErrors ?? [];
  if (first === undefined) {
    const message = 'It may be restarting, or the connection is lost.';
    return { code: 'NO_ANSWER', title: titles['NO_ANSWER'] ?? '', message, isRetryable: true };
  }
  const code = readCode(first.extensions);
  const isRetryable = first.extensions['isRetryable'] === true;
  return { code, title: titles[code] ?? 'This job could not be read', message: first.message, isRetryable };
}

function readCode({ code }: Readonly<Record<string, unknown>>): string {
  return typeof code === 'string' ? code : 'UNKNOWN';
}
