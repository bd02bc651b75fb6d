/** A hundred viewers of one source, of whom one spends all that he can: the others are served as before. */
import { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulators } from '../providers.ts';
import { ask, countEach, type Answer } from './client.ts';
import { toPercentile } from './sampler.ts';
import { print, signToken, startVictim, type Victim } from './victim.ts';

const others = 99;
/** Of all others together; the source can do 100. */
const asksPerSecond = 40;
const limits = { requestsPerSecond: 100, burst: 20, concurrency: 16, queue: 1000 };
/** Under it, a p99 may double: on a machine that others use as well, a hiccup is as long. In milliseconds. */
const floor = 150;
const quietSeconds = 6;
const attackSeconds = 12;

let close: () => Promise<void>;
let victim: Victim;
let tokens: readonly string[];
let attackerToken: string;
let quiet: ReturnType<typeof describeOthers>;
let serial = 0;

beforeAll(async () => {
  const providers = await startEmulators({
    lab: {
      provider: 'panorama',
      recordedCalls: 100,
      jobs: {
        list: () => [],
        describe: (id) => (id.startsWith('unknown') ? undefined : { JobId: id, Status: 'PENDING' }),
      },
      fault: ({ id }) =>
        id?.startsWith('failing') === true
          ? { kind: 'internalError', delayMilliseconds: 20 }
          : { kind: 'none', delayMilliseconds: 20 },
      source: { limits },
    },
  });
  ({ close } = providers);
  victim = await startVictim({ sources: providers.sources });
  tokens = await Promise.all(Array.from({ length: others }, (_value, index) => signToken(`viewer-${index}`)));
  attackerToken = await signToken('attacker');
  quiet = describeOthers(await askAsOthers(quietSeconds));
});
afterAll(async () => {
  await victim.end();
  await close();
});

/** Each ask is for a job that nobody has read. */
async function askAsOthers(seconds: number): Promise<readonly Answer[]> {
  const agent = new Agent({ keepAlive: true });
  const asked: Promise<Answer>[] = [];
  const startedAt = performance.now();
  for (let count = 0; count < seconds * asksPerSecond; count += 1) {
    const due = startedAt + (count * 1000) / asksPerSecond - performance.now();
    if (due > 0) await wait(due);
    serial += 1;
    const query = `{ job(id: "lab:job-${serial}") { status } }`;
    asked.push(ask(victim.url, { query, token: tokens[serial % others], milliseconds: 35_000 }, agent));
  }
  const answers = await Promise.all(asked);
  agent.destroy();
  return answers;
}

/** `attackers` at a time, again and again until it is over. */
function startAttack(attackers: number, toQuery: () => { readonly query: string; readonly variables?: object }) {
  const agent = new Agent({ keepAlive: true });
  let isOver = false;
  const running = Array.from({ length: attackers }, async () => {
    while (!isOver) {
      const { status } = await ask(
        victim.url,
        { ...(toQuery() as { readonly query: string }), token: attackerToken, milliseconds: 31_000 },
        agent,
      );
      // What is refused at once is tried again soon, and no faster than this.
      if (status !== 200) await wait(50);
    }
  });
  return async (): Promise<void> => {
    isOver = true;
    agent.destroy();
    await Promise.all(running);
  };
}

function describeOthers(answers: readonly Answer[]) {
  return {
    answers: countEach(answers.map(({ status, codes }) => `${status} ${codes[0] ?? ''}`)),
    p99: Math.round(
      toPercentile(
        answers.map(({ milliseconds }) => milliseconds),
        0.99,
      ),
    ),
  };
}

describe('one of a hundred viewers asks', () => {
  it.each([
    [
      'for ids that make the provider fail',
      6,
      () => ({ query: `{ job(id: "lab:failing-${(serial += 1)}") { status } }` }),
    ],
    [
      'for 24 x 200 unknown ids at a time',
      24,
      () => {
        const ids = Array.from({ length: 200 }, () => `lab:unknown-${(serial += 1)}`);
        return { query: 'query($ids: [ID!]!) { jobsById(ids: $ids) { status } }', variables: { ids } };
      },
    ],
  ] as const)('%s', async (name, attackers, toQuery) => {
    const end = startAttack(attackers, toQuery);
    await wait(1500);
    const attacked = describeOthers(await askAsOthers(attackSeconds));
    await end();

    print(name, { quiet, attacked });
    expect(attacked.answers).toEqual({ '200 ': attackSeconds * asksPerSecond });
    expect(attacked.p99).toBeLessThanOrEqual(2 * Math.max(quiet.p99, floor));
  });
});
