/** Commands that need no gateway: --config runs the graph in this process. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemo, type Demo } from '../../emulators/demo/start.ts';
import { command } from './command.ts';

let demo: Demo;
let folder: string;
let config: string;

beforeAll(async () => {
  demo = await startDemo();
  folder = mkdtempSync(join(tmpdir(), 'jobgraph-cli-'));
  config = join(folder, 'jobgraph.json');
  writeFileSync(config, JSON.stringify({ auth: { mode: 'none' }, sources: demo.sources }));
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await demo.close();
});

describe('--config', () => {
  it('lists and gets jobs', async () => {
    const listed = await command(['jobs', 'ls', '--source', 'devices', '--config', config, '-o', 'id']);
    const got = await command(['jobs', 'get', 'devices:ERRS1', '-o', 'id'], { env: { JOBGRAPH_CONFIG: config } });

    expect(listed.status).toBe(0);
    expect(listed.stdout.split('\n')).toContain('devices:ERRS1');
    expect(got).toEqual({ status: 0, stdout: 'devices:ERRS1\n', stderr: '' });
  });

  it('watches, and exits by how the job ended', async () => {
    const outcome = await command(['jobs', 'wait', 'devices:ERRS1', '--config', config]);

    expect(outcome).toEqual({ status: 12, stdout: '', stderr: '' });
  });

  it('says what an operation cost', async () => {
    const input = '{ job(id: "devices:ERRS1") { id } }';

    const { stdout } = await command(['query', '--explain', '--config', config], { input });

    expect(JSON.parse(stdout)).toMatchObject({ extensions: { upstream: { devices: expect.anything() } } });
  });

  it('shows no secrets', async () => {
    const input = '{ jobViewer { scopes } job(id: "devices:ERRS1") { ... on ImportExportJob { signature } } }';

    const { status, stdout } = await command(['query', '--config', config], { input });

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      data: { jobViewer: { scopes: ['job:read'] }, job: { signature: null } },
      errors: [{ path: ['job', 'signature'] }],
    });
  });

  it('says of a faulty file what is wrong with it, and exits 78', async () => {
    const faulty = join(folder, 'faulty.yaml');
    writeFileSync(faulty, 'auth: { mode: nobody }');

    const asked = await command(['jobs', 'ls', '--config', faulty]);
    const checked = await command(['config', 'check', faulty]);

    expect(asked).toMatchObject({ status: 78, stdout: '' });
    expect(asked.stderr).toContain('auth.mode');
    expect(checked.status).toBe(78);
  });

  it('excludes --url', async () => {
    const outcome = await command(['jobs', 'ls', '--config', config, '--url', 'http://127.0.0.1:1']);

    expect(outcome).toMatchObject({ status: 64, stderr: 'jobgraph: --url and --config exclude each other.\n' });
  });
});

describe('commands without a graph', () => {
  it('check a configuration, with a call to each source', async () => {
    const { status, stdout } = await command(['config', 'check', config, '--probe']);

    expect(status).toBe(0);
    expect(stdout).toContain('The configuration is sound.\n');
    expect(stdout).toContain('devices (IMPORT_EXPORT): ok\n');
  });

  it('exit 69 where a source cannot be reached, and say which', async () => {
    const away = join(folder, 'away.json');
    const [source] = demo.sources;
    writeFileSync(
      away,
      JSON.stringify({ auth: { mode: 'none' }, sources: [{ ...source, endpoint: 'http://127.0.0.1:1' }] }),
    );

    const { status, stdout } = await command(['config', 'check', away, '--probe']);

    expect(status).toBe(69);
    expect(stdout).toMatch(/PROVIDER_UNAVAILABLE/);
  });

  it('print the schemas', async () => {
    const ofConfig = await command(['config', 'schema']);
    const ofGraph = await command(['schema', 'print']);
    const without = await command(['schema', 'print', '--without-auth-directives']);

    expect(ofConfig.stdout).toBe(readFileSync(new URL('../../config.schema.json', import.meta.url), 'utf8'));
    expect(ofGraph.stdout).toBe(
      readFileSync(new URL('../../schema/snapshot/jobgraph.graphql', import.meta.url), 'utf8'),
    );
    expect(without.stdout).not.toContain('@requiresScopes');
  });
});
