/** Grafbase's router, as its command for developers runs it: https://grafbase.com/docs/cli/commands/dev */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { RunningServer } from '../../examples/supergraph/annotations.ts';
import { readServiceSdl, type Subgraph } from '../../examples/supergraph/router.ts';
import { findFreePort } from '../free-port.ts';

const program = fileURLToPath(
  new URL('grafbase/node_modules/@grafbase/cli-x86_64-unknown-linux-musl/grafbase', import.meta.url),
);

/** Whether the router is installed here. */
export const hasGrafbase = existsSync(program);

/** Composes the subgraphs by itself. The client's token goes to jobgraph alone. Throws if it does not serve them. */
export async function startGrafbase(subgraphs: readonly Subgraph[]): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'jobgraph-grafbase-'));
  const sections = await Promise.all(subgraphs.map((subgraph) => toSection(subgraph, folder)));
  const config = join(folder, 'grafbase.toml');
  writeFileSync(config, sections.join('\n'));
  const address = `127.0.0.1:${await findFreePort()}`;
  const router = spawn(program, ['--home', folder, 'dev', '--config', config, '--listen-address', address], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {},
  });
  const url = `http://${address}/graphql`;
  const close = async (): Promise<void> => {
    if (router.exitCode === null) {
      const ended = once(router, 'exit');
      router.kill();
      await ended;
    }
    rmSync(folder, { recursive: true });
  };
  try {
    await waitUntilServed(url, () => router.exitCode === null);
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** https://grafbase.com/docs/gateway/configuration/subgraph-configuration */
async function toSection({ name, url }: Subgraph, folder: string): Promise<string> {
  const file = join(folder, `${name}.graphql`);
  writeFileSync(file, await readServiceSdl(url));
  const section = [
    `[subgraphs.${name}]`,
    `url = "${url}"`,
    `schema_path = "${file}"`,
    `websocket_url = "${url.replace('http', 'ws')}"`,
  ];
  const forward = [`[[subgraphs.${name}.headers]]`, 'rule = "forward"', 'name = "authorization"'];
  return [...section, ...(name === 'jobgraph' ? forward : [])].join('\n');
}

async function waitUntilServed(url: string, isRunning: () => boolean): Promise<void> {
  for (let asked = 0; asked < 300; asked += 1) {
    if (!isRunning()) throw new Error('Grafbase ended before it served the graph');
    const body = JSON.stringify({ query: '{ __typename }' });
    const headers = { 'content-type': 'application/json' };
    const status = await fetch(url, { method: 'POST', headers, body }).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return;
    await wait(100);
  }
  throw new Error('Grafbase does not serve the graph');
}
