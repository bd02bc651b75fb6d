import { conform } from '../../conformance/conform.ts';
import { githubactions } from './under-test.ts';

conform(githubactions);
