import { describe, expect, it } from 'vitest';
import { faultsOf, load } from './config-file.ts';

const toFile = (...events: readonly string[]): string =>
  `auth: { mode: none }\nsources:\n${events
    .map((one, index) => `  - { name: s${index}, provider: awsbatch, region: us-east-1, events: ${one} }`)
    .join('\n')}\n`;
const url = 'https://sqs.us-east-1.amazonaws.com/123456789012/jobgraph';
const expected =
  'the URL of an SQS queue: https, the host sqs.{region}.…, sqs-fips.{region}.… or ….sqs.{region}.vpce.…, the path /{12 digits}/{name}';

describe('the queue of a source’s events', () => {
  it('has a default for all but its URL', () => {
    expect(load(toFile(`{ queueUrl: "${url}" }`)).sources[0]).toMatchObject({
      events: { queueUrl: url, safetySeconds: 300 },
    });
    expect(faultsOf(toFile('{}'))).toEqual([`sources[0].events.queueUrl must be ${expected}, but got nothing`]);
  });

  it.each([
    url,
    'https://sqs.cn-north-1.amazonaws.com.cn/123456789012/a_B-9',
    'https://sqs-fips.us-gov-west-1.amazonaws.com/123456789012/jobgraph',
    'https://vpce-0a1b-2c3d.sqs.eu-central-1.vpce.amazonaws.com/123456789012/jobgraph',
    'https://vpce-0a1b-us-east-1a.sqs.us-east-1.vpce.amazonaws.com/123456789012/jobs.fifo',
    'https://sqs.eusc-de-east-1.amazonaws.eu/123456789012/jobgraph',
  ])('may be %s', (queueUrl) => {
    expect(load(toFile(`{ queueUrl: "${queueUrl}" }`)).sources).toHaveLength(1);
  });

  it.each([
    'http://sqs.us-east-1.amazonaws.com/123456789012/jobgraph',
    'https://sqs.us-east-1.amazonaws.com:8443/123456789012/jobgraph',
    'https://user@sqs.us-east-1.amazonaws.com/123456789012/jobgraph',
    'https://sqs.us-east-1.amazonaws.com/123456789012/jobgraph?x=1',
    'https://sqs.us-east-1.amazonaws.com/123456789012/jobgraph#x',
    'https://sqs.us-east-1.amazonaws.com/12345678901/jobgraph',
    'https://sqs.us-east-1.amazonaws.com/123456789012/',
    'https://sqs.us-east-1.amazonaws.com/123456789012/a/b',
    'https://sqs.mars.amazonaws.com/123456789012/jobgraph',
    'https://sqs.us-east-1/123456789012/jobgraph',
    'https://queue.us-east-1.amazonaws.com/123456789012/jobgraph',
    'https://evil.example/sqs.us-east-1.amazonaws.com/123456789012/jobgraph',
    'https://x.sqs.us-east-1.amazonaws.com/123456789012/jobgraph',
    'arn:aws:sqs:us-east-1:123456789012:jobgraph',
  ])('may not be %s', (queueUrl) => {
    expect(faultsOf(toFile(`{ queueUrl: "${queueUrl}" }`)).join()).toContain(
      `sources[0].events.queueUrl must be ${expected}, but got`,
    );
  });

  it.each([
    ['safetySeconds: 0', 'safetySeconds must be a whole number from 1 to 3600, but got 0'],
    ['safetySeconds: 3601', 'safetySeconds must be a whole number from 1 to 3600, but got 3601'],
    [
      'account: 123456789012',
      'account must be the id of an AWS account, text of 12 digits in quotes, but got 123456789012, which needs quotes to be text',
    ],
    ['account: "1"', 'account must be the id of an AWS account, text of 12 digits in quotes, but got "1"'],
    [
      'endpoint: "ftp://a"',
      'endpoint must be an http or https base URL without user, query and fragment, but got "ftp://a"',
    ],
    ['queue: a', 'queue must be one of the keys queueUrl, account, safetySeconds, endpoint, but is none of them'],
  ])('may not have %s', (setting, fault) => {
    expect(faultsOf(toFile(`{ queueUrl: "${url}", ${setting} }`))).toEqual([`sources[0].events.${fault}`]);
  });

  it('may be shared by sources that agree on its endpoint', () => {
    const plain = `{ queueUrl: "${url}" }`;
    const near = `{ queueUrl: "${url}", endpoint: "http://127.0.0.1:9555" }`;
    const other = `{ queueUrl: "${url}2", endpoint: "http://127.0.0.1:9556" }`;

    expect(load(toFile(near, other, near)).sources).toHaveLength(3);
    expect(faultsOf(toFile(near, plain, near))).toEqual([
      'sources[1].events.endpoint must be the same as sources[0].events.endpoint, because they share a queue, but got nothing',
    ]);
    expect(faultsOf(toFile(plain, other, near))).toEqual([
      'sources[2].events.endpoint must be the same as sources[0].events.endpoint, because they share a queue, but got another one',
    ]);
  });

  it.each(['panorama', 'importexport', 'cosbatch', 'githubactions', 'kubernetes'])(
    'is no setting of %s',
    (provider) => {
      const file = `auth: { mode: none }\nsources: [{ name: a, provider: ${provider}, events: { queueUrl: "${url}" } }]\n`;

      expect(faultsOf(file).join()).toContain('sources[0].events must be one of the keys');
    },
  );
});
