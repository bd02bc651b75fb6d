/** What Airflow may not answer of a run. */
import { noTimes, withSwap } from '../../conformance/hostile-answers.ts';
import type { HostileAnswer } from '../../conformance/provider-under-test.ts';

const runId = /"dag_run_id":"(?:[^"\\]|\\.)*"/;
const dagId = /"dag_id":"(?:[^"\\]|\\.)*"/;
const times = ['run_after', 'logical_date', 'start_date', 'end_date', 'queued_at', 'last_scheduling_decision'];

export const hostileAnswers: readonly HostileAnswer[] = [
  withSwap('another run', '"dag_run_id":"', '"dag_run_id":"x'),
  withSwap('no run', runId, '"x":1'),
  withSwap('a run that is null', runId, '"dag_run_id":null'),
  withSwap('an empty id', runId, '"dag_run_id":""'),
  withSwap('an id that is inherited only', '"dag_run_id":', '"__proto__":'),
  withSwap('another DAG', '"dag_id":"', '"dag_id":"x'),
  withSwap('no DAG', dagId, '"x":1'),
  withSwap('a DAG that is null', dagId, '"dag_id":null'),
  withSwap('a list with the run', /^[^]*$/, '{"dag_runs":[],"total_entries":1}'),
  withSwap('an error with 200', /^[^]*$/, '{"detail":"hostile-marker"}'),
  ...times.flatMap((name) =>
    noTimes.map((text) => withSwap(`${name} is "${text}"`, new RegExp(`(?<="${name}":)"[^"]*"`), `"${text}"`)),
  ),
  ...['1.5', '2147483648', '1e400', '"7"', '[7]'].map((value) =>
    withSwap(`version_number is ${value}`, /(?<="version_number":)[0-9]+/, value),
  ),
  ...['7', '"hostile-marker"', '["a"]', 'true'].map((value) =>
    withSwap(`conf is ${value}`, '"conf":', `"conf":${value},"unknown":`),
  ),
];
