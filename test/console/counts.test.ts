import { describe, expect, it } from 'vitest';
import { describeBar, describePeaks, nameChart } from '../../console/src/state/bar-words.ts';
import { countFailed, countUnsaid, toBars } from '../../console/src/state/counts.ts';
import { parseAddress } from '../../console/src/state/address.ts';
import {
  toGroupRequest,
  toReasonsRequest,
  toSpanRange,
  toStatsRequest,
} from '../../console/src/state/stats-request.ts';
import { mergeCoverage, toCoverage } from '../../console/src/state/coverage.ts';
import { toTitleOfTab } from '../../console/src/state/tab-signs.ts';

const now = Date.parse('2026-11-22T12:34:56Z');
const count = (status: 'FAILED' | 'SUCCEEDED' | 'RUNNING' | null, number: number) => ({
  __typename: 'JobStatusCount' as const,
  status,
  count: number,
});
const span = (start: string, byStatus: ReturnType<typeof count>[]) => ({
  __typename: 'JobTimeSpanCount' as const,
  start,
  byStatus,
});

describe('the bars of the chart', () => {
  const bars = toBars([
    span('2026-11-22T10:00:00Z', [count('SUCCEEDED', 40), count('FAILED', 1)]),
    span('2026-11-22T11:00:00Z', [count('SUCCEEDED', 10), count('FAILED', 4)]),
  ]);

  it('have what ended badly on a scale of its own: one tall bar hides no failure', () => {
    expect(bars).toMatchObject({ peak: 40, badPeak: 4, series: ['badly', 'well'] });
    expect(bars.bars.map(({ bad }) => bad)).toEqual([0.25, 1]);
    expect(bars.bars.map(({ segments }) => segments)).toEqual([
      [{ series: 'well', from: 0, to: 1 }],
      [{ series: 'well', from: 0, to: 0.25 }],
    ]);
  });

  it('are said in words', () => {
    expect(describeBar(bars.bars[0]!, 'HOUR', 'utc')).toBe('2026-11-22 10:00Z: 41 jobs: 40 succeeded, 1 failed');
    expect(describePeaks(bars)).toBe('at most 40, and 4 badly');
    expect(describePeaks({ peak: 0, badPeak: 2 })).toBe('at most 2 badly');
    expect(nameChart('HOUR', 'ENDED')).toBe('Jobs ended by hour');
  });

  it('are ranges, also from the later to the earlier', () => {
    const range = { after: '2026-11-22T10:00:00Z', before: '2026-11-22T12:00:00Z' };

    expect(toSpanRange('2026-11-22T10:00:00Z', '2026-11-22T11:00:00Z', 'HOUR')).toEqual({ range });
    expect(toSpanRange('2026-11-22T11:00:00Z', '2026-11-22T10:00:00Z', 'HOUR')).toEqual({ range });
  });
});

describe('counts', () => {
  it('of failures and of what is not said', () => {
    const byStatus = [count('FAILED', 2), count('RUNNING', 3), count(null, 22)];

    expect(countFailed({ byStatus: [{ status: 'FAILED', count: 2 }] })).toBe(2);
    expect(countUnsaid({ byStatus })).toBe(22);
    expect(countUnsaid(null)).toBe(0);
  });

  it('are asked for by section, by the end of jobs', () => {
    const request = toStatsRequest(parseAddress('?last=1h&source=ci&status=FAILED'), now);

    expect(request).toMatchObject({
      isSplit: true,
      counted: { sources: ['ci'], isTerminal: false },
      recent: { sources: ['ci'], isTerminal: true, endedAfter: '2026-11-22T11:34:56.000Z' },
      unsaid: { sources: ['ci'] },
      by: 'ENDED',
      interval: 'MINUTE',
      charted: { statuses: ['FAILED'], endedAfter: '2026-11-22T11:34:00.000Z' },
    });
    expect(toStatsRequest(parseAddress('?view=all'), now)).toMatchObject({
      isSplit: false,
      recent: null,
      by: 'CREATED',
    });
  });

  it('in groups keep to the conditions and the range of the view', () => {
    expect(toGroupRequest(parseAddress('?source=ci'), now).filter).toEqual({
      sources: ['ci'],
      endedAfter: '2026-11-21T12:34:56.000Z',
    });
    expect(toGroupRequest(parseAddress('?view=all'), now).filter).toEqual({});
    expect(toReasonsRequest(parseAddress('?last=1h&status=RUNNING'), now).filter).toEqual({
      statuses: ['FAILED', 'PARTIALLY_SUCCEEDED', 'TIMED_OUT'],
      endedAfter: '2026-11-22T11:34:56.000Z',
    });
  });
});

describe('coverage', () => {
  const issue = (name: string, code: 'STATUS_NOT_LISTED' | 'LIST_NOT_SUPPORTED' | 'PROVIDER_THROTTLED') => ({
    __typename: 'JobSourceIssue' as const,
    source: { __typename: 'JobSource' as const, name },
    code,
    message: '',
    isRetryable: code === 'PROVIDER_THROTTLED',
    jobId: null,
  });
  const sources = ['a', 'b', 'c'].map((name) => ({ name, provider: 'COS_BATCH' }));

  it('of sections is said once, with the oldest answer', () => {
    const merged = mergeCoverage([
      { issues: [issue('a', 'STATUS_NOT_LISTED')], fetchedAt: '2026-11-22T12:00:00Z' },
      { issues: [issue('a', 'STATUS_NOT_LISTED')], fetchedAt: '2026-11-22T11:00:00Z' },
    ]);

    expect(merged.issues).toHaveLength(1);
    expect(merged.fetchedAt).toBe('2026-11-22T11:00:00Z');
  });

  it('is in trouble only where somebody can do something', () => {
    const issues = [
      issue('a', 'STATUS_NOT_LISTED'),
      issue('b', 'LIST_NOT_SUPPORTED'),
      issue('c', 'PROVIDER_THROTTLED'),
    ];
    const state = toCoverage(issues, sources, parseAddress(''), false);

    expect(state.covered).toBe(1);
    expect(state.gaps).toHaveLength(3);
    expect(state.troubles.map(({ source }) => source)).toEqual(['c']);
  });
});

describe('the tab', () => {
  it('says how many failed, and what is shown', () => {
    expect(toTitleOfTab({ view: 'now', job: null }, 3)).toBe('(3 failed) Now · jobgraph');
    expect(toTitleOfTab({ view: 'all', job: 'ci:1' }, 0)).toBe('ci:1 · jobgraph');
    expect(toTitleOfTab({ view: 'sources', job: null }, null)).toBe('Sources · jobgraph');
  });
});
