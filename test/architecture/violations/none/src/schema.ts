import { GraphQLError } from 'graphql';
import type { audit } from './plugins/audit.ts';
import { job } from './resolvers/job.ts';

export type Schema = typeof audit;
export const schema = [GraphQLError, job];
