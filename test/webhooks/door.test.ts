/** The webhooks' door, over real HTTP: each status, in the order of the checks. */
import { Agent } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { signDelivery } from '../../emulators/githubactions/webhooks.ts';
import { send, secret, startWorld, toPayload, type Sent } from './webhook-world.ts';

const hint = JSON.stringify(toPayload(7, 'in_progress'));
const forged = `sha256=${'0'.repeat(64)}`;
const right = signDelivery(secret, hint);
const mega = 1_048_576;

/** Faults in the order of the checks: each has all that come after it, too. */
const inOrder: readonly (readonly [status: number, why: string, given: Sent & { readonly path?: string }])[] = [
  [404, 'no such source', { path: '/webhooks/nobody', method: 'PUT' }],
  [404, 'a source without webhooks', { path: '/webhooks/polled', method: 'PUT' }],
  [404, 'an inherited name', { path: '/webhooks/__proto__' }],
  [404, 'another spelling of the name', { path: '/webhooks/%63i' }],
  [405, 'a method', { method: 'PUT', headers: { 'content-length': String(mega + 1), 'content-type': 'text/plain' } }],
  [
    405,
    'a preflight',
    { method: 'OPTIONS', headers: { origin: 'https://a.example', 'access-control-request-method': 'POST' } },
  ],
  [405, 'a page', { method: 'GET', body: '', headers: { 'content-length': undefined } }],
  [413, 'too many bytes', { headers: { 'content-length': String(mega + 1), 'content-type': 'text/plain' } }],
  [
    415,
    'a form',
    { headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-hub-signature-256': undefined } },
  ],
  [415, 'no type', { headers: { 'content-type': undefined, 'x-hub-signature-256': undefined } }],
  [415, 'an encoding', { headers: { 'content-encoding': 'identity', 'x-hub-signature-256': undefined } }],
  [401, 'no signature', { headers: { 'x-hub-signature-256': undefined, 'x-hub-signature': 'sha1=00' } }],
  [401, 'two signatures', { body: hint, headers: { 'x-hub-signature-256': [right, right] } }],
  [
    401,
    'capital digits',
    { body: hint, headers: { 'x-hub-signature-256': right.toUpperCase().replace('SHA', 'sha') } },
  ],
  [
    401,
    'another signature',
    { body: 'no JSON', headers: { 'x-hub-signature-256': forged, 'x-github-event': undefined } },
  ],
  [401, 'another body', { body: `${hint} `, headers: { 'x-hub-signature-256': right } }],
  [
    401,
    'a former secret',
    { body: hint, headers: { 'x-hub-signature-256': signDelivery('a-former-secret-0123456789', hint) } },
  ],
  [400, 'no JSON', { body: 'no JSON' }],
  [400, 'no object', { body: '[]' }],
  [400, 'no event', { body: hint, headers: { 'x-github-event': undefined } }],
  [400, 'no id', { body: hint, headers: { 'x-github-delivery': undefined } }],
  [400, 'another id', { body: hint, headers: { 'x-github-delivery': 'a b' } }],
  [400, 'an id that is too long', { body: hint, headers: { 'x-github-delivery': 'a'.repeat(65) } }],
  [400, 'depth without end', { body: '['.repeat(500_000) }],
  [204, 'a ping', { body: '{"zen":"Keep it logically awesome."}', headers: { 'x-github-event': 'ping' } }],
  [204, 'an inherited event', { body: '{"a":1}', headers: { 'x-github-event': 'constructor' } }],
  [204, 'another repository', { body: hint.replace(/acme/i, 'other') }],
  [204, 'no run', { body: '{"repository":{"full_name":"acme/web.app"}}' }],
  [
    204,
    'an inherited run',
    { body: '{"__proto__":{"workflow_run":{"id":7}},"repository":{"full_name":"acme/web.app"}}' },
  ],
  [204, 'a run whose id is none', { body: JSON.stringify(toPayload(-7, 'queued')) }],
  [202, 'a hint', { body: hint }],
  [
    202,
    'a charset',
    { body: JSON.stringify(toPayload(8, 'queued')), headers: { 'content-type': 'application/json; charset=utf-8' } },
  ],
];

describe('the door', () => {
  it('answers each delivery with its status, an empty body and no header of CORS', async () => {
    const { url, metric } = await startWorld();
    const answers: (readonly [number, string])[] = [];
    for (const [, why, { path, ...given }] of inOrder) {
      const answer = await send(path === undefined ? url : new URL(path, url).href, given);
      answers.push([answer.status, why]);
      expect([why, answer.body]).toEqual([why, '']);
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(answer.headers.allow).toBe(answer.status === 405 ? 'POST' : undefined);
      if (answer.status === 413) expect(answer.headers.connection).toBe('close');
    }
    expect(answers).toEqual(inOrder.map(([status, why]) => [status, why]));

    const count = (result: string) => metric(`jobgraph_pushes_total{source="ci",result="${result}"}`);
    expect([await count('hint'), await count('refused'), await count('foreign'), await count('ignored')]).toEqual([
      2, 6, 1, 2,
    ]);
    expect(await count('unreadable')).toBe(10);
  });

  it('ends a body without a length as soon as it is too long', async () => {
    const { url } = await startWorld();
    const body = Buffer.alloc(mega + 1, 'x');
    const answer = await send(url, { body, isChunked: true }).catch(() => ({ status: 'cut', headers: {} }));
    expect([413, 'cut']).toContain(answer.status);
    expect((await send(url, { body: JSON.stringify({ pad: 'x'.repeat(mega - 10) }), isChunked: true })).status).toBe(
      204,
    );
  });

  it('takes a thousand at once, and 500 a second', async () => {
    let now = 1_000_000;
    const { url } = await startWorld({ monotonic: () => now, logLevel: 'silent' });
    const agent = new Agent({ keepAlive: true, maxSockets: 25 });
    onTestFinished(() => {
      agent.destroy();
    });
    const headers = { 'x-hub-signature-256': forged };
    const post = async (count: number): Promise<readonly number[]> => {
      const answers = await Promise.all(Array.from({ length: count }, () => send(url, { headers, agent })));
      const late = answers.filter(({ status }) => status === 429);
      expect(late.every((one) => one.headers['retry-after'] === '1')).toBe(true);
      return answers.map(({ status }) => status);
    };
    const first = await post(1005);
    now += 20;
    const second = await post(12);
    expect([first, second].map((all) => all.filter((status) => status === 401).length)).toEqual([1000, 10]);
    expect([...first, ...second].every((status) => status === 401 || status === 429)).toBe(true);
  });

  it('verifies GitHub’s own example', () => {
    expect(signDelivery("It's a Secret to Everybody", 'Hello, World!')).toBe(
      'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    );
  });

  it('takes GitHub’s own example as signed', async () => {
    const { url } = await startWorld({}, { secret: "It's a Secret to Everybody" });
    const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
    const answers = ['Hello, World!', 'Hello, World?'].map((body) =>
      send(url, { body, headers: { 'x-hub-signature-256': signature } }),
    );
    // Signed, but no JSON.
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([400, 401]);
  });
});

it('a delivery that came before is no hint, whether by its id or by its signature', async () => {
  let now = 1_000_000;
  const { url, metric } = await startWorld({ now: () => now });
  const deliver = async (id: string, body: string) =>
    (await send(url, { body, headers: { 'x-github-delivery': id } })).status;
  const other = JSON.stringify(toPayload(8, 'queued'));

  expect(await deliver('a', hint)).toBe(202);
  expect([await deliver('a', other), await deliver('b', hint)]).toEqual([204, 204]);
  expect(await metric('jobgraph_pushes_total{source="ci",result="repeated"}')).toBe(2);
  now += 3_600_001;
  expect(await deliver('a', hint)).toBe(202);
});

it('nothing of a delivery but the members that are named is logged, counted or answered', async () => {
  const { url, gateway } = await startWorld();
  await send(url, { body: hint });
  await send(url, {
    body: hint,
    headers: { 'x-github-event': 's3cr3t-in-the-delivery', 'x-hub-signature-256': forged },
  });
  const metrics = await (await fetch(new URL('/metrics', url))).text();
  for (const text of ['s3cr3t-in-the-delivery', secret, right.slice(7)])
    expect([gateway.logs.join('').includes(text), metrics.includes(text)]).toEqual([false, false]);
  expect(metrics).toContain('route="/webhooks/:source",status="202"');
});

it('a stopping server answers 503', async () => {
  const { url, gateway } = await startWorld();
  const stopped = gateway.server.stop({ drainMilliseconds: 300 });
  expect((await send(url, { body: hint })).status).toBe(503);
  await stopped;
});
