import { conform } from '../../conformance/conform.ts';
import { airflow } from './under-test.ts';

conform(airflow);
