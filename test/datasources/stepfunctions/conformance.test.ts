import { conform } from '../../conformance/conform.ts';
import { stepfunctions } from './under-test.ts';

conform(stepfunctions);
