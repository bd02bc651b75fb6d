import { conform } from '../../conformance/conform.ts';
import { kubernetes } from './under-test.ts';

conform(kubernetes);
