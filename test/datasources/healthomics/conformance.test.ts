import { conform } from '../../conformance/conform.ts';
import { healthomics } from './under-test.ts';

conform(healthomics);
