import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startGateway, type GatewaySettings, type GatewayUnderTest } from '../gateway.ts';
import { until } from '../until.ts';
import { sourceNames, startFiveSources, toCreatedAt, toId, type FiveSources, type SourceName } from './five-sources.ts';

let world: FiveSources;
let gateway: GatewayUnderTest;

beforeEach(async () => {
  // The gateway's time moves only when a test says so; sockets and emulators go on.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: Date.now() });
  world = await startFiveSources();
});
afterEach(async () => {
  vi.useRealTimers();
  await gateway.close();
  await world.close();
});

async function start(settings: Partial<GatewaySettings>): Promise<void> {
  gateway = await startGateway({ sources: world.sources, now: Date.now, ...settings });
}

function toQuery(number: number): string {
  return `{ ${sourceNames.map((name) => `${name}: job(id: "${toId(name, number)}") { createdAt }`).join(' ')} }`;
}

/** Every source has been asked for so many jobs and has answered, but for the one that hangs. */
async function untilOnlyHangs(hanging: SourceName, jobs = 1): Promise<void> {
  const callsPerJob = (name: SourceName): number => (name === 'pipelines' ? 2 : 1);
  await until(() =>
    [...gateway.server.gateway.sources.values()].every(({ name, health }) => {
      if (name === hanging) return health().requestsInFlight > 0;
      const source = name as SourceName;
      return world.emulators[source].calls.length >= jobs * callsPerJob(source) && health().requestsInFlight === 0;
    }),
  );
}

/** Shows that there is no answer a millisecond before, and gives the one that comes then. */
async function answerAfter<Answer>(milliseconds: number, answer: Promise<Answer>): Promise<Answer> {
  let isAnswered = false;
  void answer.then(() => (isAnswered = true));
  await vi.advanceTimersByTimeAsync(milliseconds - 1);
  expect(isAnswered).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  return answer;
}

describe('a source that hangs', () => {
  it.each(sourceNames)('costs a query its own answer alone, by the operation’s deadline: %s', async (hanging) => {
    await start({ server: { operationSeconds: 0.5 } });
    world.fault(hanging, { kind: 'hang' });
    const answer = gateway.query(toQuery(1));
    await untilOnlyHangs(hanging);

    const { data, errors } = await answerAfter(500, answer);

    const right = Object.fromEntries(sourceNames.map((name) => [name, { createdAt: toCreatedAt(1) }]));
    expect(data).toEqual({ ...right, [hanging]: null });
    expect(errors.map(({ path, extensions }) => [path, extensions.code, extensions['source']])).toEqual([
      [[hanging], 'PROVIDER_TIMEOUT', hanging],
    ]);
  });

  it('is given up after the source’s own deadline, where that is shorter', async () => {
    await start({ sources: world.toSources({ timeoutSeconds: 0.5, deadlineSeconds: 0.5 }) });
    world.fault('omics', { kind: 'hang' });
    const answer = gateway.query(toQuery(1));
    await untilOnlyHangs('omics');

    const { data, errors } = await answerAfter(500, answer);

    expect(data.omics).toBeNull();
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['PROVIDER_TIMEOUT']);
  });

  it('holds up a secret no longer than an open field', async () => {
    await start({ server: { operationSeconds: 0.3 } });
    world.fault('panorama', { kind: 'hang' });
    const token = await gateway.token('job:read', 'job:sensitive');
    const answer = gateway.query('{ panoramaPackageImportJob(jobId: "job-1") { clientToken } }', { token });
    await untilOnlyHangs('panorama', 0);

    const { errors } = await answerAfter(300, answer);

    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['PROVIDER_TIMEOUT']);
  });

  it('slows nobody who asks the others', async () => {
    await start({ server: { operationSeconds: 1.5 } });
    world.fault('panorama', { kind: 'hang' });
    const hanging = Array.from({ length: 30 }, (_, number) => gateway.query(toQuery(number)));
    const others = `{ cos: job(id: "${toId('cos', 500)}") { createdAt } omics: job(id: "${toId('omics', 500)}") { createdAt } }`;

    // While the gateway's time stands still.
    const { data } = await gateway.query(others);

    expect(data).toEqual({ cos: { createdAt: toCreatedAt(500) }, omics: { createdAt: toCreatedAt(500) } });
    await untilOnlyHangs('panorama', 30);
    await vi.advanceTimersByTimeAsync(1500);
    const answers = await Promise.all(hanging);
    expect(answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions['source']))).toEqual(
      Array.from({ length: 30 }, () => 'panorama'),
    );
  });
});
