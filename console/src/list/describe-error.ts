/** Why there is no list, in words. */
import type { CombinedError } from '@urql/core';

export interface ErrorWords {
  readonly title: string;
  readonly detail: string | null;
}

const titles: Readonly<Record<string, string>> = {
  OPERATION_LIMIT_EXCEEDED: 'The gateway refuses a list of this size. Choose fewer sources.',
  JOB_BUDGET_EXCEEDED: 'Too much was asked for in a short time. Wait a little.',
  BAD_USER_INPUT: 'The gateway does not take what the address says.',
  PERSISTED_OPERATION_REQUIRED: 'The gateway does not know this page’s operations: it serves another version of it.',
};

export function describeError(error: CombinedError | null): ErrorWords {
  if (error?.networkError && error.graphQLErrors.length === 0)
    return { title: 'The gateway does not answer.', detail: null };
  const [first] = error?.graphQLErrors ?? [];
  const code = first?.extensions['code'];
  const title = typeof code === 'string' ? titles[code] : undefined;
  return { title: title ?? 'The list could not be read.', detail: first?.message ?? null };
}
