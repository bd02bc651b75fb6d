import { conform } from '../../conformance/conform.ts';
import { glue } from './under-test.ts';

conform(glue);
