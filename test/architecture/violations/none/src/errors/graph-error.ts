import { GraphQLError } from 'graphql';

export const createGraphError = GraphQLError;
