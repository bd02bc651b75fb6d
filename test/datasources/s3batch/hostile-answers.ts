/** What S3 may not say of a job, beside elements of another kind. */
import { noTimes, withSwap } from '../../conformance/hostile-answers.ts';
import type { HostileAnswer } from '../../conformance/provider-under-test.ts';

const operation = /<LambdaInvoke>[^]*<\/LambdaInvoke>/;

export const hostileAnswers: readonly HostileAnswer[] = [
  ...noTimes.flatMap((text) =>
    ['CreationTime', 'TerminationDate', 'SuspendedDate'].map((name) => withText(name, text)),
  ),
  ...['yes', '1', 'on', 'NaN', 'null'].flatMap((text) =>
    ['ConfirmationRequired', 'Enabled', 'EnableManifestOutput'].map((name) => withText(name, text)),
  ),
  ...['-1', '1.5', '1e3', '0x10', '1 000', 'NaN', 'many', '9'.repeat(41)].flatMap((text) =>
    ['NumberOfTasksFailed', 'ElapsedTimeInActiveSeconds', 'ObjectSizeLessThanBytes'].map((name) =>
      withText(name, text),
    ),
  ),
  ...['2147483648', '1.5', 'high'].flatMap((text) => [
    withText('Priority', text),
    withSwap(
      `ExpirationInDays is ${text}`,
      operation,
      `<S3InitiateRestoreObject><ExpirationInDays>${text}</ExpirationInDays></S3InitiateRestoreObject>`,
    ),
  ]),
  withSwap('two operations', '</LambdaInvoke>', '</LambdaInvoke><S3ReplicateObject/>'),
  withSwap('an operation twice', '</LambdaInvoke>', '</LambdaInvoke><LambdaInvoke/>'),
  withSwap('a text for an operation', operation, 'LambdaInvoke'),
  withSwap('an entry without a key', '<key>door-key</key>', ''),
  withSwap('a text for a report', /<Report>[^]*<\/Report>/, '<Report>none</Report>'),
  withSwap('a text for a filter', /<Filter>[^]*<\/Filter>/, '<Filter>none</Filter>'),
  withSwap('two jobs', '</Job>', '</Job><Job/>'),
  withSwap('no id', /<JobId>[^<]*<\/JobId>/, ''),
  withSwap('a job with nothing in it', /<Job>[^]*<\/Job>/, '<Job/>'),
  withSwap('its id with blanks', /<JobId>/, '<JobId> '),
];

function withText(name: string, text: string): HostileAnswer {
  return withSwap(`${name} is ${text.slice(0, 50)}`, new RegExp(`(?<=<${name}>)[^<]*(?=</${name}>)`), text);
}
