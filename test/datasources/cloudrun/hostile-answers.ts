/** What Cloud Run may not answer of an execution. */
import { withSwap } from '../../conformance/hostile-answers.ts';
import type { HostileAnswer } from '../../conformance/provider-under-test.ts';

const name = /"name":"projects[^"]*"/;
const toName = (place: string, key: string): string => {
  const [job = '', execution = ''] = key.split('/');
  return `"name":"${place}/jobs/${job}/executions/${execution}"`;
};

export const hostileAnswers: readonly HostileAnswer[] = [
  withSwap('no name', name, '"x":1'),
  withSwap('a name that is null', name, '"name":null'),
  withSwap('a name that is a number', name, '"name":7'),
  withSwap('an empty name', name, '"name":""'),
  withSwap('a name that is inherited only', '"name":"projects', '"__proto__":"projects'),
  withSwap('the key for a name', name, (key) => `"name":"${key}"`),
  withSwap('another execution', name, (key) => toName('projects/acme/locations/europe-west1', `${key}x`)),
  withSwap('another job', name, (key) => toName('projects/acme/locations/europe-west1', `x${key}`)),
  withSwap('another region', name, (key) => toName('projects/acme/locations/europe-west4', key)),
  withSwap('no region', name, (key) => toName('projects/acme', key)),
  withSwap('a name with more behind it', name, (key) =>
    toName('projects/acme/locations/europe-west1', key).replace(/"$/, '/tasks/1"'),
  ),
  withSwap('a list with the execution', /^[^]*$/, '{"executions":[]}'),
  withSwap('an error with 200', /^[^]*$/, '{"error":{"code":404,"message":"hostile-marker","status":"NOT_FOUND"}}'),
  ...['1795305600', '"yesterday"', 'true', '"2026-11-22"', '"2026-02-30T00:00:00Z"'].flatMap((value) =>
    ['createTime', 'startTime', 'updateTime', 'completionTime', 'lastTransitionTime'].map((member) =>
      withSwap(`${member} is ${value}`, new RegExp(`(?<="${member}":)"[^"]*"`), value),
    ),
  ),
  ...['"4"', '1.5', '2147483648', '1e400', 'true', '[4]'].flatMap((value) =>
    ['taskCount', 'parallelism', 'failedCount', 'maxRetries'].map((member) =>
      withSwap(`${member} is ${value}`, new RegExp(`(?<="${member}":)\\d+`), value),
    ),
  ),
  ...['600', '"600"', '"600 s"', '"s"', '"-1s"', '"1e3s"', '"1.s"'].map((value) =>
    withSwap(`timeout is ${value}`, '"timeout":"600s"', `"timeout":${value}`),
  ),
  ...['7', '"hostile-marker"', '["a"]'].flatMap((value) =>
    ['template', 'labels', 'resources', 'secretKeyRef'].map((member) =>
      withSwap(`${member} is ${value}`, `"${member}":`, `"${member}":${value},"unknown":`),
    ),
  ),
  ...['7', '{}', '[7]', '[null]'].flatMap((value) =>
    ['conditions', 'containers', 'args'].map((member) =>
      withSwap(`${member} is ${value}`, `"${member}":`, `"${member}":${value},"unknown":`),
    ),
  ),
  withSwap('a condition without a type', '"type":"Completed"', '"x":"Completed"'),
  withSwap('a label that is a number', '"team":"data"', '"team":7'),
  withSwap('a page that is a script', '"logUri":"https:', '"logUri":7,"x":"https:'),
];
