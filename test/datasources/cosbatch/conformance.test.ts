import { conform } from '../../conformance/conform.ts';
import { cosbatch } from './under-test.ts';

conform(cosbatch);
