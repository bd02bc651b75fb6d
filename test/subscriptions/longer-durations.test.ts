/** The duration of a job that runs grows with each read. That alone is no change. */
import { expect, it, vi } from 'vitest';
import { until } from '../until.ts';
import { startLists, watchList } from './watched-lists.ts';
import { connect, start, subscribe } from './watched-world.ts';

/** Lets the time of day alone move: polls come by the clock of the machine. Signatures of calls hold for some minutes. */
function createDay() {
  const day = { at: Date.now(), now: () => day.at };
  return day;
}

const later = 5000;

it('makes no event of jobUpdated and no new version', async () => {
  const day = createDay();
  const { world, emulator, gateway } = await start(1, { now: day.now, monotonic: () => performance.now() });
  const source = gateway.server.gateway.sources.get('cos');
  if (source === undefined) throw new Error('The gateway must have the source.');
  const watch = gateway.server.gateway.watcher.watch(source, 'j0', () => undefined);
  const seen = subscribe(connect(gateway), world.ids, 'fetchedAt durationSeconds progress { succeeded }');
  await until(() => seen.results.length === 1, 'the job is seen');
  const before = watch.state()?.version;

  day.at += later;
  const reads = emulator.calls.length;
  await until(() => emulator.calls.length >= reads + 3, 'the job is read again');

  expect([watch.state()?.version, seen.results.length]).toEqual([before, 1]);
  world.advance(100);
  await seen.ended;
  watch.stop();
  const [first, second, ...others] = seen.results.map(({ data }) =>
    Date.parse(String(data?.jobUpdated?.['fetchedAt'])),
  );
  expect([Number(second) - Number(first), others]).toEqual([later, []]);
});

it('makes no CHANGED of jobsUpdated', async () => {
  const day = createDay();
  const { jobs, emulator, gateway } = await startLists(1, { now: day.now, monotonic: () => performance.now() });
  const seen = watchList(connect(gateway), {}, 'id fetchedAt durationSeconds progress { succeeded }');
  await until(() => seen.events.length === 1, 'the job is seen');

  day.at += later;
  const looks = emulator.calls.length;
  await until(() => emulator.calls.length >= looks + 3, 'the list is read again');
  const job = jobs.get('j0');
  if (job !== undefined) job.done += 1;
  await until(() => seen.events.length === 2, 'the change is seen');
  seen.stop();

  expect(seen.words()).toEqual(['PRESENT cos:j0', 'CHANGED cos:j0']);
  const [first, second] = seen.events.map(({ job: shown }) => Number(shown?.['durationSeconds']));
  expect(Number(second) - Number(first)).toBeCloseTo(later / 1000);
  expect(seen.events[1]?.job).toMatchObject({ progress: { succeeded: '1' } });
});

it('makes no other finished answer while the job’s facts are fresh', async () => {
  const day = createDay();
  const { emulator, gateway } = await start(1, { now: day.now, cache: { runningSeconds: 3600 } });
  const answers = gateway.server.gateway.answers;
  if (answers === undefined) throw new Error('The gateway must keep answers.');
  const given = vi.spyOn(answers, 'acquire');
  const ask = () => gateway.query('{ job(id: "cos:j0") { fetchedAt durationSeconds } }');
  const made = [await ask(), await ask()];

  day.at += later;
  const again = await ask();

  expect(again.data.job.durationSeconds).toEqual(expect.any(Number));
  expect(made.map(({ data }) => data as unknown)).toEqual([again.data, again.data]);
  expect(given.mock.results.at(-1)?.value).toBeDefined();
  expect(emulator.calls).toHaveLength(1);
});
