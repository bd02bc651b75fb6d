/** What HealthOmics may not say of a job. */
import { noTimes, withSwap } from '../../conformance/hostile-answers.ts';
import type { HostileAnswer } from '../../conformance/provider-under-test.ts';

const texts = [
  'id',
  'referenceStoreId',
  'roleArn',
  'statusMessage',
  'description',
  'name',
  'referenceId',
  'sourceFile',
];
const times = ['creationTime', 'completionTime'];

export const hostileAnswers: readonly HostileAnswer[] = [
  ...[...texts, ...times].flatMap((name) =>
    ['7', 'true', '["a"]', '{"a":"b"}'].map((value) =>
      withSwap(`${name} is ${value}`, new RegExp(`(?<="${name}":)"[^"]*"`), value),
    ),
  ),
  ...['7', 'false', '["COMPLETED"]', '{}'].map((value) => withSwap(`status is ${value}`, '"COMPLETED"', value)),
  ...['7', 'false', '["FINISHED"]', '{}'].map((value) =>
    withSwap(`a source's status is ${value}`, '"FINISHED"', value),
  ),
  ...noTimes.flatMap((text) =>
    times.map((name) => withSwap(`${name} is "${text}"`, new RegExp(`(?<="${name}":)"[^"]*"`), `"${text}"`)),
  ),
  ...['"hostile-marker"', '7', '{"status":"FINISHED"}', '["a"]', '[null]', '[[]]'].map((value) =>
    withSwap(`sources is ${value}`, /(?<="sources":)\[[^\]]*\]/, value),
  ),
  ...['7', '"hostile-marker"', '["a"]', '[["a","b"]]', '{"a":7}', '{"__proto__":7}', '{"a":{}}'].map((value) =>
    withSwap(`tags is ${value}`, '{"a":"b"}', value),
  ),
  withSwap('no id', /"id":"[^"]*",/, ''),
  withSwap('no referenceStoreId', /"referenceStoreId":"[^"]*",/, ''),
  withSwap('the job of another store', /(?<="referenceStoreId":")\d+/, (key) => `${key.split('/')[0] ?? ''}9`),
  withSwap('its id as a number', /(?<="id":)"[^"]*"/, (key) => key.split('/')[1] ?? ''),
  withSwap('its id with a zero before it', /(?<="id":")/, '0'),
];
