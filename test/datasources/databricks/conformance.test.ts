import { conform } from '../../conformance/conform.ts';
import { databricks } from './under-test.ts';

conform(databricks);
