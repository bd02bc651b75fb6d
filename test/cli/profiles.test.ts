/** Profiles of cli.yaml: which graph is asked, with which token, and what is said of a faulty file. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GatewayUnderTest } from '../gateway.ts';
import { startProviders } from '../providers.ts';
import { command, type CommandWorld } from './command.ts';

let gateway: GatewayUnderTest;
let close: () => Promise<void>;
let home: string;
let folder: string;
let file: string;

beforeAll(async () => {
  const jobs = { describe: () => undefined, list: () => [] };
  const started = await startProviders({ cos: { provider: 'cosbatch', jobs } });
  ({ gateway, close } = started);
  home = mkdtempSync(join(tmpdir(), 'jobgraph-profiles-'));
  folder = join(home, '.config/jobgraph');
  file = join(folder, 'cli.yaml');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'token'), await gateway.token('job:read', 'job:sensitive'));
  const [source] = started.sources;
  writeFileSync(
    join(folder, 'here.json'),
    JSON.stringify({ auth: { mode: 'none' }, sources: [{ ...source, name: 'here' }] }),
  );
});

afterAll(async () => {
  rmSync(home, { recursive: true });
  await close();
});

function ask(line: string, yaml: string, world: CommandWorld = {}) {
  writeFileSync(file, yaml.replaceAll('GATEWAY', gateway.url));
  return command(line.split(' '), { ...world, env: { HOME: home, ...world.env } });
}

const three = `profiles:
  default: { url: GATEWAY }
  lab: { url: '\${LAB}', tokenFile: token }
  here: { config: here.json }
`;

describe('a profile', () => {
  it('names a gateway and a token, with variables and with files beside it', async () => {
    const env = { LAB: gateway.url };

    const named = await ask('auth status --profile lab --json subject,scopes,tokenFrom', three, { env });
    const byVariable = await ask('sources -o id', three, { env: { ...env, JOBGRAPH_PROFILE: 'here' } });
    const usual = await ask('sources -o id', three, { env });

    expect(JSON.parse(named.stdout)).toEqual([
      { subject: 'demo', scopes: ['job:read', 'job:sensitive'], tokenFrom: 'profile' },
    ]);
    expect(byVariable).toEqual({ status: 0, stdout: 'here\n', stderr: '' });
    expect(usual).toEqual({ status: 0, stdout: 'cos\n', stderr: '' });
  });

  it('does not wait for the variables of another, but is refused without its own', async () => {
    const usual = await ask('sources -o id', three);
    const named = await ask('sources -o id --profile lab', three);
    const unknown = await ask('sources -o id --profile lap', three);

    expect(usual).toEqual({ status: 0, stdout: 'cos\n', stderr: '' });
    expect(named).toMatchObject({ status: 78, stdout: '' });
    expect(named.stderr).toContain('profiles.lab.url needs the environment variable LAB, but it is not set');
    expect(unknown.stderr).toContain('("default", "lab", "here"), but got "lap"');
  });

  it('and its gateway are not named by an empty variable', async () => {
    const env = { JOBGRAPH_URL: '', JOBGRAPH_CONFIG: '', JOBGRAPH_PROFILE: '' };

    await expect(ask('sources -o id', three, { env })).resolves.toMatchObject({ status: 0, stdout: 'cos\n' });
    const wrong = await ask('sources', three, { env: { ...env, JOBGRAPH_URL: 'nowhere' } });
    expect(wrong).toMatchObject({ status: 64, stderr: expect.stringContaining('JOBGRAPH_URL must be an http') });
  });

  it('as an option comes before the environment, which comes before the default', async () => {
    const env = { LAB: gateway.url, JOBGRAPH_URL: 'http://127.0.0.1:1' };

    const option = await ask('sources -o id --profile here', three, { env });
    const environment = await ask('sources -o id', three, { env });

    expect(option).toMatchObject({ status: 0, stdout: 'here\n' });
    expect(environment).toMatchObject({ status: 69, stdout: '' });
  });

  it('is found in XDG_CONFIG_HOME, and nothing is read where no home is known', async () => {
    const found = await ask('sources -o id --profile default', three, {
      env: { HOME: '/nowhere', XDG_CONFIG_HOME: join(home, '.config'), LAB: 'x' },
    });
    const homeless = await command(['sources', '--profile', 'lab']);

    expect(found.stderr).toContain('profiles.lab.url must be an http or https URL without a user');
    expect(homeless).toMatchObject({ status: 78, stderr: expect.stringContaining('there is no such file') });
  });

  it('names a configuration to check', async () => {
    const env = { LAB: gateway.url };

    const checked = await ask('config check --profile here', three, { env });
    const gatewayOnly = await ask('config check --profile lab', three, { env });

    expect(checked).toEqual({ status: 0, stdout: 'The configuration is sound.\n', stderr: '' });
    expect(gatewayOnly).toMatchObject({ status: 64, stdout: '' });
  });

  it('excludes --url and --config', async () => {
    const outcome = await ask('sources --profile lab --url http://127.0.0.1:1', three);

    expect(outcome).toEqual({ status: 64, stdout: '', stderr: 'jobgraph: --url and --profile exclude each other.\n' });
  });
});

describe('a faulty cli.yaml', () => {
  it.each([
    [
      'profiles: { lab: { url: "ftp://x" } }',
      'profiles.lab.url must be an http or https URL without a user, but got "ftp://x"',
    ],
    ['profiles: { lab: {} }', 'profiles.lab must be a map with either url or config, but got neither'],
    [
      'profiles: { lab: { url: GATEWAY, config: x } }',
      'profiles.lab must be a map with either url or config, but got both',
    ],
    [
      'profiles: { lab: { ulr: GATEWAY } }',
      'profiles.lab.ulr must be one of the keys url, config, tokenFile, signIn, but is none of them: did you mean url?',
    ],
    ['profiles: [lab]', 'profiles must be a map of profiles by name, but got a list'],
    ['profile: { lab: {} }', 'profile must be one of the keys profiles, but is none of them: did you mean profiles?'],
    [
      'profiles: { lab: { url: GATEWAY, signIn: { issuer: "http://issuer.example" } } }',
      'profiles.lab.signIn.issuer must be an https URL',
    ],
    [
      'profiles: { lab: { url: "${UNSET}" } }',
      'profiles.lab.url needs the environment variable UNSET, but it is not set',
    ],
    ['profiles: [', 'cli.yaml:1:12 must be YAML or JSON, but the line'],
  ])('exits 78: %s', async (yaml, expected) => {
    const { status, stdout, stderr } = await ask('sources --profile lab', yaml);

    expect({ status, stdout }).toEqual({ status: 78, stdout: '' });
    expect(stderr).toContain(`jobgraph: ${file} cannot be used:\n`);
    expect(stderr).toContain(expected);
  });

  it('exits 78 for a profile that it does not have, and lists those that it has', async () => {
    const outcome = await ask('sources --profile prod', 'profiles: { lab: { url: GATEWAY } }');

    expect(outcome).toMatchObject({
      status: 78,
      stderr: `jobgraph: --profile must be of ${file} ("lab"), but got "prod".\n`,
    });
  });
});
