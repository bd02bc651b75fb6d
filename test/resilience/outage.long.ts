import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BreakerOptions } from '../../src/calls/breaker.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { startFiveSources, toCreatedAt, toId, type FiveSources } from './five-sources.ts';

const query = 'query ($ids: [ID!]!) { jobsById(ids: $ids) { createdAt } }';
const neverOpen: BreakerOptions = { failures: Infinity };

let world: FiveSources;
let gateway: GatewayUnderTest | undefined;
let now: number;

beforeEach(async () => {
  now = Date.now();
  world = await startFiveSources();
});
afterEach(async () => {
  await gateway?.close();
  await world.close();
});

/** Reads jobs of Panorama that nobody has read before, and gives the code or `right` for each. */
async function readJobs(from: number, count: number): Promise<readonly string[]> {
  const numbers = Array.from({ length: count }, (_, index) => from + index);
  const variables = { ids: numbers.map((number) => toId('panorama', number)) };
  const { data, errors } = (await gateway?.query(query, { variables })) ?? { data: null, errors: [] };
  return numbers.map((number, index) => {
    if (data.jobsById[index] !== null)
      return data.jobsById[index].createdAt === toCreatedAt(number) ? 'right' : 'wrong';
    return errors.find(({ path }) => path?.[1] === index)?.extensions.code ?? 'lost';
  });
}

function countByCode(codes: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(Object.groupBy(codes, (code) => code)).map(([code, all]) => [code, all?.length ?? 0]),
  );
}

async function start(breaker: BreakerOptions, timeoutSeconds = 60): Promise<void> {
  const sources = world.toSources({ timeoutSeconds, deadlineSeconds: 120 }, ['panorama']);
  const server = { operationSeconds: 120 };
  gateway = await startGateway({ sources, server, breaker, random: () => 0.02, now: () => now });
}

describe('a source that fails altogether', () => {
  it('costs one call a read and the retry budget, even where no breaker stops them', async () => {
    await start(neverOpen);
    world.fault('panorama', { kind: 'reset' });

    const codes = [...(await readJobs(0, 200)), ...(await readJobs(200, 200))];

    expect(countByCode(codes)).toEqual({ PROVIDER_UNAVAILABLE: 400 });
    // 500 tokens at 5 a retry.
    expect(world.emulators.panorama.calls).toHaveLength(400 + 100);
  });

  it('costs half as many retries where it hangs', async () => {
    await start(neverOpen, 0.1);
    world.fault('panorama', { kind: 'hang' });

    const codes = await readJobs(0, 200);

    expect(countByCode(codes)).toEqual({ PROVIDER_TIMEOUT: 200 });
    // At 10 a retry. An attempt that was aborted in the connection’s making never arrived.
    expect(world.emulators.panorama.calls.length).toBeLessThanOrEqual(200 + 50);
  });

  it('is left alone after five reads in a row, and is back one window after its recovery', async () => {
    await start({ halfOpenAfterMilliseconds: 10_000 });
    world.fault('panorama', { kind: 'httpError', status: 503 });
    for (let number = 0; number < 5; number += 1) await readJobs(number, 1);
    const spent = world.emulators.panorama.calls.length;

    now += 9999;
    const refused = await readJobs(100, 200);
    const spentWhileOpen = world.emulators.panorama.calls.length - spent;
    world.fault('panorama', undefined);
    now += 1;
    // The first of them is the probe; the others wait for it.
    const recovered = await readJobs(1000, 100);

    expect(spent).toBe(15);
    expect(countByCode(refused)).toEqual({ PROVIDER_UNAVAILABLE: 200 });
    expect(spentWhileOpen).toBe(0);
    expect(countByCode(recovered)).toEqual({ right: 100 });
  });

  it('is probed by one read a window while it lasts', async () => {
    await start({ halfOpenAfterMilliseconds: 10_000 });
    world.fault('panorama', { kind: 'httpError', status: 503 });
    for (let number = 0; number < 5; number += 1) await readJobs(number, 1);
    const spent = world.emulators.panorama.calls.length;

    // Three windows, fifty reads every second.
    for (let second = 1; second <= 30; second += 1) {
      now += 1000;
      await readJobs(second * 100, 50);
    }

    const probes = world.emulators.panorama.calls.slice(spent).map(({ id }) => id);
    expect(new Set(probes).size).toBe(3);
    expect(probes).toHaveLength(9);
  });
});
