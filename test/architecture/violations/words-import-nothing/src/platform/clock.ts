import { GraphQLError } from 'graphql';

export const known = GraphQLError;
