import { GraphQLError } from 'graphql';
import { read } from '../jobs/reading/reader.ts';
import { job } from '../resolvers/job.ts';

export const schema = [GraphQLError, job, read];
