import { conform } from '../../conformance/conform.ts';
import { s3batch } from './under-test.ts';

conform(s3batch);
