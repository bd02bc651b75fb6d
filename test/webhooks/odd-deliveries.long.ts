/** Senders that stall, flood, never end or hold what they can: each change is told all the same, and queries are answered. */
import { once } from 'node:events';
import { Agent, request, type ClientRequest } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { signDelivery } from '../../emulators/githubactions/webhooks.ts';
import { repository } from '../datasources/githubactions/runs.ts';
import { connect, subscribe } from '../subscriptions/watched-world.ts';
import { until } from '../until.ts';
import { secret, send, startWorld, toPayload, type WebhookWorld } from './webhook-world.ts';

const mega = 1_048_576;
const forged = `sha256=${'0'.repeat(64)}`;

interface Unended {
  readonly sent: ClientRequest;
  /** The status of the answer, or `cut`. */
  readonly outcome: Promise<number | 'cut'>;
}

/** A delivery whose body does not end. */
function begin(url: string, headers: Readonly<Record<string, string>>, body: Buffer): Unended {
  const usual = { 'content-type': 'application/json', 'x-hub-signature-256': forged };
  const sent = request(url, { method: 'POST', headers: { ...usual, ...headers }, agent: false });
  const outcome = new Promise<number | 'cut'>((resolve) => {
    sent.once('response', (answer) => resolve(answer.resume().statusCode ?? 0));
    sent.once('error', () => resolve('cut'));
  });
  sent.write(body);
  onTestFinished(() => void sent.destroy());
  return { sent, outcome };
}

it('while 16 MB of bodies are under way further ones are refused, and taken again once they are given up', async () => {
  const { url } = await startWorld();
  const whole = Buffer.alloc(mega - 1, 'x');
  const held = Array.from({ length: 15 }, () => begin(url, { 'content-length': String(mega) }, whole));
  const body = Buffer.from(JSON.stringify({ padding: 'x'.repeat(mega - 100) }));
  const isRefused = async (): Promise<boolean> => (await send(url, { body })).status === 429;

  // Those of one turn would be refused in the place of these.
  await wait(1500);
  expect(await isRefused()).toBe(true);
  const small = await send(url, { body: JSON.stringify(toPayload(7, 'queued')) });
  const beganAt = performance.now();
  const outcomes = await Promise.all(held.map(({ outcome }) => outcome));

  expect(small.status).toBe(202);
  // Ten seconds after they began.
  expect(outcomes).toEqual(held.map(() => 'cut'));
  expect(performance.now() - beganAt).toBeLessThan(11_000);
  expect(await isRefused()).toBe(false);
});

/** What goes wrong at the door. Returns what ends it. */
const troubles: Readonly<Record<string, (url: string) => () => void>> = {
  'a thousand bodies that come byte by byte': (url) => {
    const slow = Array.from({ length: 1000 }, () => begin(url, { 'content-length': '1000' }, Buffer.from('{')));
    const timer = setInterval(() => {
      for (const { sent } of slow) if (!sent.destroyed) sent.write(' ');
      // Their sender is this process too: more often, it would freeze by itself.
    }, 250);
    return () => clearInterval(timer);
  },
  'bodies in chunks without an end': (url) =>
    repeat(4, async () => {
      const { sent, outcome } = begin(url, { 'transfer-encoding': 'chunked' }, Buffer.alloc(65_536));
      while (!sent.destroyed && sent.writable && (await Promise.race([outcome, wait(1, 'open')])) === 'open')
        if (!sent.write(Buffer.alloc(65_536))) await Promise.race([once(sent, 'drain'), outcome]);
      sent.destroy();
    }),
  'a flood without signatures': (url) => flood(url, { 'x-hub-signature-256': undefined }),
  'a flood with forged signatures': (url) => flood(url, { 'x-hub-signature-256': forged }),
  'one signed delivery again and again': (url) => flood(url, { 'x-github-delivery': 'the-same' }),
  'a flood that nests without an end': (url) => flood(url, {}, '['.repeat(500_000), 2),
};

/** So many at once, again and again. */
function repeat(count: number, work: () => Promise<unknown>): () => void {
  const over = new AbortController();
  for (let n = 0; n < count; n += 1)
    void (async () => {
      while (!over.signal.aborted) await work().catch(() => wait(10));
    })();
  return () => over.abort();
}

function flood(url: string, headers: object, body = JSON.stringify(toPayload(8, 'queued')), count = 8): () => void {
  const agent = new Agent({ keepAlive: true, maxSockets: count });
  const all = { 'x-hub-signature-256': signDelivery(secret, body), ...headers };
  const stop = repeat(count, () => send(url, { body, headers: all, agent }));
  return () => {
    stop();
    agent.destroy();
  };
}

/** How a change fares that is delivered while it lasts, and how long a query of somebody else takes. */
async function suffer({ url, gateway, set, reads }: WebhookWorld, beginTrouble: (url: string) => () => void) {
  const seen = subscribe(connect(gateway), [`ci:${repository}/7`], 'status name');
  await until(() => seen.results.length === 1, 'the run is watched');
  const before = reads();
  const end = beginTrouble(url);
  await wait(1500);
  const beganAt = performance.now();
  const { errors } = await gateway.query('{ jobSources { name health { state } } }');
  const query = performance.now() - beganAt;
  set({ status: 'completed', conclusion: 'failure' });
  let n = 0;
  // Above the rate a delivery is refused: on GitHub's pages it can be sent again.
  await until(async () => {
    const status = await send(url, { body: JSON.stringify({ ...toPayload(7, 'completed', 'failure'), n: (n += 1) }) });
    return status.status === 202;
  }, 'the delivery is taken');
  await until(() => seen.results.length === 2, 'the change is told');
  const told = performance.now() - beganAt;
  end();
  return {
    told,
    query,
    errors,
    reads: reads() - before,
    state: gateway.server.gateway.sources.get('ci')?.health().state,
  };
}

it.each(Object.entries(troubles))('%s: nothing is frozen', async (how, beginTrouble) => {
  const world = await startWorld({
    pollMilliseconds: 3_600_000,
    subscriptions: { maxLagSeconds: 3600 },
    logLevel: 'warn',
  });

  const { told, query, errors, reads, state } = await suffer(world, beginTrouble);

  process.stdout.write(
    `    ${how}: a query ${query.toFixed(0)} ms, told after ${told.toFixed(0)} ms, ${reads} reads\n`,
  );
  expect(errors).toEqual([]);
  expect(['HEALTHY', 'UNTRIED']).toContain(state);
  expect(query).toBeLessThan(2000);
  expect(told).toBeLessThan(10_000);
  expect(reads).toBeLessThanOrEqual(2 + told / 1000);
});
