import { conform } from '../../conformance/conform.ts';
import { panorama } from './under-test.ts';

conform(panorama);
