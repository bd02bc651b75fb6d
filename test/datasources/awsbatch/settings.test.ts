import { describe, expect, it } from 'vitest';
import { faultsOf, load } from '../../config/config-file.ts';

const toFile = (settings: string): string =>
  `auth: { mode: none }\nsources:\n  - { name: batch, provider: awsbatch, region: us-east-1${settings} }\n`;
const queue = 'the name of a job queue (1 to 128 letters, digits, "_" and "-", the first a letter or digit) or its ARN';
const list = 'a list of 1 to 100 job queues';
const names = (count: number): string => Array.from({ length: count }, (_, index) => `q${index}`).join(', ');

describe('the queues of an AWS Batch source', () => {
  it.each([
    `[${names(100)}]`,
    `[${'q'.repeat(128)}]`,
    '["arn:aws:batch:us-east-1:123456789012:job-queue/adhoc", nightly_2-b]',
    '["arn:aws-us-gov:batch:us-gov-west-1:123456789012:job-queue/adhoc"]',
  ])('may be %s', (queues) => {
    expect(load(toFile(`, queues: ${queues}`)).sources[0]).toHaveProperty('queues');
  });

  it.each([
    ['[]', `sources[0].queues must be ${list}, but got an empty list`],
    [`[${names(101)}]`, `sources[0].queues must be ${list}, but got a list of 101`],
    ['nightly', `sources[0].queues must be ${list}, but got a value that is not shown (text of 7 characters)`],
    ['[""]', `sources[0].queues[0] must be ${queue}, but got empty text`],
    ['[-a]', `sources[0].queues[0] must be ${queue}, but got "-a"`],
    ['[a/b]', `sources[0].queues[0] must be ${queue}, but got "a/b"`],
    ['[7]', `sources[0].queues[0] must be ${queue}, but got 7, which needs quotes to be text`],
    [
      '["arn:aws:sqs:us-east-1:123456789012:job-queue/a"]',
      `sources[0].queues[0] must be ${queue}, but got "arn:aws:sqs:us-east-1:123456789012:job-queue/a"`,
    ],
  ])('may not be %s', (queues, fault) => {
    expect(faultsOf(toFile(`, queues: ${queues}`))).toEqual([fault]);
  });

  it('need no word where all of the account are meant', () => {
    expect(load(toFile('')).sources[0]).not.toHaveProperty('queues');
  });
});
