import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultsOf, folder, load } from './config-file.ts';

const toFile = (webhooks: string, provider = 'githubactions'): string =>
  `auth: { mode: none }\nsources: [{ name: ci, provider: ${provider}, repositories: [acme/web-app], credentials: { token: t }, webhooks: ${webhooks} }]\n`;
const secret = '0123456789abcdef';

describe('the webhooks of a source', () => {
  it('have a secret or a file of one, and a default for all else', () => {
    writeFileSync(join(folder, 'webhook-secret'), `${secret}\n`);

    const ofText = load(toFile(`{ secret: ${secret}x }`)).sources[0];
    const ofFile = load(toFile('{ secretFile: webhook-secret, safetySeconds: 60 }')).sources[0];

    expect(ofText).toMatchObject({ webhooks: { secret: `${secret}x`, safetySeconds: 300 } });
    expect(ofFile).toMatchObject({ webhooks: { secretFile: join(folder, 'webhook-secret'), safetySeconds: 60 } });
  });

  it.each([
    ['{}', ' must be a map of either secret or secretFile, and safetySeconds, but got an empty map'],
    [
      `{ secret: ${secret}, secretFile: webhook-secret }`,
      ' must be a map of either secret or secretFile, and safetySeconds, but got secret and secretFile',
    ],
    [
      '{ secret: 0123456789abcde }',
      '.secret must be text of 16 to 256 bytes, but got a value that is not shown (text of 15 characters)',
    ],
    [
      `{ secret: ${'é'.repeat(129)} }`,
      '.secret must be text of 16 to 256 bytes, but got a value that is not shown (text of 129 characters)',
    ],
    [`{ secret: ${secret}x, safetySeconds: 0 }`, '.safetySeconds must be a whole number from 1 to 3600, but got 0'],
    [
      `{ secret: ${secret}x, safetySeconds: 3601 }`,
      '.safetySeconds must be a whole number from 1 to 3600, but got 3601',
    ],
    [
      '{ secretFile: not-there }',
      '.secretFile must be a file of one secret of 16 to 256 bytes, but got none of that name',
    ],
  ])('may not be %s', (webhooks, fault) => {
    expect(faultsOf(toFile(webhooks))).toEqual([`sources[0].webhooks${fault}`]);
  });

  it.each(['awsbatch', 'kubernetes', 'panorama'])('are no setting of %s', (provider) => {
    expect(faultsOf(toFile(`{ secret: ${secret}x }`, provider)).join('\n')).toContain(
      'webhooks must be one of the keys',
    );
  });
});

describe('the longest lag of polls', () => {
  const toLag = (seconds: string): string =>
    `auth: { mode: none }\nsources: [{ name: devices, provider: importexport }]\nsubscriptions: { maxLagSeconds: ${seconds} }\n`;

  it.each([1, 3600])('may be %d s', (seconds) => {
    expect(load(toLag(String(seconds))).subscriptions.maxLagSeconds).toBe(seconds);
  });

  it.each(['0', '3601', '1.5', '"60"'])('may not be %s', (seconds) => {
    expect(faultsOf(toLag(seconds)).join('\n')).toMatch(
      /^subscriptions\.maxLagSeconds must be a whole number from 1 to 3600, but got /,
    );
  });
});
