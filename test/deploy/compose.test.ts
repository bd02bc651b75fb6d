/** deploy/compose.yaml: what needs no containers to be tried. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, vi } from 'vitest';
import { parse } from 'yaml';

interface Service {
  readonly image: string;
  readonly network_mode?: string;
  readonly ports?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly volumes?: readonly string[];
}

const file = new URL('../../deploy/compose.yaml', import.meta.url);
const { services } = parse(readFileSync(file, 'utf8')) as { readonly services: Readonly<Record<string, Service>> };
const { gateway, ...others } = services;
const [published = ''] = gateway?.ports ?? [];

it('opens ports of this machine only, and all containers have the network of the gateway', () => {
  for (const port of gateway?.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  for (const { network_mode, ports } of Object.values(others))
    expect([network_mode, ports]).toEqual(['service:gateway', undefined]);
});

it('brings files that there are, and Prometheus asks where the gateway listens', () => {
  const files = Object.values(services).flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')));
  const scrape = readFileSync(new URL('monitoring/prometheus.yaml', file), 'utf8');

  expect(files.length).toBeGreaterThan(0);
  for (const [path = '', , mode] of files) expect([existsSync(new URL(path, file)), mode]).toEqual([true, 'ro']);
  expect(gateway?.command).toEqual(['--port', '4000']);
  expect(scrape).toContain("targets: ['127.0.0.1:4000']");
});

it('passes on what comes from the host, by the command that the container runs', async () => {
  const server = createServer(({ headers: { host } }, response) => response.end(`asked as ${host}`));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as AddressInfo;
  await new Promise((resolve) => free.close(resolve));
  const door = services['door'];
  const [program, flag = ''] = door?.entrypoint ?? [];
  const script = (door?.command?.[0] ?? '')
    .replace('connect(4000,', `connect(${(server.address() as AddressInfo).port},`)
    .replace('listen(4001)', `listen(${port}, '127.0.0.1')`);
  const child = spawn(process.execPath, [flag, script], { stdio: ['ignore', 'ignore', 'inherit'] });
  const exit = once(child, 'exit');
  try {
    await vi.waitFor(async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } });
      expect(await answer.text()).toBe(`asked as 127.0.0.1:${port}`);
    }, 20_000);
  } finally {
    child.kill('SIGTERM');
    server.close();
  }

  expect([program, published]).toEqual(['node', '127.0.0.1:4000:4001']);
  expect(await exit).toEqual([0, null]);
});
