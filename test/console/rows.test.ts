import { describe, expect, it } from 'vitest';
import {
  chooseWatched,
  endsActive,
  findNew,
  groupErrors,
  needsRead,
  placeActive,
  toReason,
  toRow,
  toStanding,
  toTitle,
  type ListedJob,
  type ReadJob,
} from '../../console/src/state/rows.ts';

function kubernetesJob(id: string, facts: object = {}): ListedJob {
  return {
    __typename: 'KubernetesJob',
    id,
    providerJobId: `p-${id}`,
    provider: 'KUBERNETES',
    name: 'backup',
    definition: 'etl/backup',
    kind: 'Job',
    createdAt: '2026-11-22T10:00:00.000Z',
    source: { __typename: 'JobSource', name: 'cluster', region: null, account: null },
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
    definition: null,
    kind: 'Import',
    createdAt: '2026-11-22T10:00:00.000Z',
    endedAt: null,
    source: { __typename: 'JobSource', name: 'devices', region: null, account: null },
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

describe('a page of what has not ended', () => {
  const jobs = [kubernetesJob('run'), disk('moves'), disk('over'), disk('gone'), disk('unread'), ended('old', null)];

  it('has what the list says, then what a read says; jobs whose end nobody knows stand apart', () => {
    const page = placeActive(
      jobs,
      new Map([
        ['moves', 'active'],
        ['over', 'endless'],
        ['gone', 'gone'],
      ]),
    );

    expect(page.jobs.map(({ id }) => id)).toEqual(['run', 'moves']);
    expect(page.endless.map(({ id }) => id)).toEqual(['over']);
    expect(page.pending).toBe(1);
  });

  it('is the last one if a job stands on it that has ended', () => {
    expect(endsActive(jobs)).toBe(true);
    expect(endsActive(jobs.slice(0, -1))).toBe(false);
  });

  it('places a job by what a read says, and hides none that could not be read', () => {
    const standing = (facts: object, codes: readonly string[] = []) =>
      toStanding(toRow(disk('a'), read('a', facts), codes));

    expect(standing({ status: 'RUNNING', isTerminal: false })).toBe('active');
    expect(standing({ status: 'FAILED', isTerminal: true })).toBe('endless');
    expect(standing({})).toBeNull();
    expect(standing({}, ['JOB_GONE'])).toBe('gone');
    expect(standing({}, ['PROVIDER_TIMEOUT'])).toBe('active');
  });
});

describe('a job’s name', () => {
  const title = (facts: Partial<Parameters<typeof toTitle>[0]>) =>
    toTitle({ name: null, kind: null, definition: null, providerJobId: 'p-1', ...facts });

  it.each([
    [{ definition: 'acme/web-app/ci.yml', name: 'Fix the cart' }, 'acme/web-app/ci.yml › Fix the cart'],
    [{ definition: 'nightly-load', name: 'nightly-load-9olpq' }, 'nightly-load-9olpq'],
    [{ definition: 'train', name: 'train' }, 'train'],
    [{ definition: '11223344', name: 'nightly' }, 'nightly › 11223344'],
    [{ definition: '1234567890', kind: 'ReferenceImportJob' }, 'ReferenceImportJob › 1234567890'],
    [{ definition: 'web-app', kind: 'build' }, 'web-app'],
    [{ name: 'copy 1', kind: 'COSPutObjectCopy' }, 'copy 1'],
    [{ kind: 'Import' }, 'Import'],
    [{}, 'p-1'],
  ])('of %o is %s', (facts, expected) => {
    expect(title(facts)).toBe(expected);
  });
});

describe('a job’s reason', () => {
  const job = { failures: [], statusMessage: null, status: 'FAILED', rawStatus: 'Failed' } as const;
  const failure = (code: string | null, message: string | null) => ({ ...job, failures: [{ code, message }] });

  it('is code and message of its first failure', () => {
    expect(toReason(failure('OutOfMemory', 'exit 137'))).toEqual({ code: 'OutOfMemory', text: 'exit 137' });
  });

  it('is no code that says the status again, and no message of success', () => {
    expect(toReason(failure('FAILED', 'exit 1'))).toEqual({ code: null, text: 'exit 1' });
    expect(toReason({ ...job, statusMessage: 'Job complete' })).toEqual({ code: null, text: null });
    expect(toReason({ ...job, status: 'SUCCEEDED', statusMessage: 'fine' })).toEqual({ code: null, text: null });
  });

  it('is what the job says while there is no failure', () => {
    expect(toReason({ ...job, statusMessage: 'waits for a machine' })).toEqual({
      code: null,
      text: 'waits for a machine',
    });
  });
});
