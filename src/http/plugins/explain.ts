import type { ApolloServerPlugin } from '@apollo/server';
import { satisfies } from '../../auth/viewer.ts';
import type { OperationContext } from '../../operation.ts';

/** Adds `extensions.upstream`, what the operation cost by source, for a viewer with `job:read` who asked for it. */
export const explain: ApolloServerPlugin<OperationContext> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ response, contextValue: { explains, viewer, tally } }) => {
        if (explains && satisfies(viewer, [['job:read']]) && response.body.kind === 'single') {
          const upstream = Object.fromEntries(tally.bySource());
          response.body.singleResult.extensions = { ...response.body.singleResult.extensions, upstream };
        }
        return Promise.resolve();
      },
    }),
};
