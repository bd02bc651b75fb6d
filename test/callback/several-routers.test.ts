/** Routers that answer under a name each: the pods of a StatefulSet behind its headless service. */
import dns from 'node:dns';
import { afterEach, expect, it, vi } from 'vitest';
import { until } from '../until.ts';
import { askAsRouter, startCallbackWorld, type CallbackWorld } from './callback-world.ts';

const zone = 'router.graph.svc.cluster.local';

let world: CallbackWorld;
afterEach(async () => {
  vi.restoreAllMocks();
  await world.close();
});

/** Every name of the zone leads to the router's stub; the result holds each name that was looked up. */
async function start(): Promise<readonly string[]> {
  const names: string[] = [];
  const { lookup } = dns;
  vi.spyOn(dns, 'lookup').mockImplementation(((name: string, options: dns.LookupOptions, done: never) => {
    names.push(name);
    lookup(name.endsWith(`.${zone}`) ? '127.0.0.1' : name, options, done);
  }) as typeof dns.lookup);
  world = await startCallbackWorld({}, (url) => [url.replace('127.0.0.1', `*.${zone}`)]);
  names.length = 0;
  return names;
}

function extensionAt(host: string): unknown {
  const { extension, url } = world.router;
  return { ...extension, callbackUrl: `${url.replace('127.0.0.1', host)}/${world.router.id}` };
}

it('each is called under the name that it asked for', async () => {
  await start();

  const answers = [];
  for (const name of ['router-0', 'router-1'])
    answers.push(await askAsRouter(world, { extension: extensionAt(`${name}.${zone}`) }));
  await until(() => world.router.actions().filter((action) => action === 'next').length === 2, 'both have an event');

  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(new Set(world.router.hosts)).toEqual(new Set([`router-0.${zone}`, `router-1.${zone}`]));
  expect(world.router.complaints).toEqual([]);
});

it('no other name is looked up or called', async () => {
  const names = await start();

  const hosts = [
    `a.b.${zone}`,
    zone,
    `.${zone}`,
    `router-0.${zone}.`,
    '127.0.0.1',
    '[::1]',
    `router-0.${zone}.evil.example`,
  ];
  const answers = [];
  for (const host of hosts) answers.push(await askAsRouter(world, { extension: extensionAt(host) }));

  expect(answers.map(({ status, body }) => [status, body.errors?.[0]?.extensions.code])).toEqual(
    hosts.map(() => [400, 'CALLBACK_URL_NOT_ALLOWED']),
  );
  expect(names).toEqual([]);
  expect(world.router.requests).toEqual([]);
});
