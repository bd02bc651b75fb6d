/** The time of day is set while the gateway runs; how long things last does not change. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock, type ManualClock } from '../emulation/manual-clock.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { startFiveSources, toId, type FiveSources, type SourceName } from './five-sources.ts';

const minute = 60_000;

let world: FiveSources;
let gateway: GatewayUnderTest;
let clock: ManualClock;

beforeEach(async () => {
  clock = createManualClock(new Date());
  world = await startFiveSources();
  gateway = await startGateway({
    sources: world.sources,
    limits: { jobsPerMinute: 20 },
    random: () => 0,
    now: () => clock.now().getTime(),
    monotonic: clock.monotonic,
  });
});
afterEach(async () => {
  await gateway.close();
  await world.close();
});

async function readJob(number: number, token?: string): Promise<string> {
  const document = `{ job(id: "${toId('panorama', number)}") { statusMessage } }`;
  const { status, errors } = await gateway.query(document, { token });
  return errors[0]?.extensions.code ?? String(status);
}

function countCalls(source: SourceName = 'panorama'): number {
  return world.emulators[source].calls.length;
}

describe.each([-5 * minute, 3 * minute])('a clock that is set by %d ms', (step) => {
  it('leaves a running job as fresh as it was', async () => {
    await readJob(1);
    clock.set(step);
    clock.advance(2000);
    await readJob(1);
    const inTime = countCalls();
    clock.advance(1);
    await readJob(1);

    expect([inTime, countCalls()]).toEqual([1, 2]);
  });

  it('leaves a list’s page as fresh as it was', async () => {
    const list = '{ jobs(first: 1, filter: {sources: ["cos"]}) { nodes { id } } }';
    await gateway.query(list);
    clock.set(step);
    clock.advance(2000);
    await gateway.query(list);
    const inTime = countCalls('cos');
    clock.advance(1);
    await gateway.query(list);

    expect([inTime, countCalls('cos')]).toEqual([1, 2]);
  });

  it('leaves a source that failed alone for as long as it was to be', async () => {
    world.fault('panorama', { kind: 'httpError', status: 503 });
    for (const number of [1, 2, 3, 4, 5]) await readJob(number);
    world.fault('panorama', undefined);
    clock.set(step);
    clock.advance(9999);
    const early = await readJob(6);
    clock.advance(1);

    expect([early, await readJob(6)]).toEqual(['PROVIDER_UNAVAILABLE', '200']);
  });

  it('leaves a viewer’s budget its minute', async () => {
    const ids = Array.from({ length: 20 }, (_, number) => toId('panorama', number));
    await gateway.query('query ($ids: [ID!]!) { jobsById(ids: $ids) { id } }', { variables: { ids } });
    clock.set(step);
    clock.advance(minute - 1);
    const early = await readJob(20);
    clock.advance(1);

    expect([early, await readJob(20)]).toEqual(['JOB_BUDGET_EXCEEDED', '200']);
  });
});

describe('a token that was verified', () => {
  it('ends with the time of day where the clock is set forward', async () => {
    const token = await gateway.token('job:read');
    const before = await readJob(1, token);
    clock.set(13 * 60 * minute);

    expect([before, await readJob(1, token)]).toEqual(['200', 'UNAUTHENTICATED']);
  });
});
