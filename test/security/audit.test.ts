/** No secret goes out whose disclosure could not be written down, whichever way it was asked for. */
import { createClient } from 'graphql-ws';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { askAsRouter, startCallbackWorld, type CallbackWorld } from '../callback/callback-world.ts';

let world: CallbackWorld;
let isWritable = true;
afterEach(async () => {
  isWritable = true;
  await world.close();
});

async function start(): Promise<string> {
  world = await startCallbackWorld({
    log: { taken: () => Promise.resolve(isWritable), lost: () => new Map() },
  });
  return world.gateway.token('job:read', 'job:sensitive');
}

interface Line {
  readonly msg: string;
  readonly audit: object;
}

function readAudit(): readonly Line[] {
  return world.gateway.logs
    .map((line) => JSON.parse(line) as Line)
    .filter(({ msg }) => msg.startsWith('secrets '))
    .map(({ msg, audit }) => ({ msg, audit }));
}

const fields = '{ id ... on CosBatchJob { clientRequestToken again: clientRequestToken } }';
const shown = { id: 'cos:j0', clientRequestToken: 'token-of-j0', again: 'token-of-j0' };
const hidden = { id: 'cos:j0', clientRequestToken: null, again: null };
const message = 'The value is withheld, because its disclosure could not be recorded.';
const errorsAt = (name: string): readonly object[] =>
  ['clientRequestToken', 'again'].map((field) => ({
    message,
    path: [name, field],
    extensions: { code: 'AUDIT_UNAVAILABLE', jobId: 'cos:j0' },
  }));
const disclosed = {
  msg: 'secrets disclosed',
  audit: {
    subject: expect.any(String) as string,
    jobId: 'cos:j0',
    fields: ['CosBatchJob.clientRequestToken'],
    requestId: expect.any(String) as string,
  },
};
const withheld = { msg: 'secrets withheld', audit: { jobId: 'cos:j0', requestId: expect.any(String) as string } };

describe('a secret is shown after its disclosure is written, and withheld where it cannot be', () => {
  it('over HTTP', async () => {
    const token = await start();
    const ask = () => world.gateway.query(`{ job(id: "cos:j0") ${fields} }`, { token });

    const before = await ask();
    isWritable = false;
    const after = await ask();

    expect(before).toMatchObject({ data: { job: shown }, errors: [] });
    expect(after).toMatchObject({ status: 200, data: { job: hidden }, errors: errorsAt('job') });
    expect(readAudit()).toEqual([disclosed, disclosed, withheld]);
    await expect
      .poll(() => world.gateway.logs.map((line) => JSON.parse(line) as object))
      .toContainEqual(expect.objectContaining({ msg: 'request', errors: ['AUDIT_UNAVAILABLE'] }));
    const metrics = await (await fetch(world.gateway.url.replace('/graphql', '/metrics'))).text();
    expect(metrics).toMatch(/^jobgraph_disclosures_withheld_total 1$/m);
  });

  it('over a WebSocket', async () => {
    const token = await start();
    const client = createClient({
      url: world.gateway.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
      retryAttempts: 0,
    });
    const events = client.iterate({ query: `subscription { jobUpdated(ids: ["cos:j0"]) ${fields} }` });

    const before = await events.next();
    isWritable = false;
    world.advance(50);
    const after = await events.next();
    await events.return?.();
    await client.dispose();

    expect(before.value).toEqual({ data: { jobUpdated: shown } });
    expect(after.value).toMatchObject({ data: { jobUpdated: hidden }, errors: errorsAt('jobUpdated') });
    expect(readAudit()).toEqual([disclosed, disclosed, withheld]);
  });

  it('by HTTP callback', async () => {
    const token = await start();
    await askAsRouter(world, { query: `subscription { jobUpdated(ids: ["cos:j0"]) ${fields} }`, token });
    const readEvents = (): readonly unknown[] => world.router.messages.filter(({ action }) => action === 'next');
    await expect.poll(() => readEvents().length).toBe(1);
    isWritable = false;
    world.advance(100);
    await expect.poll(() => readEvents().length).toBe(2);

    expect(readEvents()).toMatchObject([
      { payload: { data: { jobUpdated: shown } } },
      { payload: { data: { jobUpdated: hidden }, errors: errorsAt('jobUpdated') } },
    ]);
    expect(readAudit()).toEqual([disclosed, disclosed, withheld]);
  });
});
