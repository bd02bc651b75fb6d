import { conform } from '../../conformance/conform.ts';
import { awsbatch } from './under-test.ts';

conform(awsbatch);
