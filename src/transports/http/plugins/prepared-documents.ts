import type { ApolloServerPlugin } from '@apollo/server';
import type { HttpContext } from '../graph-request.ts';

/** Gives Apollo Server the document of the text, which was parsed and validated when the request came: it does neither again. */
export const preparedDocuments: ApolloServerPlugin<HttpContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveSource: (requestContext) => {
        const { operation } = requestContext.contextValue.graph;
        if (operation?.errors === undefined) Object.assign(requestContext, { document: operation?.document });
        return Promise.resolve();
      },
    }),
};
