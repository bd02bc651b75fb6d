import { conform } from '../../conformance/conform.ts';
import { sagemaker } from './under-test.ts';

conform(sagemaker);
