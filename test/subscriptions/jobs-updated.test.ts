import { describe, expect, it } from 'vitest';
import { connect } from './watched-world.ts';
import { startLists, toJob, watchList } from './watched-lists.ts';
import { until } from '../until.ts';

describe('jobsUpdated', () => {
  it('gives the newest jobs as they stand, then each that comes, changes and leaves', async () => {
    const { jobs, gateway } = await startLists(5);
    const seen = watchList(connect(gateway), { first: 3 });
    await until(() => seen.events.length === 3, 'the list is there');
    expect(seen.words()).toEqual(['PRESENT cos:j4', 'PRESENT cos:j3', 'PRESENT cos:j2']);

    jobs.set('j5', toJob(5));
    await until(() => seen.events.length === 5, 'the new job is there');
    expect(seen.words().slice(3)).toEqual(['LEFT cos:j2', 'APPEARED cos:j5']);

    (jobs.get('j4') as { status: string }).status = 'Complete';
    await until(() => seen.events.length === 6, 'the change is there');
    expect(seen.events[5]).toEqual({ kind: 'CHANGED', job: { id: 'cos:j4', status: 'SUCCEEDED' }, issues: [] });

    jobs.delete('j3');
    await until(() => seen.events.length === 8, 'the job is gone');
    expect(seen.words().slice(6)).toEqual(['LEFT cos:j3', 'APPEARED cos:j2']);
    expect(seen.errors).toEqual([]);
  });

  it('follows the filter: a job that meets it no more leaves as it stands now', async () => {
    const { jobs, gateway } = await startLists(3);
    const seen = watchList(connect(gateway), { filter: { isTerminal: false } });
    await until(() => seen.events.length === 3, 'the list is there');

    (jobs.get('j1') as { status: string }).status = 'Failed';
    await until(() => seen.events.length === 4, 'it has left');

    expect(seen.events[3]).toEqual({ kind: 'LEFT', job: { id: 'cos:j1', status: 'FAILED' }, issues: [] });
  });

  it('reads a job that the provider’s own filter hides, so that it leaves as it stands now', async () => {
    const { jobs, gateway } = await startLists(3);
    const seen = watchList(connect(gateway), { filter: { statuses: ['RUNNING'] } });
    await until(() => seen.events.length === 3, 'the list is there');

    (jobs.get('j1') as { status: string }).status = 'Complete';
    await until(() => seen.events.length === 4, 'it has left');

    expect(seen.events[3]).toEqual({ kind: 'LEFT', job: { id: 'cos:j1', status: 'SUCCEEDED' }, issues: [] });
  });
});
