import { GraphQLError } from 'graphql';

export const refusal = new GraphQLError('No.', { extensions: { code: 'NO_SUCH_CODE' } });
