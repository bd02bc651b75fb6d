import { query } from '../../client/query.ts';
import { job } from '../../src/provider/contract/job.ts';

export const app = { job, query };
