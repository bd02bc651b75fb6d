import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EmulatedCall } from '../../emulators/kit/emulator.ts';
import type { Fault } from '../emulation/faults.ts';
import { createRandom } from '../../emulators/kit/random.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import {
  numberOf,
  sourceNames,
  startFiveSources,
  toCreatedAt,
  toId,
  type FiveSources,
  type SourceName,
} from './five-sources.ts';

// What fails in CodePipeline's second read is said at `actionExecution`.
const query = `query ($ids: [ID!]!) {
  jobsById(ids: $ids) { createdAt ... on CodePipelineJob { actionExecution { status } } }
}`;

let world: FiveSources;
let gateway: GatewayUnderTest;

beforeEach(async () => {
  hanging.clear();
  // The gateway's time moves only in `passTimeUntil`; sockets and emulators go on.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: Date.now() });
  world = await startFiveSources();
  gateway = await startGateway({
    sources: world.toSources({ timeoutSeconds: 1, deadlineSeconds: 20 }),
    now: Date.now,
    // Short waits: what is shown here is what is retried, not when.
    random: () => 0.05,
  });
});
afterEach(async () => {
  vi.useRealTimers();
  await gateway.close();
  await world.close();
});

/** Calls whose answers never come, or too slowly, until the gateway gives each of them up. */
const hanging = new Set<EmulatedCall>();

function noteHanging(call: EmulatedCall, fault: Fault | undefined): Fault | undefined {
  if (fault?.kind === 'hang' || fault?.kind === 'drip') hanging.add(call);
  return fault;
}

/** Lets the gateway's time pass only while it waits for nothing else: however busy the machine is, no good call is late. */
async function passTimeUntil<T>(result: Promise<T>): Promise<T> {
  const running = new Set([result]);
  const end = (): void => void running.delete(result);
  result.then(end, end);
  const sources = [...gateway.server.gateway.sources.values()];
  while (running.size > 0) {
    for (const call of hanging) if (call.aborted) hanging.delete(call);
    const underWay = sources.reduce((sum, { health }) => sum + health().requestsInFlight, 0);
    if (underWay === hanging.size) await vi.advanceTimersByTimeAsync(20);
    await wait(0);
  }
  return result;
}

/** What another attempt may mend, and two that need none. */
const passing: readonly ((source: SourceName) => Fault)[] = [
  () => ({ kind: 'none', delayMilliseconds: 60 }),
  () => ({ kind: 'gzip' }),
  // The emulator's own 5xx of Panorama asks for a second's wait.
  (source) => (source === 'panorama' ? { kind: 'httpError', status: 503 } : { kind: 'internalError' }),
  () => ({ kind: 'throttle' }),
  () => ({ kind: 'html' }),
  () => ({ kind: 'reset' }),
  () => ({ kind: 'reset', afterBytes: 20 }),
  () => ({ kind: 'truncate' }),
  () => ({ kind: 'hang' }),
  () => ({ kind: 'hang', afterBytes: 5 }),
  () => ({ kind: 'drip', everyMilliseconds: 60_000 }),
];

/** What stays wrong however often it is asked for: one of every fifty jobs. */
const lasting: readonly Fault[] = [
  { kind: 'otherJob' },
  { kind: 'html', status: 200 },
  { kind: 'gzipBomb', bytes: 6_000_000 },
  { kind: 'malformed' },
  { kind: 'redirect', location: 'http://127.0.0.1:9/' },
];

function isLasting(number: number): boolean {
  return number % 50 === 49;
}

/** One attempt in five goes wrong; which one and how depends on the attempt alone, not on who comes first. */
function pickFault(source: SourceName, call: EmulatedCall, attempt: number): Fault | undefined {
  const number = numberOf(call);
  if (isLasting(number))
    return call.operation === 'ListActionExecutions' ? undefined : lasting[Math.floor(number / 50) % lasting.length];
  const seed = sourceNames.indexOf(source) * 1_000_003 + number * 101 + attempt * 11 + call.operation.length;
  const random = createRandom(seed);
  random.integer(0, 9);
  return random.integer(0, 4) === 0 ? passing[random.integer(0, passing.length - 1)]?.(source) : undefined;
}

describe('a fifth of all attempts going wrong', () => {
  it('costs at most 1.3 calls a read, 1% of the answers, and never a wrong or a lost one', async () => {
    let faults = 0;
    for (const source of sourceNames) {
      world.fault(source, (call, attempt) => {
        const fault = pickFault(source, call, attempt);
        if (fault !== undefined && !isLasting(numberOf(call))) faults += 1;
        return noteHanging(call, fault);
      });
    }
    const numbers = Array.from({ length: 400 }, (_, number) => number);
    const jobs = numbers.flatMap((number) => sourceNames.map((source) => ({ number, id: toId(source, number) })));
    const outcomes: {
      readonly number: number;
      readonly createdAt: string | null;
      readonly code: string | undefined;
    }[] = [];

    const queries = Promise.all(
      Array.from({ length: jobs.length / 100 }, async (_, batchIndex) => {
        const batch = jobs.slice(batchIndex * 100, batchIndex * 100 + 100);
        const { data, errors } = await gateway.query(query, { variables: { ids: batch.map(({ id }) => id) } });
        batch.forEach(({ number }, index) => {
          const error = errors.find(({ path }) => path?.[1] === index);
          outcomes.push({ number, createdAt: data.jobsById[index]?.createdAt ?? null, code: error?.extensions.code });
        });
      }),
    );
    await passTimeUntil(queries);

    const calls = sourceNames.reduce((sum, source) => sum + world.emulators[source].calls.length, 0);
    // A job of CodePipeline takes two.
    const reads = 2000 + 400;
    const wrong = outcomes.filter(({ number, createdAt }) => createdAt !== null && createdAt !== toCreatedAt(number));
    const lost = outcomes.filter(({ createdAt, code }) => (createdAt === null) === (code === undefined));
    const lastingCodes = outcomes.filter(({ number }) => isLasting(number)).map(({ code }) => code);
    const mendable = outcomes.filter(({ number }) => !isLasting(number));
    expect(outcomes).toHaveLength(2000);
    expect(wrong).toEqual([]);
    expect(lost).toEqual([]);
    expect(new Set(lastingCodes)).toEqual(new Set(['PROVIDER_BAD_RESPONSE']));
    expect(mendable.filter(({ code }) => code === undefined).length / mendable.length).toBeGreaterThanOrEqual(0.99);
    expect(calls / reads).toBeLessThanOrEqual(1.3);
    expect(faults / calls).toBeGreaterThan(0.17);
    expect(faults / calls).toBeLessThan(0.23);
  });

  it('is mended by another attempt, whatever the fault and the source are', async () => {
    for (const source of sourceNames) {
      world.fault(source, (call, attempt) =>
        noteHanging(call, attempt === 1 ? passing[numberOf(call)]?.(source) : undefined),
      );
    }
    const jobs = sourceNames.flatMap((source) => passing.map((_fault, number) => ({ source, number })));
    const variables = { ids: jobs.map(({ source, number }) => toId(source, number)) };

    const { data, errors } = await passTimeUntil(gateway.query(query, { variables }));

    expect(errors).toEqual([]);
    expect(data.jobsById).toMatchObject(jobs.map(({ number }) => ({ createdAt: toCreatedAt(number) })));
  });
});
