/** What Panorama may not say of a job, beside members of another type. */
import { withSwap } from '../../conformance/hostile-answers.ts';
import type { HostileAnswer } from '../../conformance/provider-under-test.ts';

export const hostileAnswers: readonly HostileAnswer[] = [
  ...['"1764576015"', '"NaN"', '"2025-12-01T08:00:30"', '1e300', '-1e300', '253402300800'].flatMap((value) =>
    ['CreatedTime', 'LastUpdatedTime'].map((name) =>
      withSwap(`${name} is ${value}`, new RegExp(`(?<="${name}":)[0-9.]+`), value),
    ),
  ),
  ...['"true"', '1'].map((value) => withSwap(`MarkLatest is ${value}`, /(?<="MarkLatest":)true/, value)),
  ...['[null]', '[{"Tags":{}}]'].map((value) => withSwap(`JobTags is ${value}`, /(?<="JobTags":)\[[^\]]*\]/, value)),
  withSwap('a tag under a name that objects inherit is 7', '"team":"retail"', '"__proto__":7'),
  withSwap('half a place', ',"ObjectKey":"a.tar.gz"', ''),
  withSwap('no JobId', /"JobId":"[^"]*",/, ''),
  withSwap('a JobId that is inherited only', '"JobId":', (key) => `"__proto__":{"JobId":"${key}"},"Another":`),
  withSwap('JobId is null', /(?<="JobId":)"[^"]*"/, 'null'),
  withSwap('an empty JobId', /(?<="JobId":)"[^"]*"/, '""'),
  withSwap('a JobId with blanks', /(?<="JobId":")[^"]*/, (key) => ` ${key}`),
];
