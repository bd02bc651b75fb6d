/** What CodePipeline may not say of a job, beside members of another type. */
import { toRawAnswer } from '../../../emulators/kit/emulator.ts';
import { withSwap } from '../../conformance/hostile-answers.ts';
import type { HostileAnswer } from '../../conformance/provider-under-test.ts';

export const hostileAnswers: readonly HostileAnswer[] = [
  ...['["a"]', '[null]', '[[]]'].map((value) =>
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
