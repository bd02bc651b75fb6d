/** Sources that are broken on purpose, as the command sees them: by a configuration, at a gateway, and in lists. */
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import type { GatewayUnderTest } from '../gateway.ts';
import { batch, createWorlds, faults, hideCredentials, names, sound, type Fault } from '../operator/broken-sources.ts';
import { startProviders, type ProviderWorld } from '../providers.ts';
import { command, type Outcome } from './command.ts';

interface Broken {
  readonly world: ProviderWorld;
  readonly code: string;
  readonly cause: string;
  readonly state: string;
  readonly status: number;
  /** How the remedy reads; undefined where there is none. */
  readonly remedy?: RegExp;
}

const source = { queues: ['nightly'] };

/** What fails in other ways than settings and credentials do. */
const failing: Readonly<Record<string, Broken>> = {
  moved: {
    world: { ...batch, source, fault: () => ({ kind: 'redirect', location: 'https://other.example/' }) },
    ...{ code: 'PROVIDER_BAD_RESPONSE', cause: 'REDIRECTED', state: 'MISCONFIGURED', status: 78 },
    remedy: /^Write the new name or address into the settings/,
  },
  unreadable: {
    world: { ...batch, source, fault: () => ({ kind: 'malformed' }) },
    ...{ code: 'PROVIDER_BAD_RESPONSE', cause: 'ANSWER_UNREADABLE', state: 'DEGRADED', status: 76 },
    remedy: /^Compare the provider's version with the documents/,
  },
  failing: {
    world: { ...batch, source, fault: () => ({ kind: 'httpError', status: 503 }) },
    ...{ code: 'PROVIDER_UNAVAILABLE', cause: 'PROVIDER_FAULT', state: 'DEGRADED', status: 69 },
  },
  throttled: {
    world: { ...batch, source, fault: () => ({ kind: 'throttle' }) },
    ...{ code: 'PROVIDER_THROTTLED', cause: 'THROTTLED', state: 'DEGRADED', status: 75 },
    remedy: /^Lower `limits.requestsPerSecond`/,
  },
};

let started: Awaited<ReturnType<typeof start>>;
let gateway: GatewayUnderTest;
let env: Readonly<Record<string, string>>;
let restore: () => void;

const toWorlds = (of: typeof failing) => Object.entries(of).map(([name, { world }]) => [name, world] as const);

async function start() {
  return startProviders<string>(
    { ...(await createWorlds()), ...Object.fromEntries(toWorlds(failing)) },
    { random: () => 0 },
  );
}

beforeAll(async () => {
  restore = hideCredentials();
  started = await start();
  ({ gateway } = started);
  env = { JOBGRAPH_TOKEN: await gateway.token('job:read', 'job:operate') };
});

afterAll(async () => {
  await started.close();
  restore();
});

const ask = (line: string): Promise<Outcome> => command([...line.split(' '), '--url', gateway.url], { env });

/** A configuration of one of the sources, or of several. */
function write(only: readonly string[], rest: object = {}): string {
  const file = join(inject('scratchFolder'), `${only.join('-')}-${Object.keys(rest).join('-')}.json`);
  const sources = started.toSources({}, only);
  writeFileSync(file, JSON.stringify({ auth: { mode: 'none' }, sources, ...rest }));
  return file;
}

/** Of the sources that settings or credentials break: what a list says, and a check of this source alone. */
const ofFaults = names.map((name) => [name, faults[name] as Fault] as const);
const ofFailing = Object.entries(failing).map(([name, fault]) => [name, fault] as const);
const all = [...names, ...Object.keys(failing)];

describe('jobs ls', () => {
  // The first to ask: no breaker is open yet.
  it('says of each what is wrong and where, and exits 3', async () => {
    const { status, stdout, stderr } = await ask('jobs ls -o id');

    expect(status).toBe(3);
    expect(stdout).toBe(`${sound}:00000001-0000-4000-8000-000000000000\n`);
    const lines = stderr.trimEnd().split('\n');
    expect(lines).toEqual(
      [...ofFaults, ...ofFailing].map(([name, { cause }]) =>
        expect.stringMatching(new RegExp(`^! not covered: ${name}( \\(\\S+\\))?: \\S.* \\(${cause}\\)$`)),
      ),
    );
    for (const [index, [, { part }]] of ofFaults.entries()) expect(lines[index]).toContain(part ?? '');
    expect(lines[0]).toBe('! not covered: wrong-queue: AWS Batch knows no job queue `nihgtly` (TARGET_UNKNOWN)');
    expect(lines[10]).toBe('! not covered: no-creds: no credentials were found (NO_CREDENTIALS)');
    expect(stderr).not.toContain('canary');
  });
});

describe.each([...ofFaults, ...ofFailing])('%s', (name, { code, cause, status, remedy, state, ...rest }) => {
  it(`is ${cause} with its remedy, and exits ${status}`, async () => {
    const file = write([name]);

    const [checked, probed] = await Promise.all([
      command(['sources', '--check', '--config', file]),
      command(['config', 'check', file, '--probe']),
    ]);

    expect([checked.status, probed.status]).toEqual([status, status]);
    for (const text of [checked.stderr, probed.stdout]) {
      expect(text).toMatch(new RegExp(`^${name} \\([A-Z_]+\\): ${state}$`, 'm'));
      const [fault = '', cure = ''] = text.slice(text.indexOf('  ! ')).split('\n');
      expect(fault).toMatch(new RegExp(`^  ! \\w.*: \\S.* \\(${code}, ${cause}\\)$`));
      if ('part' in rest && rest.part !== null)
        expect(fault).toContain(` ${rest.part} (sources[0].${rest.setting}[0]): `);
      if (remedy !== undefined) expect(cure.trim()).toMatch(remedy);
      expect(text).not.toContain('canary');
    }
    expect(checked.stdout).toMatch(new RegExp(`^${name}\\t${state}\\t${cause}\\t`));
  });
});

describe('sources --check', () => {
  it('exits 0 where all is sound, and says nothing more than sources does', async () => {
    const file = write(['good']);

    const { status, stdout, stderr } = await command(['sources', '--check', '--config', file]);

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^good\tHEALTHY\t\t/);
  });

  it.each([
    [['good', 'throttled'], 75],
    [['throttled', 'failing'], 69],
    [['failing', 'unreadable'], 76],
    [['unreadable', 'no-right'], 77],
    [['no-right', 'wrong-queue', 'good'], 78],
  ])('of %s exits %i', async (only, status) => {
    await expect(command(['sources', '--check', '--config', write(only)])).resolves.toMatchObject({ status });
  });

  it('at a gateway says what is wrong with each but the sound one', async () => {
    const { status, stdout, stderr } = await ask('sources --check');

    expect(status).toBe(78);
    expect(stdout).toMatch(new RegExp(`^${sound}\\tHEALTHY\\t\\t`));
    expect(stdout.trimEnd().split('\n')).toHaveLength(1 + all.length);
    expect([...stderr.matchAll(/^(\S+) \([A-Z_]+\): /gm)].map(([, name]) => name)).toEqual(all);
    for (const [, { remedy }] of ofFaults) expect(stderr).toMatch(new RegExp(remedy.source.replace('^', '^ {4}'), 'm'));
  });

  it('has the checks as JSON', async () => {
    const { stdout } = await ask('sources --check -o json');

    const checks = JSON.parse(stdout) as readonly { readonly isSound: boolean; readonly source: { name: string } }[];
    expect(checks.map((one) => one.source.name)).toEqual([sound, ...all]);
    expect(checks.filter(({ isSound }) => isSound)).toHaveLength(1);
  });

  it('needs the scope job:operate, and says so', async () => {
    const world = { env: { JOBGRAPH_TOKEN: await gateway.token('job:read') } };

    const { status, stdout, stderr } = await command(['sources', '--check', '--url', gateway.url], world);

    expect({ status, stdout }).toEqual({ status: 77, stdout: '' });
    expect(stderr).toContain('job:operate');
  });
});

describe('config check --probe', () => {
  it('has a line for each step, sound or not', async () => {
    const { stdout } = await command(['config', 'check', write(['good', 'wrong-queue']), '--probe']);

    expect(stdout.split('\n').slice(0, 7)).toEqual([
      'The configuration is sound.',
      'good (AWS_BATCH): ok',
      '  ListJobs nightly (sources[0].queues[0]): 1 job.',
      'wrong-queue (AWS_BATCH): MISCONFIGURED',
      '  ! ListJobs nihgtly (sources[1].queues[0]): AWS Batch in us-east-1 knows no job queue `nihgtly`; it has `nightly`. (PROVIDER_REJECTED, TARGET_UNKNOWN)',
      '    Correct `sources[1].queues[0]`, or `region` and the account: AWS Batch in us-east-1 has `nightly`.',
      expect.stringMatching(/^ {4}ClientException: /),
    ]);
  });

  it('reads the keys of the issuer, and exits 69 where it cannot', async () => {
    const issuer = await listen(createServer((_request, response) => response.end('{"keys":[]}')));
    const jwt = (jwksUri: string) => ({
      auth: { mode: 'jwt', issuer: 'https://issuer.example', audience: 'jobs', algorithms: ['RS256'], jwksUri },
    });
    const reached = await command(['config', 'check', write(['good'], jwt(`${issuer.url}/`)), '--probe']);
    await issuer.close();

    const lost = await command(['config', 'check', write(['good'], jwt(`${issuer.url}/`)), '--probe']);

    expect([reached.status, lost.status]).toEqual([0, 69]);
    expect(reached.stdout).toContain('\nauth.jwksUri: 0 keys');
    expect(lost.stdout).toMatch(/\n! auth\.jwksUri: The keys of the issuer cannot be read \(network\)/);
  });

  it('looks for the store of a cluster', async () => {
    const cluster = { namespace: 'jobs', valkey: { url: 'redis://127.0.0.1:1' } };

    const { status, stdout } = await command(['config', 'check', write(['good'], { cluster }), '--probe']);

    expect(status).toBe(69);
    expect(stdout).toContain('! cluster.valkey.url: The store was not reached');
  });

  it('sends the receiver of traces none, and exits 69 where it does not take them', async () => {
    const asked: string[] = [];
    let answer = 200;
    const collector = await listen(
      createServer((request, response) => {
        asked.push(`${request.method} ${request.url} ${request.headers['content-type']}`);
        request.resume().on('end', () => response.writeHead(answer).end());
      }),
    );
    onTestFinished(collector.close);
    const otlp = 'OTEL_EXPORTER_OTLP_ENDPOINT';
    vi.stubEnv(otlp, collector.url);
    onTestFinished(() => {
      vi.stubEnv(otlp, undefined);
    });
    const probe = () => command(['config', 'check', write(['good'], { checks: { minSeconds: 9 } }), '--probe']);

    const taken = await probe();
    answer = 404;
    const refused = await probe();

    expect(taken).toMatchObject({ status: 0, stdout: expect.stringContaining(`\n${otlp}: Traces are taken.\n`) });
    const complaint = `\n! ${otlp}: Traces are not taken: look at the address, the path and the headers.\n`;
    expect(refused).toMatchObject({ status: 69, stdout: expect.stringContaining(complaint) });
    expect(asked).toEqual([1, 2].map(() => 'POST /v1/traces application/x-protobuf'));
  });

  it('says that no traces are sent, and asks nobody, where another protocol is wanted', async () => {
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', 'http://127.0.0.1:1');
    vi.stubEnv('OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc');
    onTestFinished(() => {
      for (const name of ['ENDPOINT', 'PROTOCOL']) vi.stubEnv(`OTEL_EXPORTER_OTLP_${name}`, undefined);
    });

    const { status, stdout } = await command(['config', 'check', write(['good']), '--probe']);

    expect(status).toBe(0);
    expect(stdout).toContain('No traces will be sent: OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf');
    expect(stdout).not.toContain('OTEL_EXPORTER_OTLP_ENDPOINT:');
  });
});

async function listen(server: Server) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
