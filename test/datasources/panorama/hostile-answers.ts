/** What Panorama may not say of a job. */
import { withSwap } from '../../conformance/hostile-answers.ts';
import type { HostileAnswer } from '../../conformance/provider-under-test.ts';

const noStrings = ['7', 'true', '["a"]', '{"a":"b"}'];
const noObjects = ['7', 'true', '"hostile-marker"', '["a"]'];

export const hostileAnswers: readonly HostileAnswer[] = [
  ...[
    'JobId',
    'JobType',
    'Status',
    'StatusMessage',
    'ClientToken',
    'ObjectKey',
    'PackageId',
    'PackageName',
    'ResourceType',
  ].flatMap((name) =>
    noStrings.map((value) => withSwap(`${name} is ${value}`, new RegExp(`(?<="${name}":)"[^"]*"`), value)),
  ),
  ...[
    '"1764576015"',
    '"NaN"',
    '"2025-12-01T08:00:30Z"',
    'true',
    '{}',
    '[1764576015]',
    '1e300',
    '-1e300',
    '253402300800',
  ].flatMap((value) =>
    ['CreatedTime', 'LastUpdatedTime'].map((name) =>
      withSwap(`${name} is ${value}`, new RegExp(`(?<="${name}":)[0-9.]+`), value),
    ),
  ),
  ...['"true"', '"yes"', '1', '{}'].map((value) => withSwap(`MarkLatest is ${value}`, /(?<="MarkLatest":)true/, value)),
  ...['"hostile-marker"', '7', '{"ResourceType":"PACKAGE"}', '["a"]', '[null]', '[[]]', '[{"Tags":{}}]'].map((value) =>
    withSwap(`JobTags is ${value}`, /(?<="JobTags":)\[[^\]]*\]/, value),
  ),
  ...noObjects.flatMap((value) => [
    withSwap(`Tags is ${value}`, /(?<="Tags":)\{[^}]*\}/, value),
    withSwap(`S3Location is ${value}`, /(?<="S3Location":)\{[^}]*\}/, value),
    withSwap(`OutputConfig is ${value}`, /(?<="OutputConfig":)\{\{?[^}]*\}\}/, value),
  ]),
  withSwap('a tag is 7', '"team":"retail"', '"team":7'),
  withSwap('a tag under a name that objects inherit is 7', '"team":"retail"', '"__proto__":7'),
  withSwap('half a place', ',"ObjectKey":"a.tar.gz"', ''),
  withSwap('no JobId', /"JobId":"[^"]*",/, ''),
  withSwap('a JobId that is inherited only', '"JobId":', (key) => `"__proto__":{"JobId":"${key}"},"Another":`),
  withSwap('JobId is null', /(?<="JobId":)"[^"]*"/, 'null'),
  withSwap('an empty JobId', /(?<="JobId":)"[^"]*"/, '""'),
  withSwap('a JobId with blanks', /(?<="JobId":")[^"]*/, (key) => ` ${key}`),
];
