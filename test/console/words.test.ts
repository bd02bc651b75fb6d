import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { summarizeCoverage, toCoverage } from '../../console/src/state/coverage.ts';
import { findNearest } from '../../console/src/state/nearest.ts';
import { providers, toProviderName } from '../../console/src/state/providers.ts';
import {
  listUnsearched,
  looksLikeGraphId,
  looksLikeId,
  providersWithoutMessages,
} from '../../console/src/state/search.ts';
import { statuses, toStatusLook } from '../../console/src/state/status.ts';
import {
  describeInstant,
  formatAgo,
  formatInstant,
  formatShort,
  formatSpan,
  fromField,
  nameSpan,
  readSpan,
  toField,
} from '../../console/src/state/time.ts';

const schema = readFileSync(new URL('../../schema/snapshot/jobgraph.graphql', import.meta.url), 'utf8');

function readEnum(name: string): readonly string[] {
  const [, body = ''] = new RegExp(String.raw`^enum ${name}[^{]*\{(.*?)^\}`, 'ms').exec(schema) ?? [];
  return [...body.matchAll(/^ {2}([A-Z0-9_]+)$/gm)].map(([, value]) => value!);
}

describe('the words for statuses and providers', () => {
  it('cover the schema', () => {
    expect([...statuses].sort()).toEqual([...readEnum('JobStatus')].sort());
    expect([...providers].sort()).toEqual([...readEnum('JobProvider')].sort());
  });

  it('are plain, and no two are alike', () => {
    const words = statuses.map((status) => toStatusLook(status).word);

    expect(words).toEqual(expect.arrayContaining(['Running', 'Failed', 'Partially succeeded', 'Timed out']));
    expect(new Set(words).size).toBe(statuses.length);
  });

  it('take what this version does not know as unknown, and by its own name', () => {
    expect(toStatusLook('EVAPORATED').word).toBe('Unknown');
    expect(toStatusLook('constructor').word).toBe('Unknown');
    expect(toProviderName('NEW_CLOUD')).toBe('NEW_CLOUD');
  });
});

describe('times', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');

  it.each([
    ['2026-11-22T11:59:30Z', 'just now'],
    ['2026-11-22T11:55:01Z', '4 min ago'],
    ['2026-11-22T09:00:00Z', '3 h ago'],
    ['2026-11-21T11:00:00Z', '25 h ago'],
    ['2026-11-12T12:00:00Z', '10 d ago'],
    ['2026-11-22T12:30:00Z', 'in 30 min'],
    ['2026-11-22T12:00:30Z', 'in less than 1 min'],
  ])('%s is %s', (instant, text) => {
    expect(formatAgo(instant, now)).toBe(text);
  });

  it.each([
    [0, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [125_000, '2 min 5 s'],
    [3_600_000 * 2 + 300_000, '2 h 5 min'],
    [86_400_000 * 3 + 3_600_000, '3 d 1 h'],
    [-5, '0 s'],
  ])('%d ms are %s', (milliseconds, text) => {
    expect(formatSpan(milliseconds)).toBe(text);
  });

  it('in UTC say so, and titles always have UTC', () => {
    expect(formatInstant('2026-11-22T11:59:30.123Z', 'utc')).toBe('2026-11-22 11:59:30Z');
    expect(describeInstant('2026-11-22T11:59:30.123Z')).toMatch(/^2026-11-22 11:59:30 UTC/);
  });

  it('spans are read and named', () => {
    expect(readSpan('90m')).toBe(90 * 60_000);
    expect(nameSpan('1h')).toBe('hour');
    expect(nameSpan('7d')).toBe('7 days');
  });
});

describe('the coverage', () => {
  const sources = [
    { name: 'a', provider: 'KUBERNETES' },
    { name: 'b', provider: 'COS_BATCH' },
    { name: 'c', provider: 'CODEPIPELINE' },
  ];
  const issue = (
    name: string,
    code: Parameters<typeof toCoverage>[0][number]['code'],
    jobId: string | null = null,
  ) => ({
    __typename: 'JobSourceIssue' as const,
    source: { __typename: 'JobSource' as const, name },
    code,
    message: `About ${name}.`,
    isRetryable: code === 'PROVIDER_TIMEOUT',
    jobId,
  });
  const everything = { sources: [], providers: [] };

  it('names each gap, and counts a list that was cut short as covered', () => {
    const coverage = toCoverage(
      [issue('c', 'LIST_NOT_SUPPORTED'), issue('b', 'LIST_TRUNCATED'), issue('a', 'PROVIDER_TIMEOUT')],
      sources,
      everything,
      false,
    );

    expect(summarizeCoverage(coverage)).toBe('1 of 3 sources.');
    expect(coverage.gaps.map(({ source, isRetryable }) => [source, isRetryable])).toEqual([
      ['c', false],
      ['b', false],
      ['a', true],
    ]);
  });

  it('says nothing about a page that a limit ended where the next one goes on', () => {
    expect(toCoverage([issue('b', 'LIST_TRUNCATED')], sources, everything, true).gaps).toEqual([]);
  });

  it('counts the sources that the filter leaves', () => {
    const coverage = toCoverage([], sources, { sources: ['a', 'b'], providers: ['COS_BATCH'] }, false);

    expect(coverage).toMatchObject({ covered: 1, total: 1 });
    expect(summarizeCoverage(coverage)).toBe('The source is covered.');
    expect(summarizeCoverage({ covered: 3, total: 3 })).toBe('All 3 sources.');
    expect(summarizeCoverage({ covered: 0, total: 0 })).toBe('No source meets these conditions.');
  });

  it('counts jobs that are gone apart, and repeats the graph’s words for codes that it does not know', () => {
    const coverage = toCoverage(
      [issue('a', 'JOB_GONE', 'a:1'), issue('b', '%future added value')],
      sources,
      everything,
      false,
    );

    expect(coverage.goneJobs).toBe(1);
    expect(coverage.gaps).toEqual([
      { source: 'b', code: '%future added value', sentence: 'About b.', isRetryable: false },
    ]);
  });
});

describe('a text in the search box', () => {
  it.each([
    'c0500000-0000-4000-8000-000000000031',
    'arn:aws:states:us-east-1:123456789012:execution:order:e1',
    '1234567890/0000000108',
    'ERRS1',
  ])('%s may be an id', (text) => {
    expect(looksLikeId(text)).toBe(true);
  });

  it.each(['nightly', 'a1', 'nightly copy 12', 'résumé-2026', ''])('%s is none', (text) => {
    expect(looksLikeId(text)).toBe(false);
  });

  it('is an id of the graph where a source’s name stands in front', () => {
    expect(looksLikeGraphId('devices:ERRS1', [{ name: 'devices' }])).toBe(true);
    expect(looksLikeGraphId('devices:', [{ name: 'devices' }])).toBe(false);
    expect(looksLikeGraphId('other:ERRS1', [{ name: 'devices' }])).toBe(false);
  });
});

describe('instants of a row', () => {
  it('have the time of today, and the day of others', () => {
    const now = Date.parse('2026-11-22T12:00:00Z');

    expect(formatShort('2026-11-22T03:15:39Z', 'utc', now)).toBe('03:15:39');
    expect(formatShort('2026-11-20T21:04:00Z', 'utc', now)).toBe('11-20 21:04');
  });

  it('stand in a field in the zone that times are shown in', () => {
    expect(toField('2026-11-22T03:15:00Z', 'utc')).toBe('2026-11-22T03:15');
    expect(fromField('2026-11-22T03:15', 'utc')).toBe('2026-11-22T03:15:00Z');
    expect(fromField(toField('2026-11-22T03:15:00Z', 'local'), 'local')).toBe('2026-11-22T03:15:00Z');
  });
});

describe('a source that there is not', () => {
  const there = [{ name: 'batch-prod' }, { name: 'builds' }, { name: 'ci' }];

  it('may have been meant as another', () => {
    expect(findNearest(['batch-pord'], there)).toEqual(['batch-prod']);
    expect(findNearest(['build', 'ci'], there)).toEqual(['builds', 'ci']);
    expect(findNearest(['nope'], there)).toEqual([]);
  });
});

describe('what is not searched', () => {
  const lists = readFileSync(new URL('../../console/src/list/list.graphql', import.meta.url), 'utf8');

  it('are the messages of providers of whose lists the page asks for none', () => {
    const fragments = [...lists.matchAll(/\.\.\. on (\w+) \{([^}]*)/g)];
    const silent = fragments.filter(([, , fields]) => !fields!.includes('statusMessage')).map(([, name]) => name!);

    expect(silent).toHaveLength(providersWithoutMessages.length);
    for (const provider of providersWithoutMessages)
      expect(silent.join(' ').toUpperCase()).toContain(provider.replace('HEALTHOMICS', 'OMICS').split('_')[0]);
  });

  it('are not sources that cannot list', () => {
    const sources = [
      { name: 'cos', provider: 'COS_BATCH', canList: true },
      { name: 'pipelines', provider: 'CODEPIPELINE', canList: false },
      { name: 'builds', provider: 'CODEBUILD', canList: true },
    ];

    expect(listUnsearched(sources).map(({ name }) => name)).toEqual(['cos']);
  });
});
