import { describe, expect, it } from 'vitest';
import { isEmpty, listColumns, listEntries, toLabel, toS3Text, toWords } from '../../console/src/detail/facts.ts';

describe('the fields of a job', () => {
  it.each([
    ['backoffLimitPerIndex', 'Backoff limit per index'],
    ['roleArn', 'Role ARN'],
    ['createdAt', 'Created'],
    ['providerJobId', 'Provider job ID'],
    ['commitSha', 'Commit SHA'],
    ['etag', 'ETag'],
    ['at', 'At'],
    ['inputJson', 'Input JSON'],
  ])('%s is called %s', (name, label) => {
    expect(toLabel(name)).toBe(label);
  });

  it('have words for the values of enumerations', () => {
    expect(toWords('NOT_RECEIVED')).toBe('Not received');
  });

  it('are empty where they say nothing, however deep; false and 0 say something', () => {
    expect([null, undefined, '', [], {}, { __typename: 'A', inner: { name: null, list: [] } }].map(isEmpty)).toEqual(
      Array.from({ length: 6 }, () => true),
    );
    expect([0, false, 'text', [null], { name: 0 }].map(isEmpty)).toEqual(Array.from({ length: 5 }, () => false));
  });

  it('have columns for what one row of a table says at least', () => {
    const rows = [
      { __typename: 'Row', key: 'a', value: null, further: null },
      { __typename: 'Row', key: 'b', value: '1', further: null },
    ];

    expect(listColumns(rows, false)).toEqual(['key', 'value']);
    expect(listColumns(rows, true)).toEqual(['key', 'value', 'further']);
    expect(listEntries(rows[1]!)).toEqual([
      ['key', 'b'],
      ['value', '1'],
      ['further', null],
    ]);
  });

  it('name objects in S3 by their address', () => {
    expect(toS3Text({ bucket: 'logs', key: 'a/b', region: null })).toBe('s3://logs/a/b');
    expect(toS3Text({ bucket: 'logs', key: 'a/b', region: 'eu-west-1' })).toBe('s3://logs/a/b (eu-west-1)');
  });
});
