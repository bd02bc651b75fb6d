import { conform } from '../../conformance/conform.ts';
import { codebuild } from './under-test.ts';

conform(codebuild);
