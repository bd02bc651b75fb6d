import { conform } from '../../conformance/conform.ts';
import { cloudrun } from './under-test.ts';

conform(cloudrun);
