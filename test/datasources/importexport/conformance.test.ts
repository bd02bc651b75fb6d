import { conform } from '../../conformance/conform.ts';
import { importexport } from './under-test.ts';

conform(importexport);
