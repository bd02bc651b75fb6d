import { GraphQLError } from 'graphql';

export const nameOf = GraphQLError.name;
