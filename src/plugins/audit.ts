import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationContext } from '../operation.ts';

/** One disclosure of a job's secrets: who, which job, which fields, in which request. Never a value. */
export interface Disclosure {
  readonly subject: string | null;
  readonly jobId: string;
  readonly fields: readonly string[];
  readonly requestId: string;
}

/** Writes a line for every job whose secrets an answer holds. */
export function createAudit(write: (disclosure: Disclosure) => void): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ contextValue: { viewer, requestId, disclosures } }) => {
          for (const [jobId, fields] of [...disclosures].sort(byJobId))
            write({ subject: viewer.subject, jobId, fields: [...fields].sort(), requestId });
          return Promise.resolve();
        },
      }),
  };
}

/** Jobs are read side by side: without an order of their own, the lines would follow whichever provider is faster. */
function byJobId([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
