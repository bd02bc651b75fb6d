import { GraphQLError } from 'graphql';
import type { SubscriptionResolvers } from './types.generated.ts';

export const Subscription: SubscriptionResolvers = {
  jobUpdated: {
    subscribe: () => {
      throw new GraphQLError('`jobUpdated` is not there yet: this version answers queries.', { extensions: { code: 'NOT_IMPLEMENTED' } });
    },
    resolve: () => null,
  },
};
