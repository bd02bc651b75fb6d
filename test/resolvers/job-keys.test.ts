import { describe, expect, it } from 'vitest';
import type { Source } from '../../src/jobs/source.ts';
import type { Adapter } from '../../src/provider/contract/adapter.ts';
import type { RootField } from '../../src/provider/contract/provider.ts';
import { createReadReference } from '../../src/resolvers/root-fields.ts';
import { parseJobId } from '../../src/resolvers/job-id.ts';
import { openTestSource } from '../jobs/test-source.ts';

const repositories = ['acme/Web-App'];

const key: Adapter['key'] = {
  pattern: /^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+\/[1-9][0-9]*$/,
  expected: 'owner, repository and run',
  toCanonical: (asked) => {
    const [owner = '', name = '', run = ''] = asked.split('/');
    const spelt = repositories.find((one) => one.toLowerCase() === `${owner}/${name}`.toLowerCase());
    return spelt === undefined ? undefined : `${spelt}/${run}`;
  },
};

const rootField: RootField = {
  name: 'testRun',
  keyArguments: ['repository', 'runId'],
  formats: {
    repository: { pattern: /^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/, expected: 'owner and name, joined by "/"' },
    runId: { pattern: /^[1-9][0-9]*$/, expected: 'a whole number' },
  },
};

function toSources(adapter: Partial<Adapter>): ReadonlyMap<string, Source> {
  const { source } = openTestSource({ url: 'http://127.0.0.1:9', adapter });
  return new Map([['lab', source]]);
}

describe('a key with several spellings', () => {
  const sources = toSources({ key });

  it('is the one that the settings spell, by id and by the root field', () => {
    expect(parseJobId(sources, 'lab:ACME/web-app/7', 'id').key).toBe('acme/Web-App/7');
    expect(createReadReference('TEST', rootField)({ repository: 'Acme/WEB-APP', runId: '7' }, sources).key).toBe(
      'acme/Web-App/7',
    );
  });

  it('is refused where the settings leave the job out, or where it is no key', () => {
    expect(() => parseJobId(sources, 'lab:acme/other/7', 'id')).toThrow(
      'The settings of the source "lab" leave out the job "acme/other/7".',
    );
    expect(() => parseJobId(sources, 'lab:acme/web-app/07', 'id')).toThrow(/must be owner, repository and run/);
  });
});

describe('the arguments of a root field', () => {
  it.each([
    [
      { repository: 'acme', runId: 'web-app/1' },
      'The argument `repository` must be owner and name, joined by "/", but got "acme".',
    ],
    [{ repository: 'acme/web-app', runId: '1/2' }, 'The argument `runId` must be a whole number, but got "1/2".'],
  ])('are checked one by one: %j', (args, message) => {
    expect(() => createReadReference('TEST', rootField)(args, toSources({ key }))).toThrow(message);
  });

  it('are joined by the provider’s separator', () => {
    const field = { name: 'testRun', keyArguments: ['machine', 'run'], separator: ':' };

    const { key: joined } = createReadReference('TEST', field)({ machine: 'orders/Each', run: '7' }, toSources({}));

    expect(joined).toBe('orders/Each:7');
  });

  it('may make a part of a key, which the provider completes', () => {
    const find: NonNullable<Adapter['find']> = () => {
      throw new Error('no call is made here');
    };
    const field = { name: 'testRun', keyArguments: ['namespace', 'name'] };
    const sources = toSources({ key: { pattern: /^.+\/.+\/.+$/, expected: 'three parts' }, find });

    expect(createReadReference('TEST', field)({ namespace: 'etl', name: 'load' }, sources).key).toBe('etl/load');
  });
});
