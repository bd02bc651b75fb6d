/** What COS may not say of a job, beside elements of another kind. */
import { noTimes, withSwap } from '../../conformance/hostile-answers.ts';
import type { HostileAnswer } from '../../conformance/provider-under-test.ts';

const restore = (days: string): string =>
  `<COSInitiateRestoreObject><ExpirationInDays>${days}</ExpirationInDays></COSInitiateRestoreObject>`;

export const hostileAnswers: readonly HostileAnswer[] = [
  ...noTimes.flatMap((text) =>
    ['CreationTime', 'TerminationDate', 'SuspendedDate'].map((name) => withText(name, text)),
  ),
  ...['yes', 'no', '1', '0', 'on', 'truefalse', 'NaN', 'null'].flatMap((text) =>
    ['ConfirmationRequired', 'Enabled', 'PrefixReplace'].map((name) => withText(name, text)),
  ),
  ...['-1', '1.5', '1e3', '0x10', '1,000', '1 000', '１２', 'NaN', 'Infinity', 'many', '9'.repeat(41)].flatMap((text) =>
    ['NumberOfTasksFailed', 'NumberOfTasksSucceeded', 'TotalNumberOfTasks'].map((name) => withText(name, text)),
  ),
  ...['2147483648', '-2147483649', '1.5', '1e3', '0x10', 'high', 'NaN', '9'.repeat(400)].flatMap((text) => [
    withText('Priority', text),
    withSwap(`ExpirationInDays is ${text}`, /<COSPutObjectCopy>[^]*<\/COSPutObjectCopy>/, restore(text)),
  ]),
  withSwap('RoleArn holds elements', '<Report>', '<RoleArn><a/></RoleArn><Report>'),
  withSwap('two operations', '</COSPutObjectCopy>', '</COSPutObjectCopy><COSInitiateRestoreObject/>'),
  withSwap('an operation twice', '</COSPutObjectCopy>', '</COSPutObjectCopy><COSPutObjectCopy/>'),
  withSwap('an entry without a key', '<Key>k</Key>', ''),
  withSwap('two jobs', '</Job>', '</Job><Job/>'),
  withSwap('no id', /<JobId>[^<]*<\/JobId>/, ''),
  withSwap('an empty id', /<JobId>[^<]*<\/JobId>/, '<JobId/>'),
  withSwap('a job with nothing in it', /<Job>[^]*<\/Job>/, '<Job/>'),
  withSwap('its id with blanks', /<JobId>/, '<JobId> '),
];

function withText(name: string, text: string): HostileAnswer {
  return withSwap(`${name} is ${text.slice(0, 50)}`, new RegExp(`(?<=<${name}>)[^<]*(?=</${name}>)`), text);
}
