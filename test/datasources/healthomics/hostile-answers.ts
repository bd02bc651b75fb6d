/** What HealthOmics may not say of a job, beside members of another type. */
import { noTimes, withSwap } from '../../conformance/hostile-answers.ts';
import type { HostileAnswer } from '../../conformance/provider-under-test.ts';

const times = ['creationTime', 'completionTime'];

export const hostileAnswers: readonly HostileAnswer[] = [
  ...noTimes.flatMap((text) =>
    times.map((name) => withSwap(`${name} is "${text}"`, new RegExp(`(?<="${name}":)"[^"]*"`), `"${text}"`)),
  ),
  withSwap('a source that is null', /(?<="sources":)\[[^\]]*\]/, '[null]'),
  withSwap('a tag under a name that objects inherit is 7', '{"a":"b"}', '{"__proto__":7}'),
  withSwap('no id', /"id":"[^"]*",/, ''),
  withSwap('no referenceStoreId', /"referenceStoreId":"[^"]*",/, ''),
  withSwap('the job of another store', /(?<="referenceStoreId":")\d+/, (key) => `${key.split('/')[0] ?? ''}9`),
  withSwap('its id as a number', /(?<="id":)"[^"]*"/, (key) => key.split('/')[1] ?? ''),
  withSwap('its id with a zero before it', /(?<="id":")/, '0'),
];
