import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { startProviders } from '../providers.ts';

it('never calls back: a subscription that brings an address is refused, and the address left alone', async () => {
  const { gateway, close } = await startProviders({
    lab: { provider: 'panorama', jobs: { describe: () => undefined, list: () => [] } },
  });
  let calls = 0;
  const target = createServer((_request, response) => {
    calls += 1;
    response.end();
  }).listen(0, '127.0.0.1');
  await once(target, 'listening');
  const callbackUrl = `http://127.0.0.1:${String((target.address() as AddressInfo).port)}/callback`;

  // As Apollo Router asks in callback mode.
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json;callbackSpec=1.0' },
    body: JSON.stringify({
      query: 'subscription { jobUpdated(ids: ["lab:job-1"]) { id } }',
      extensions: { subscription: { callbackUrl, subscriptionId: 'one', verifier: 'two', heartbeatIntervalMs: 5000 } },
    }),
  });
  const answer = (await response.json()) as {
    readonly data?: unknown;
    readonly errors: readonly { readonly message: string }[];
  };
  target.close();
  await close();

  expect(response.status).toBe(400);
  expect(answer.data ?? null).toBeNull();
  expect(answer.errors.map(({ message }) => message)).toEqual([
    'Subscriptions are served over a WebSocket at this path, with the subprotocol graphql-transport-ws; not over plain HTTP.',
  ]);
  expect(calls).toBe(0);
});
