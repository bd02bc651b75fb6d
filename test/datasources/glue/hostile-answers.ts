/** What Glue may not answer to GetJobRun. */
import { toRawAnswer } from '../../../emulators/kit/emulator.ts';
import { withSwap } from '../../conformance/hostile-answers.ts';
import type { HostileAnswer } from '../../conformance/provider-under-test.ts';
import { toNames } from './runs.ts';

const id = /"Id":"[^"]*"/;
const name = /"JobName":"(?:[^"\\]|\\.)*"/;

export const hostileAnswers: readonly HostileAnswer[] = [
  withSwap('no run', '"JobRun"', '"Run"'),
  withSwap('a run that is null', '{"JobRun":', '{"JobRun":null,"Other":'),
  withSwap('a list of runs', /^\{"JobRun":(.*)\}$/s, '{"JobRun":[]}'),
  withSwap('a run that is inherited only', '{"JobRun":', '{"__proto__":{"JobRun":{}},"Other":'),
  ['the run without an object around it', (body) => toRawAnswer({ body: body.slice('{"JobRun":'.length, -1) })],
  withSwap('no id', /"Id":"[^"]*",/, ''),
  withSwap('an id that is null', id, '"Id":null'),
  withSwap('an id that is a number', id, '"Id":7'),
  withSwap('an empty id', id, '"Id":""'),
  withSwap('an id under another name', '"Id"', '"ID"'),
  withSwap('an id that is inherited only', id, (key) => `"__proto__":{"Id":${JSON.stringify(toNames(key).Id)}}`),
  withSwap('another run', '"Id":"', '"Id":"x'),
  withSwap('the retry of the run', /(?<="Id":"[^"]*)"/, '_attempt_1"'),
  withSwap('the whole key for an id', id, (key) => `"Id":${JSON.stringify(key)}`),
  withSwap('no job', name, '"x":1'),
  withSwap('a job that is null', name, '"JobName":null'),
  withSwap('an empty name', name, '"JobName":""'),
  withSwap('another job', '"JobName":"', '"JobName":"x'),
  withSwap('a name with a blank behind it', name, (key) => `"JobName":${JSON.stringify(`${toNames(key).JobName} `)}`),
];
