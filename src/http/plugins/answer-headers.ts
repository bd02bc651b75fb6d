import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationContext } from '../../operation.ts';

/**
 * Keeps answers out of caches that are not the viewer's: `no-store` where one holds a protected value, private otherwise.
 * That answers vary by `Authorization` is said where HTTP is known, beside what else they vary by.
 * Set from the operation rather than by Apollo's cache-control plugin, which wraps every field.
 */
export const answerHeaders: ApolloServerPlugin<OperationContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ response, contextValue }) => {
        const holdsSecret = contextValue.disclosures.size > 0;
        response.http.headers.set('cache-control', holdsSecret ? 'no-store' : 'private, no-cache');
        response.http.headers.set('x-request-id', contextValue.requestId);
        return Promise.resolve();
      },
    }),
};
