import { conform } from '../../conformance/conform.ts';
import { codepipeline } from './under-test.ts';

conform(codepipeline);
