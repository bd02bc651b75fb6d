import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { startFiveSources, toId, type FiveSources } from './five-sources.ts';
import { until } from '../until.ts';

const halfOpenAfterMilliseconds = 10_000;

let world: FiveSources;
let gateway: GatewayUnderTest;
let now: number;

beforeEach(async () => {
  now = Date.now();
  world = await startFiveSources();
  gateway = await startGateway({
    sources: world.toSources({ timeoutSeconds: 5 }, ['panorama', 'cos']),
    breaker: { halfOpenAfterMilliseconds },
    random: () => 0,
    now: () => now,
  });
});
afterEach(async () => {
  await gateway.close();
  await world.close();
});

interface Health {
  readonly state: string;
  readonly lastErrorCode: string | null;
  readonly lastErrorAt: string | null;
  readonly lastSuccessAt: string | null;
  readonly requestsInFlight: number;
  readonly requestsQueued: number;
}

async function readHealth(): Promise<readonly Health[]> {
  const { data } = await gateway.query(
    '{ jobSources { health { state lastErrorCode lastErrorAt lastSuccessAt requestsInFlight requestsQueued } } }',
  );
  return data.jobSources.map(({ health }: { readonly health: Health }) => health);
}

async function readJob(number: number): Promise<void> {
  now += 1000;
  await gateway.query(`{ job(id: "${toId('panorama', number)}") { createdAt } }`);
}

describe('the health of a source', () => {
  it('goes from untried to healthy, degraded, unavailable and back to healthy, as faults come and go', async () => {
    const states: string[] = [];
    const see = async (): Promise<void> => {
      states.push((await readHealth())[0]?.state ?? '');
    };

    await see();
    await gateway.query('{ jobs(filter: { sources: ["panorama"] }) { nodes { id } } }');
    await see();
    world.fault('panorama', { kind: 'httpError', status: 503 });
    await readJob(2);
    await see();
    for (const number of [3, 4, 5, 6]) await readJob(number);
    await see();
    now += halfOpenAfterMilliseconds;
    await readJob(7);
    await see();
    world.fault('panorama', undefined);
    now += halfOpenAfterMilliseconds;
    await readJob(8);
    await see();
    now += 30_000;
    await see();

    expect(states).toEqual(['UNTRIED', 'HEALTHY', 'DEGRADED', 'UNAVAILABLE', 'UNAVAILABLE', 'DEGRADED', 'HEALTHY']);
    // The other source feels nothing.
    expect((await readHealth())[1]?.state).toBe('UNTRIED');
  });

  it('says what failed and when, and what is under way', async () => {
    await readJob(1);
    const succeededAt = new Date(now).toISOString();
    world.fault('panorama', { kind: 'accessDenied' });
    await readJob(2);
    const failedAt = new Date(now).toISOString();
    world.fault('panorama', { kind: 'hang' });
    const leaving = new AbortController();
    const variables = { ids: Array.from({ length: 20 }, (_, index) => toId('panorama', 100 + index)) };
    const query = 'query ($ids: [ID!]!) { jobsById(ids: $ids) { createdAt } }';
    const waiting = gateway.query(query, { variables, signal: leaving.signal }).catch(() => undefined);
    await until(() => world.emulators.panorama.inFlight === 16);

    const during = await readHealth();
    leaving.abort();
    await waiting;
    await until(() => gateway.server.gateway.sources.get('panorama')?.health().requestsInFlight === 0);
    const after = await readHealth();

    const rest = {
      state: 'DEGRADED',
      lastErrorCode: 'PROVIDER_ACCESS_DENIED',
      lastErrorAt: failedAt,
      lastSuccessAt: succeededAt,
    };
    expect(during[0]).toEqual({ ...rest, requestsInFlight: 16, requestsQueued: 4 });
    expect(after[0]).toEqual({ ...rest, requestsInFlight: 0, requestsQueued: 0 });
  });
});
