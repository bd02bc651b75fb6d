/** docs/production.md, from its first command to its last: on emulated providers and an issuer that checks. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { startDemo, type Demo } from '../../emulators/demo/start.ts';
import { command, type Outcome } from '../cli/command.ts';
import { findFreePort } from '../free-port.ts';
import { nativeClientId, startOidcIssuer, type OidcIssuer } from '../oidc-issuer.ts';
import { startProcess, type GatewayProcess } from '../operator/gateway-process.ts';
import { listCommands, splitWords } from './shell-commands.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const page = read('docs/production.md');
const commands = listCommands('docs/production.md', page).map((shown) => shown.command);
const find = (beginning: string): string => {
  const found = commands.find((shown) => shown.startsWith(beginning));
  if (found === undefined) throw new TypeError(`docs/production.md must show a command that begins with ${beginning}`);
  return found;
};

interface Entry {
  readonly name: string;
  readonly provider: string;
}
interface DemoEntry extends Entry {
  readonly endpoint: string;
  readonly credentials: Readonly<Record<string, string>>;
}
interface File {
  readonly server: { readonly metricsPort: number; readonly host: string };
  readonly sources: readonly Entry[];
}

let demo: Demo;
let issuer: OidcIssuer;
let folder: string;
let file: File;
let gateway: GatewayProcess;
let metricsPort: number;

/** The file of the page: its issuer and its providers are those of this test. */
function toFile(text: string): File {
  const shown = parse(
    text
      .replaceAll('https://issuer.example/.well-known/jwks.json', `${issuer.origin}/keys`)
      .replaceAll('https://issuer.example', issuer.origin),
  ) as File & { readonly auth: object };
  const sources = shown.sources.map((source) => {
    const { endpoint } = toEntry(source.name);
    return { ...source, ...(source.provider === 'kubernetes' ? { server: endpoint } : { endpoint }) };
  });
  // The issuer of this test signs by it.
  return { ...shown, auth: { ...shown.auth, algorithms: ['ES256'] }, sources } as File;
}

/** The demo has a source of each name, and its keys are those that the emulator accepts. */
function toEntry(name: string): DemoEntry {
  const entry = (demo.sources as readonly DemoEntry[]).find((source) => source.name === name);
  if (entry === undefined) throw new TypeError(`The demo must have a source ${name}.`);
  return entry;
}

beforeAll(async () => {
  demo = await startDemo();
  issuer = await startOidcIssuer();
  folder = mkdtempSync(join(tmpdir(), 'jobgraph-production-'));
  file = toFile(/```yaml\n(.+?)```/s.exec(page)?.[1] ?? '');
  vi.stubEnv('GITHUB_TOKEN', toEntry('ci').credentials['token']);
  vi.stubEnv('CLUSTER_TOKEN', toEntry('cluster').credentials['token']);
  vi.stubEnv('AWS_ACCESS_KEY_ID', toEntry('batch-prod').credentials['accessKeyId']);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', toEntry('batch-prod').credentials['secretAccessKey']);
  metricsPort = await findFreePort();
  // As the container has it, but for the addresses, which are this machine's alone.
  gateway = await startProcess({ ...file, server: { ...file.server, host: '127.0.0.1', metricsPort } });
});

afterAll(async () => {
  vi.unstubAllEnvs();
  gateway.process.kill('SIGKILL');
  await gateway.exited;
  await issuer.close();
  await demo.close();
  rmSync(folder, { recursive: true });
});

/** With this test's gateway, issuer and folder. */
async function run(shown: string): Promise<Outcome> {
  const line = shown
    .replace('http://127.0.0.1:4000', new URL(gateway.url).origin)
    .replace('https://issuer.example', issuer.origin)
    .replace('jobgraph.yaml', join(folder, 'jobgraph.yaml'));
  const openAddress = async (address: URL): Promise<boolean> => (await fetch(address)).ok;
  return command(splitWords(line).slice(2), { env: { XDG_STATE_HOME: folder, XDG_CONFIG_HOME: folder }, openAddress });
}

it('its file passes the probe: every source answers', async () => {
  writeFileSync(join(folder, 'jobgraph.yaml'), stringify(file));

  const { status, stdout } = await run(find('npx jobgraph config check'));

  expect(stdout).toContain('The configuration is sound.');
  for (const { name } of file.sources) expect(stdout).toMatch(new RegExp(`^${name} \\(\\w+\\): ok`, 'm'));
  expect(status).toBe(0);
});

it('its container has the file where the image looks for it, the ports of the file, and the secrets', () => {
  const words = splitWords(find('docker run'));
  const after = (option: string): readonly string[] =>
    words.flatMap((word, index) => (words[index - 1] === option ? [word] : []));
  const [, config = ''] = /^CMD .*"--config", "([^"]+)"/m.exec(read('deploy/Dockerfile')) ?? [];
  const secrets = [...page.matchAll(/'\$\{(\w+)\}'/g)].map(([, name]) => name);

  expect(after('-v')).toEqual([`$PWD/jobgraph.yaml:${config}:ro`]);
  expect(after('-p')).toEqual(['127.0.0.1:4000:4000', `127.0.0.1:9464:${file.server.metricsPort}`]);
  expect(after('-e')).toEqual([...secrets, 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']);
  expect(file.server.host).toBe('0.0.0.0');
  expect(splitWords(find('docker build'))).toContain(words.at(-1));
});

it('what it asks of the gateway is answered', async () => {
  const ask = async (shown: string): Promise<string> => {
    const [program = '', ...words] = splitWords(shown)
      .map((word) => word.replace('http://127.0.0.1:4000', new URL(gateway.url).origin))
      .map((word) => word.replace(':9464', `:${metricsPort}`));
    return (await promisify(execFile)(program, words)).stdout;
  };

  expect(await ask(find('curl -fsS http://127.0.0.1:4000/readyz'))).toContain('ready');
  expect(await ask(find('curl -fsS http://127.0.0.1:9464/metrics'))).toContain('jobgraph_source');
});

it('people sign in, and see every source and its jobs', async () => {
  expect(find('npx jobgraph auth login')).toContain(`--client-id ${nativeClientId}`);
  const login = await run(find('npx jobgraph auth login'));
  const sources = await run(find('npx jobgraph sources'));
  const jobs = await run(find('npx jobgraph jobs ls'));

  expect(login).toMatchObject({ status: 0, stderr: expect.stringContaining('job:read') });
  for (const { name } of file.sources) expect(sources.stdout).toContain(name);
  expect(jobs).toMatchObject({ status: 0, stderr: '' });
  for (const { name } of file.sources) expect(jobs.stdout).toContain(`${name}:`);
});
