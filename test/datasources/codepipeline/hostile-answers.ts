/** What CodePipeline may not say of a job. */
import { toRawAnswer } from '../../../src/emulation/emulator.ts';
import { withSwap } from '../../conformance/hostile-answers.ts';
import type { HostileAnswer } from '../../conformance/provider-under-test.ts';

const texts = [
  'accountId',
  'ProjectName',
  'category',
  'accessKeyId',
  'continuationToken',
  'type',
  'bucketName',
  'revision',
  'pipelineName',
  'id',
];
const objects = [
  'jobDetails',
  'data',
  'actionConfiguration',
  'configuration',
  'actionTypeId',
  'location',
  's3Location',
  'pipelineContext',
  'stage',
];

export const hostileAnswers: readonly HostileAnswer[] = [
  ...texts.flatMap((name) =>
    ['7', 'true', '["a"]', '{"a":"b"}'].map((value) =>
      withSwap(`${name} is ${value}`, new RegExp(`(?<="${name}":)"[^"]*"`), value),
    ),
  ),
  // What follows the member becomes one that nobody knows.
  ...objects.flatMap((name) =>
    ['7', 'true', '"hostile-marker"', '["a"]', '[]'].map((value) =>
      withSwap(`${name} is ${value}`, `"${name}":`, `"${name}":${value},"unknown":`),
    ),
  ),
  ...['7', '"hostile-marker"', '{"name":"a"}', '["a"]', '[null]', '[[]]'].map((value) =>
    withSwap(`outputArtifacts is ${value}`, '"outputArtifacts":[]', `"outputArtifacts":${value}`),
  ),
  ...['category', 'owner', 'provider', 'version', 'secretAccessKey', 'sessionToken', 'objectKey'].flatMap((name) => [
    withSwap(`no ${name}`, `"${name}":`, '"unknown":'),
    withSwap(`${name} is null`, new RegExp(`(?<="${name}":)"[^"]*"`), 'null'),
  ]),
  withSwap('a setting under a name that objects inherit is 7', '"ProjectName":"smoke é"', '"__proto__":7'),
  withSwap('jobDetails is null', '"jobDetails":', '"jobDetails":null,"unknown":'),
  withSwap('jobDetails that are inherited only', '"jobDetails":', '"__proto__":'),
  withSwap('an error with 200', /^[^]*$/, '{"__type":"JobNotFoundException","message":"hostile-marker"}'),
  withSwap('no id', /(?<=")id(?=":"0)/, 'unknown'),
  withSwap('jobDetails with nothing in it', /^[^]*$/, '{"jobDetails":{}}'),
  ['jobDetails in jobDetails', (body) => toRawAnswer({ body: `{"jobDetails":${body}}` })],
  withSwap('its id in capitals', /(?<="id":")0[^"]*/, (key) => key.toUpperCase().replace('0', 'A')),
];
