import { describe, expect, it } from 'vitest';
import type { ConsoleSourceCountsQuery } from '../../console/src/graph/graphql.generated.ts';
import { columnNames, groupRows, turnOrder, type SortOrder } from '../../console/src/sources/source-order.ts';
import { addRows, toPlain, toSourceRows } from '../../console/src/sources/source-rows.ts';
import type { Source } from '../../console/src/state/source-health.ts';

const health: Source['health'] = {
  __typename: 'JobSourceHealth',
  state: 'HEALTHY',
  remedy: null,
  lastSuccessAt: null,
  lastErrorAt: null,
  lastErrorCode: null,
  lastErrorCause: null,
  pushes: null,
};

function source(
  id: string,
  change: Partial<Omit<Source, 'health'>> & { health?: Partial<Source['health']> } = {},
): Source {
  return {
    __typename: 'JobSource',
    id,
    name: id,
    provider: 'AWS_BATCH',
    region: null,
    account: null,
    labels: [],
    lifecycle: 'ACTIVE',
    canList: true,
    listsStatus: true,
    consoleUrl: null,
    ...change,
    health: { ...health, ...change.health },
  };
}

type Stats = NonNullable<ConsoleSourceCountsQuery['counted']>;
type ByStatus = readonly (readonly [status: Stats['bySource'][number]['byStatus'][number]['status'], count: number])[];

function counted(id: string, byStatus: ByStatus, newestCreatedAt: string | null = null): Stats['bySource'][number] {
  return {
    __typename: 'JobSourceCount',
    source: { __typename: 'JobSource', id },
    total: { __typename: 'JobCount', value: byStatus.reduce((sum, [, count]) => sum + count, 0), isLowerBound: false },
    byStatus: byStatus.map(([status, count]) => ({ __typename: 'JobStatusCount', status, count })),
    newestCreatedAt,
  };
}

function toCounts(
  bySource: readonly Stats['bySource'][number][],
  failed: Readonly<Record<string, number>> = {},
): ConsoleSourceCountsQuery {
  return {
    __typename: 'Query',
    counted: {
      __typename: 'JobStats',
      fetchedAt: null,
      bySource,
      issues: [
        {
          __typename: 'JobSourceIssue',
          source: { __typename: 'JobSource', id: 'cut' },
          code: 'LIST_TRUNCATED',
          message: 'Only the newest pages.',
          isPermanent: false,
          jobId: null,
        },
      ],
    },
    failed: {
      __typename: 'JobStats',
      bySource: Object.entries(failed).map(([id, value]) => ({
        __typename: 'JobSourceCount',
        source: { __typename: 'JobSource', id },
        total: { __typename: 'JobCount', value, isLowerBound: false },
      })),
    },
  };
}

describe('a row of the sources', () => {
  it('has its jobs by what they ask for, and says where numbers may be too low', () => {
    const [plain, unsaid, absent] = toSourceRows(
      [source('a'), source('b'), source('c')],
      toCounts(
        [
          counted(
            'a',
            [
              ['SUCCEEDED', 5],
              ['RUNNING', 2],
              ['QUEUED', 1],
              ['FAILED', 4],
            ],
            '2026-11-22T08:00:00Z',
          ),
          counted('b', [
            ['RUNNING', 1],
            [null, 7],
          ]),
        ],
        { a: 3 },
      ),
    );

    expect(plain?.counts).toMatchObject({
      active: { value: 3, isLowerBound: false },
      failed: { value: 3, isLowerBound: false },
      newestAt: '2026-11-22T08:00:00Z',
    });
    expect(unsaid?.counts).toMatchObject({ active: { value: 1, isLowerBound: true }, failed: null });
    expect(absent?.counts).toBeNull();
  });

  it('says what its list lacks, and how it hears of changes', () => {
    const rows = toSourceRows(
      [
        source('whole', {
          health: {
            pushes: { __typename: 'JobSourcePushes', state: 'LIVE', lastEventAt: null, lastErrorCode: null },
          },
        }),
        source('cut'),
        source('bare', { listsStatus: false }),
        source('none', { canList: false, listsStatus: false }),
      ],
      toCounts([]),
    );

    expect(rows.map(({ listing }) => listing)).toEqual(['In full', 'Newest pages', 'No statuses', 'No listing']);
    expect(rows.map(({ changes }) => changes)).toEqual(['Live', 'Polled', 'Polled', 'Polled']);
  });

  it('has words for those of the graph', () => {
    expect(['NOT_PERMITTED', 'BREAKER_OPEN', 'TLS'].map(toPlain)).toEqual(['Not permitted', 'Breaker open', 'Tls']);
  });

  it('adds up to totals', () => {
    const rows = toSourceRows(
      [source('a'), source('b', { health: { state: 'DEGRADED' } }), source('c')],
      toCounts(
        [
          counted('a', [
            ['RUNNING', 2],
            [null, 3],
          ]),
          counted('b', [['FAILED', 1]]),
        ],
        { b: 1 },
      ),
    );

    expect(addRows(rows)).toEqual({ sources: 3, troubled: 1, jobs: 6, failed: 1, active: 2, unsaid: 3 });
  });
});

describe('the order of the sources', () => {
  const rows = toSourceRows(
    [
      source('batch-10', { region: 'us-east-1', account: '111', labels: [label('team', 'ml')] }),
      source('ci', { provider: 'GITHUB_ACTIONS', health: { lastErrorAt: '2026-11-22T08:00:00Z' } }),
      source('batch-9', { region: 'eu-west-1', health: { state: 'UNAVAILABLE', lastErrorCode: 'PROVIDER_TIMEOUT' } }),
      source('batch-2', { health: { state: 'DEGRADED' } }),
    ],
    toCounts([counted('batch-10', [['RUNNING', 2]]), counted('ci', [['RUNNING', 5]])]),
  );
  const look = { text: '', order: null, isGrouped: false };
  const names = (change: Partial<Parameters<typeof groupRows>[1]>) =>
    groupRows(rows, { ...look, ...change }).map(({ name, rows: members }) => [
      name,
      members.map(({ source: { id } }) => id),
    ]);

  function label(key: string, value: string): Source['labels'][number] {
    return { __typename: 'JobKeyValue', key, value };
  }

  it('has those in trouble first, the worst before the others, then those of each provider', () => {
    expect(names({ isGrouped: true })).toEqual([
      ['In trouble', ['batch-9', 'batch-2']],
      ['AWS Batch', ['batch-10']],
      ['GitHub Actions', ['ci']],
    ]);
    expect(names({})).toEqual([
      ['In trouble', ['batch-9', 'batch-2']],
      ['Others', ['batch-10', 'ci']],
    ]);
  });

  it('sorts within these by a column, with numbers as numbers, and what is not known last in both directions', () => {
    const of = (order: SortOrder) => names({ order }).map(([, members]) => members);

    expect(of({ column: 'source', isDescending: false })).toEqual([
      ['batch-2', 'batch-9'],
      ['batch-10', 'ci'],
    ]);
    expect(of({ column: 'active', isDescending: true })).toEqual([
      ['batch-9', 'batch-2'],
      ['ci', 'batch-10'],
    ]);
    expect(of({ column: 'region', isDescending: true })).toEqual([
      ['batch-9', 'batch-2'],
      ['batch-10', 'ci'],
    ]);
    expect(of({ column: 'region', isDescending: false })).toEqual([
      ['batch-9', 'batch-2'],
      ['batch-10', 'ci'],
    ]);
    expect(of({ column: 'error', isDescending: true })).toEqual([
      ['batch-9', 'batch-2'],
      ['ci', 'batch-10'],
    ]);
  });

  it.each([
    ['BATCH', ['batch-9', 'batch-2', 'batch-10']],
    ['github', ['ci']],
    ['111', ['batch-10']],
    ['team=ml us-east', ['batch-10']],
    ['timeout', ['batch-9']],
    ['degraded', ['batch-2']],
    ['batch github', []],
  ])('typing %s finds %j', (text, found) => {
    expect(names({ text }).flatMap(([, members]) => members)).toEqual(found);
  });

  it.each(columnNames)('a heading sorts one way, the other way, and then no more: %s', (column) => {
    const first = turnOrder(null, column);
    const second = turnOrder(first, column);

    expect(first?.column).toBe(column);
    expect(second).toEqual({ column, isDescending: first?.isDescending === false });
    expect(turnOrder(second, column)).toBeNull();
    expect(turnOrder({ column: 'source', isDescending: true }, column)?.column).toBe(
      column === 'source' ? undefined : column,
    );
  });
});
