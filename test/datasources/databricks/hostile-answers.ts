/** What Databricks may not answer of a run. */
import { withSwap } from '../../conformance/hostile-answers.ts';
import type { HostileAnswer } from '../../conformance/provider-under-test.ts';

const id = /"run_id":\d+(?=,"job_id")/;

export const hostileAnswers: readonly HostileAnswer[] = [
  withSwap('another run', id, '"run_id":7'),
  withSwap('no run', id, '"x":1'),
  withSwap('a run that is null', id, '"run_id":null'),
  withSwap('a run whose id is text', id, '"run_id":"455644833"'),
  withSwap('an id that is inherited only', '"run_id":', '"__proto__":'),
  withSwap('a list with the run', /^[^]*$/, '{"runs":[],"has_more":false}'),
  withSwap('an error with 200', /^[^]*$/, '{"error_code":"hostile-marker"}'),
  ...['"1795305600123"', '1795305600.5', '-1e30', '9007199254740993', '"2026-11-22T00:00:00Z"', 'true'].flatMap(
    (value) =>
      ['start_time', 'end_time'].map((name) =>
        withSwap(`${name} is ${value}`, new RegExp(`(?<="${name}":)\\d+`), value),
      ),
  ),
  ...['1.5', '2147483648', '"0"', '[0]'].map((value) =>
    withSwap(`attempt_number is ${value}`, /(?<="attempt_number":)\d+/, value),
  ),
  ...['1.5', '"600333"', '1e400', 'true'].map((value) =>
    withSwap(`run_duration is ${value}`, /(?<="run_duration":)\d+/, value),
  ),
  ...['7', '"hostile-marker"', '["a"]'].flatMap((value) =>
    ['overriding_parameters', 'git_source', 'status', 'schedule'].map((name) =>
      withSwap(`${name} is ${value}`, `"${name}":`, `"${name}":${value},"unknown":`),
    ),
  ),
  withSwap('an older state that is a text', '"state":{', '"state":"hostile-marker","unknown":{'),
  withSwap('a task without a key', '"task_key":"load"', '"x":"load"'),
  withSwap('a parameter without a name', '"name":"day"', '"x":"day"'),
];
