/** From a delivery at the door to an event at a WebSocket, and what deliveries cost. */
import { expect, it } from 'vitest';
import { deliver, startWebhookSender } from '../../emulators/githubactions/webhooks.ts';
import { repository, toRun } from '../datasources/githubactions/runs.ts';
import { connect, subscribe } from '../subscriptions/watched-world.ts';
import { until } from '../until.ts';
import { secret, send, startWorld, toPayload, type WebhookWorld } from './webhook-world.ts';

const id = `ci:${repository}/7`;
/** No poll comes while the test runs. */
const withoutPolls = { pollMilliseconds: 3_600_000, subscriptions: { maxLagSeconds: 3600 } };

async function watch(world: WebhookWorld) {
  const seen = subscribe(connect(world.gateway), [id], 'id status rawStatus');
  await until(() => seen.results.length === 1, 'the first state is told');
  return seen;
}

const sendHint = (world: WebhookWorld, status: string, conclusion: string | null = null) =>
  send(world.url, { body: JSON.stringify(toPayload(7, status, conclusion)) });

it('a change is at the subscribers of a WebSocket through one read, and says what the read said', async () => {
  const world = await startWorld(withoutPolls);
  const seen = await watch(world);
  const before = world.reads();

  world.set({ status: 'completed', conclusion: 'failure' });
  // The delivery claims something else.
  expect((await sendHint(world, 'completed', 'success')).status).toBe(202);
  await until(() => seen.results.length === 2, 'the change is told');

  expect(seen.results[1]?.data?.jobUpdated).toEqual({ id, status: 'FAILED', rawStatus: 'failure' });
  expect(world.reads() - before).toBe(1);
  expect(await world.metric('jobgraph_hinted_reads_total{source="ci",result="changed"}')).toBe(1);
  expect(await world.metric('jobgraph_push_lag_seconds_count{source="ci"}')).toBe(1);
});

it('a forged delivery, a replay and one about a run that nobody watches cost no call', async () => {
  const world = await startWorld(withoutPolls);
  const seen = await watch(world);
  const body = JSON.stringify(toPayload(7, 'in_progress'));
  const headers = { 'x-github-delivery': 'the-first' };
  expect((await send(world.url, { body, headers })).status).toBe(202);
  await until(async () => (await world.metric('jobgraph_push_lag_seconds_count{source="ci"}')) === 1);
  const before = world.emulator.calls.length;

  const statuses = await Promise.all([
    send(world.url, { body, headers }),
    send(world.url, { body }),
    send(world.url, { body: body.replace('}', ' }'), headers }),
    send(world.url, { body, headers: { 'x-hub-signature-256': `sha256=${'a'.repeat(64)}` } }),
    send(world.url, { body: JSON.stringify(toPayload(8, 'completed')) }),
  ]);
  await new Promise((resolve) => setTimeout(resolve, 50));

  expect(statuses.map(({ status }) => status)).toEqual([204, 204, 204, 401, 202]);
  expect(world.emulator.calls.length).toBe(before);
  expect(seen.results).toHaveLength(1);
});

it('the emulator tells of each change of a run and of its jobs', async () => {
  const world = await startWorld(withoutPolls);
  let status = 'queued';
  let job = 'queued';
  const told: string[] = [];
  const end = startWebhookSender({
    world: {
      describe: () => undefined,
      list: () => [toRun(7, { status, conclusion: null })],
      jobsOf: () => [{ id: 1, name: 'build', status: job, conclusion: null }],
    },
    webhook: { url: world.url, secret },
    createId: () => `delivery-${told.push('sent')}`,
  });
  try {
    status = 'in_progress';
    await until(() => told.length === 1);
    job = 'in_progress';
    await until(async () => (await world.metric('jobgraph_pushes_total{source="ci",result="hint"}')) === 2);
  } finally {
    end();
  }
  expect(told).toHaveLength(2);
});

it('health says whether changes are pushed, and null where they are not', async () => {
  const world = await startWorld(withoutPolls);
  const document = '{ jobSources { name health { state pushes { state lastEventAt lastErrorAt lastErrorCode } } } }';
  const read = async () => (await world.gateway.query(document)).data.jobSources as readonly unknown[];
  const none = { lastEventAt: null, lastErrorAt: null, lastErrorCode: null };
  expect(await read()).toMatchObject([
    { name: 'ci', health: { pushes: { state: 'LIVE', ...none } } },
    { name: 'polled', health: { pushes: null } },
  ]);

  const payload = toPayload(7, 'queued');
  expect(await deliver({ url: world.url, secret }, { event: 'workflow_run', id: 'one', payload })).toBe(202);
  expect(await read()).toMatchObject([{ health: { pushes: { lastEventAt: expect.stringMatching(/^20/) } } }, {}]);
  expect(await world.metric('jobgraph_push_state{source="ci",state="LIVE"}')).toBe(1);
  expect(world.gateway.logs.map((line) => JSON.parse(line))).toContainEqual(
    expect.objectContaining({ msg: 'push state', source: 'ci', state: 'LIVE', code: null, cause: null }),
  );
});
