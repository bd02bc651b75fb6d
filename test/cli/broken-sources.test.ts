/** Thirteen sources, twelve of them broken, as the command sees them: by a configuration, at a gateway, and in lists. */
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { GatewayUnderTest } from '../gateway.ts';
import { startProviders, type ProviderWorld } from '../providers.ts';
import { command, type Outcome } from './command.ts';

const nightly = { jobQueueName: 'nightly', jobQueueArn: 'arn:aws:batch:us-east-1:123456789012:job-queue/nightly' };
const batchJob = {
  jobId: '00000001-0000-4000-8000-000000000000',
  jobName: 'a',
  jobQueue: nightly.jobQueueArn,
  status: 'RUNNING',
  createdAt: 1_795_161_600_000,
};
const queues = ['nightly'];
const batch = {
  provider: 'awsbatch',
  jobs: { describe: () => batchJob, list: () => [batchJob], queues: () => [nightly] },
} as const;
const none = { describe: () => undefined, list: () => [] };

interface Broken {
  readonly world: ProviderWorld;
  readonly cause: string;
  readonly status: number;
  /** A part of the remedy; undefined where there is none. */
  readonly remedy?: string;
}

const broken: Readonly<Record<string, Broken>> = {
  'wrong-queue': {
    world: { ...batch, source: { queues: ['nihgtly'] } },
    cause: 'TARGET_UNKNOWN',
    status: 78,
    remedy: 'Correct `sources[0].queues[0]`',
  },
  'wrong-project': {
    world: { provider: 'codebuild', jobs: none, source: { projects: ['web-ap'] } },
    cause: 'TARGET_UNKNOWN',
    status: 78,
    remedy: 'Correct `sources[0].projects[0]`',
  },
  'no-repository': {
    world: {
      provider: 'githubactions',
      jobs: none,
      source: { repositories: ['acme/webb'] },
      fault: () => ({ kind: 'httpError', status: 404 }),
    },
    cause: 'TARGET_UNKNOWN',
    status: 78,
    remedy: 'Correct `sources[0].repositories[0]`',
  },
  'no-profile': {
    world: { ...batch, source: { queues, credentials: { profile: 'nobody' } } },
    cause: 'PROFILE_MISSING',
    status: 78,
    remedy: 'Write the profile into the shared AWS files',
  },
  moved: {
    world: { ...batch, source: { queues }, fault: () => ({ kind: 'redirect', location: 'https://other.example/' }) },
    cause: 'REDIRECTED',
    status: 78,
    remedy: 'Write the new name or address into the settings',
  },
  'wrong-key': {
    world: {
      ...batch,
      source: { queues, credentials: { accessKeyId: 'AKIDUNKNOWN', secretAccessKey: 'not-the-secret' } },
    },
    cause: 'CREDENTIALS_UNKNOWN',
    status: 77,
    remedy: 'Replace the key or token in `credentials`',
  },
  'wrong-secret': {
    world: {
      ...batch,
      source: { queues, credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'another-secret' } },
    },
    cause: 'SIGNATURE_WRONG',
    status: 77,
    remedy: 'Correct the secret that belongs to the key',
  },
  'no-permission': {
    world: { ...batch, source: { queues }, fault: () => ({ kind: 'accessDenied' }) },
    cause: 'NOT_PERMITTED',
    status: 77,
    remedy: 'Grant batch:ListJobs',
  },
  'wrong-token': {
    world: { provider: 'kubernetes', jobs: none, fault: () => ({ kind: 'httpError', status: 401 }) },
    cause: 'CREDENTIALS_UNKNOWN',
    status: 77,
    remedy: 'Replace the key or token in `credentials`',
  },
  unreadable: {
    world: { ...batch, source: { queues }, fault: () => ({ kind: 'malformed' }) },
    cause: 'ANSWER_UNREADABLE',
    status: 76,
    remedy: "Compare the provider's version with the documents",
  },
  failing: {
    world: { ...batch, source: { queues }, fault: () => ({ kind: 'httpError', status: 503 }) },
    cause: 'PROVIDER_FAULT',
    status: 69,
  },
  throttled: {
    world: { ...batch, source: { queues }, fault: () => ({ kind: 'throttle' }) },
    cause: 'THROTTLED',
    status: 75,
    remedy: 'Lower `limits.requestsPerSecond`',
  },
};

const names = Object.keys(broken);
let started: Awaited<ReturnType<typeof start>>;
let gateway: GatewayUnderTest;
let env: Readonly<Record<string, string>>;

const start = () => {
  const worlds = Object.entries(broken).map(([name, { world }]) => [name, world] as const);
  return startProviders<string>(
    { good: { ...batch, source: { queues } }, ...Object.fromEntries(worlds) },
    { random: () => 0 },
  );
};

beforeAll(async () => {
  started = await start();
  ({ gateway } = started);
  env = { JOBGRAPH_TOKEN: await gateway.token('job:read', 'job:operate') };
});

afterAll(() => started.close());

const ask = (line: string): Promise<Outcome> => command([...line.split(' '), '--url', gateway.url], { env });

/** A configuration of one of the sources, or of several. */
function write(only: readonly string[], rest: object = {}): string {
  const file = join(inject('scratchFolder'), `${only.join('-')}-${Object.keys(rest).join('-')}.json`);
  const sources = started.toSources({}, only);
  writeFileSync(file, JSON.stringify({ auth: { mode: 'none' }, sources, ...rest }));
  return file;
}

describe.each(Object.entries(broken))('%s', (name, { cause, status, remedy }) => {
  it(`is ${cause} with its remedy, and exits ${status}`, async () => {
    const file = write([name]);

    const checked = await command(['sources', '--check', '--config', file]);
    const probed = await command(['config', 'check', file, '--probe']);

    expect([checked.status, probed.status]).toEqual([status, status]);
    for (const text of [checked.stderr, probed.stdout]) {
      expect(text).toContain(`${name} (`);
      expect(text).toMatch(new RegExp(`\\(PROVIDER_[A-Z_]+, ${cause}\\)`));
      expect(text).toContain(remedy ?? '');
      expect(text).not.toMatch(/not-the-secret|another-secret/);
    }
    expect(checked.stdout).toMatch(new RegExp(`^${name}\\t[A-Z]+\\t${cause}\\t`));
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
    [['unreadable', 'no-permission'], 77],
    [['no-permission', 'wrong-queue', 'good'], 78],
  ])('of %s exits %i', async (only, status) => {
    await expect(command(['sources', '--check', '--config', write(only)])).resolves.toMatchObject({ status });
  });

  it('at a gateway says what is wrong with twelve of thirteen', async () => {
    const { status, stdout, stderr } = await ask('sources --check');

    expect(status).toBe(78);
    expect(stdout.trimEnd().split('\n')).toHaveLength(13);
    expect(stderr.match(/^\S+ \([A-Z_]+\): /gm)).toHaveLength(12);
    expect(stderr).not.toContain('good');
  });

  it('has the checks as JSON', async () => {
    const { stdout } = await ask('sources --check -o json');

    const checks = JSON.parse(stdout) as readonly { readonly isSound: boolean; readonly source: { name: string } }[];
    expect(checks.map(({ source }) => source.name)).toEqual(['good', ...names]);
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
});

describe('jobs ls', () => {
  it('says of each of the twelve what is wrong, and exits 3', async () => {
    const { status, stdout, stderr } = await ask('jobs ls -o id');

    expect(status).toBe(3);
    expect(stdout).toBe('good:00000001-0000-4000-8000-000000000000\n');
    for (const [name, { cause }] of Object.entries(broken))
      expect(stderr).toMatch(new RegExp(`^! not covered: ${name}\\b.*: .* \\((${cause}|BREAKER_OPEN)\\)$`, 'm'));
    expect(stderr).toMatch(/^! not covered: wrong-queue: .*`nihgtly`.* \(TARGET_UNKNOWN\)$/m);
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
