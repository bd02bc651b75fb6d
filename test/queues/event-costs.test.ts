/** What events may and may not use: calls of a source, its limits, its memory. */
import { expect, it, onTestFinished } from 'vitest';
import { startGateway } from '../gateway.ts';
import { startEmulators } from '../providers.ts';
import { connect, subscribe } from '../subscriptions/watched-world.ts';
import { until } from '../until.ts';
import { keys, running, startEventWorld, startJobs, startQueue, toEvent } from './event-world.ts';

it('hints of one turn are read for by one call', async () => {
  const { queue, events } = await startQueue();
  let status = 'RUNNING';
  const providers = await startEmulators({
    batch: {
      provider: 'awsbatch',
      jobs: {
        list: () => [],
        describe: (jobId) => ({ jobId, jobName: 'load', jobQueue: 'nightly', jobDefinition: 'load:1', status }),
      },
    },
  });
  const gateway = await startGateway({ sources: providers.toSources({ events }), pollMilliseconds: 3_600_000 });
  onTestFinished(async () => {
    await gateway.close();
    await providers.close();
  });
  const jobIds = Array.from({ length: 50 }, (_, n) => keys.batch.replace(/..$/, String(n + 10)));
  const seen = subscribe(
    connect(gateway),
    jobIds.map((id) => `batch:${id}`),
    'status',
  );
  await until(() => seen.results.length === 50, 'all jobs are told');
  const { reader } = gateway.server.gateway.sources.get('batch')?.pushes ?? {};
  const before = providers.emulators.batch.calls.length;

  status = 'SUCCEEDED';
  for (const job of jobIds) reader?.hint({ job, word: status });
  await until(() => seen.results.length === 100, 'all changes are told');

  expect(providers.emulators.batch.calls.length - before).toBe(1);
  expect(queue.size()).toBe(0);
});

it('calls of a queue take no turn of the source, and are made while its breaker is open', async () => {
  const { queue, events, count } = await startQueue();
  const providers = await startJobs({ ...running });
  const limits = { requestsPerSecond: 1, burst: 1, concurrency: 1, queue: 10 };
  const sources = providers.toSources({ events, limits }, ['batch']);
  const gateway = await startGateway({ sources, breaker: { failures: 1 } });
  onTestFinished(async () => {
    await gateway.close();
    await providers.close();
  });
  providers.fault('batch', { kind: 'internalError' });
  const source = gateway.server.gateway.sources.get('batch');
  await until(async () => {
    await gateway.query(`{ job(id: "batch:${keys.batch}") { status } }`);
    return source?.health().state === 'UNAVAILABLE';
  }, 'the breaker is open');

  const [beganAt, before] = [performance.now(), count('ReceiveMessage')];
  for (let n = 0; n < 100; n += 1) queue.send('garbage');
  await until(() => queue.size() === 0, 'all are deleted');

  expect(count('ReceiveMessage') - before).toBeGreaterThanOrEqual(10);
  // At one call a second it would be ten and more.
  expect(performance.now() - beganAt).toBeLessThan(5000);
  expect([source?.health().state, source?.pushes?.health().state]).toEqual(['UNAVAILABLE', 'LIVE']);
});

it('a hint for a job that is not watched leaves its remembered answer as it is', async () => {
  const world = await startEventWorld({ cache: { runningSeconds: 3600 } });
  const query = `{ job(id: "batch:${keys.batch}") { status } }`;
  await world.gateway.query(query);
  const before = world.reads();

  world.words.batch = 'SUCCEEDED';
  world.queue.send(toEvent('batch', 'SUCCEEDED'));
  await until(() => world.queue.size() === 0, 'the event is deleted');
  const { data } = await world.gateway.query(query);

  expect([data.job.status, world.reads() - before]).toEqual(['RUNNING', 0]);
});
