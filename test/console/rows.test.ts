import { describe, expect, it } from 'vitest';
import {
  chooseWatched,
  findNew,
  groupErrors,
  groupListed,
  needsRead,
  reachesCutoff,
  toRow,
  type ListedJob,
  type ReadJob,
} from '../../console/src/state/rows.ts';

const cutoff = Date.parse('2026-11-21T12:00:00Z');

function kubernetesJob(id: string, facts: object = {}): ListedJob {
  return {
    __typename: 'KubernetesJob',
    id,
    providerJobId: `p-${id}`,
    provider: 'KUBERNETES',
    name: 'backup',
    kind: 'Job',
    createdAt: '2026-11-22T10:00:00.000Z',
    source: { __typename: 'JobSource', name: 'cluster', region: null },
    status: 'RUNNING',
    rawStatus: null,
    isTerminal: false,
    statusMessage: null,
    endedAt: null,
    durationSeconds: null,
    fetchedAt: '2026-11-22T12:00:00.000Z',
    progress: null,
    failures: [],
    ...facts,
  };
}

/** Its list does not say the status. */
function disk(id: string): ListedJob {
  return {
    __typename: 'ImportExportJob',
    id,
    providerJobId: id,
    provider: 'IMPORT_EXPORT',
    kind: 'Import',
    createdAt: '2026-11-22T10:00:00.000Z',
    endedAt: null,
    source: { __typename: 'JobSource', name: 'devices', region: null },
  };
}

const read = (id: string, facts: object): ReadJob =>
  ({
    id,
    name: null,
    status: null,
    rawStatus: null,
    isTerminal: null,
    statusMessage: null,
    createdAt: null,
    endedAt: null,
    durationSeconds: null,
    fetchedAt: null,
    progress: null,
    failures: null,
    ...facts,
  }) as ReadJob;

const ended = (id: string, endedAt: string | null, status = 'SUCCEEDED') =>
  kubernetesJob(id, { status, isTerminal: true, endedAt });

describe('a row', () => {
  it('shows what the list says until the job has been read', () => {
    expect(toRow(kubernetesJob('a'), null, [])).toMatchObject({ status: 'RUNNING', source: 'cluster', name: 'backup' });
    expect(toRow(disk('b'), null, [])).toMatchObject({ status: null, name: null, failures: [] });
  });

  it('shows what was read in place of what the list said, an end that is taken back too', () => {
    const listed = ended('a', '2026-11-22T11:00:00.000Z', 'FAILED');
    const row = toRow(listed, read('a', { status: 'RUNNING', isTerminal: false, failures: [] }), []);

    expect(row).toMatchObject({ status: 'RUNNING', isTerminal: false, endedAt: null, name: 'backup' });
  });

  it('keeps what the list said where the read failed', () => {
    const row = toRow(kubernetesJob('a'), read('a', {}), ['JOB_GONE']);

    expect(row).toMatchObject({ status: 'RUNNING', isTerminal: false, errorCodes: ['JOB_GONE'] });
  });

  it('needs a read while it moves, where it failed, and where no list says its status', () => {
    expect(needsRead(kubernetesJob('a'))).toBe(true);
    expect(needsRead(ended('a', null, 'FAILED'))).toBe(true);
    expect(needsRead(disk('a'))).toBe(true);
    expect(needsRead(ended('a', null))).toBe(false);
  });
});

describe('errors of fields', () => {
  it('are one badge a row, each code once', () => {
    const error = (path: (string | number)[], code: string) => ({ path, extensions: { code } });
    const groups = groupErrors(
      [
        error(['jobsById', 2, 'status'], 'JOB_GONE'),
        error(['jobsById', 2, 'failures'], 'JOB_GONE'),
        error(['jobsById', 4, 'status'], 'PROVIDER_TIMEOUT'),
        error(['jobsById', 4, 'progress'], 'JOB_GONE'),
        error(['jobsById'], 'UNAUTHENTICATED'),
      ],
      1,
    );

    expect([...groups]).toEqual([
      [2, ['JOB_GONE']],
      [4, ['PROVIDER_TIMEOUT', 'JOB_GONE']],
    ]);
  });
});

describe('new jobs', () => {
  const known = new Set(['a', 'b', 'c']);

  it('are those before what was seen', () => {
    expect(findNew(['x', 'a', 'y', 'b', 'c'], known, false)).toEqual(['x', 'y']);
  });

  it('are not those that came up from the next page', () => {
    expect(findNew(['a', 'c', 'd'], known, false)).toEqual([]);
  });

  it('are all unseen ones where the page is the whole list', () => {
    expect(findNew(['a', 'b', 'c', 'z'], known, true)).toEqual(['z']);
    expect(findNew(['z'], new Set(), true)).toEqual(['z']);
  });
});

describe('the watch', () => {
  const row = (id: string, facts: object = {}) => toRow(kubernetesJob(id, facts), null, []);

  it('covers what moves', () => {
    expect(chooseWatched([], [row('a'), row('b', { status: 'FAILED', isTerminal: true })])).toEqual(['a']);
  });

  it('goes on as it is when a job ends', () => {
    const present = ['a', 'b'];

    expect(chooseWatched(present, [row('a'), row('b', { isTerminal: true })])).toBe(present);
  });

  it('begins anew when another job moves', () => {
    expect(chooseWatched(['a'], [row('a'), row('b')])).toEqual(['a', 'b']);
  });

  it('leaves out what is not known yet, and takes 100 at most', () => {
    const unknown = toRow(disk('d'), null, []);
    const many = Array.from({ length: 120 }, (_, place) => row(`j${place}`));

    expect(chooseWatched([], [unknown])).toEqual([]);
    expect(chooseWatched([], many)).toHaveLength(100);
  });
});

describe('the default view', () => {
  it('has what is active, what ended of late by its end, and apart what the list does not say', () => {
    const jobs = [
      kubernetesJob('run'),
      disk('disk'),
      ended('early', '2026-11-22T01:00:00.000Z'),
      ended('late', '2026-11-22T11:00:00.000Z'),
      ended('old', '2026-11-20T00:00:00.000Z'),
      ended('timeless', null),
    ];

    const groups = groupListed(jobs, cutoff).map(({ name, jobs: found }) => [name, found.map(({ id }) => id)]);

    expect(groups).toEqual([
      ['active', ['run']],
      ['recent', ['late', 'early']],
      ['unsaid', ['disk']],
    ]);
  });

  it('ends where its jobs are too old, and not before', () => {
    const recent = ended('recent', '2026-11-22T01:00:00.000Z');
    const old = ended('old', '2026-11-20T00:00:00.000Z');

    expect(reachesCutoff([kubernetesJob('run'), recent], cutoff)).toBe(false);
    expect(reachesCutoff([recent, old], cutoff)).toBe(true);
    expect(reachesCutoff([recent, ended('timeless', null)], cutoff)).toBe(true);
    // Its list does not say the status, so its place says nothing about the others.
    expect(reachesCutoff([kubernetesJob('run'), disk('disk')], cutoff)).toBe(false);
  });
});
