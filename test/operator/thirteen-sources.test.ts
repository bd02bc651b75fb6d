/** Thirteen sources, twelve of them broken, each in its own way: what graph, log and metrics say of each. */
import { createServer, type AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { toRemedy, type CauseKind } from '../../src/errors/causes.ts';
import { awsCredentials as credentials } from '../credentials.ts';
import { startProviders } from '../providers.ts';

const denied = 'PROVIDER_ACCESS_DENIED';
const rejected = 'PROVIDER_REJECTED';
const unavailable = 'PROVIDER_UNAVAILABLE';
const none = { describe: () => undefined, list: () => [] };
const queue = { jobQueueName: 'nightly', jobQueueArn: 'arn:aws:batch:us-east-1:123456789012:job-queue/nightly' };
const batch = { provider: 'awsbatch', jobs: { ...none, queues: () => [queue] } } as const;
const kubernetes = { provider: 'kubernetes', jobs: none } as const;
const machine = 'arn:aws:states:us-east-1:123456789012:stateMachine:orders';

/** Code, cause and state of each; the part and its setting; what a check says to do. */
type Expected = readonly [string, CauseKind, string, string | null, string | null, RegExp];

const wrongName = (setting: string): RegExp =>
  new RegExp(`^Correct \`sources\\[\\d+\\]\\.${setting}\\[0\\]\`, or \`region\` and the account(: .* has .*)?\\.$`);

const expected: Readonly<Record<string, Expected>> = {
  'wrong-queue': [rejected, 'TARGET_UNKNOWN', 'MISCONFIGURED', 'nihgtly', 'queues', wrongName('queues')],
  'wrong-project': [rejected, 'TARGET_UNKNOWN', 'MISCONFIGURED', 'web-ap', 'projects', wrongName('projects')],
  'wrong-machine': [rejected, 'TARGET_UNKNOWN', 'MISCONFIGURED', 'ordres', 'stateMachines', wrongName('stateMachines')],
  'ci-norepo': [rejected, 'TARGET_UNKNOWN', 'MISCONFIGURED', 'acme/webb', 'repositories', wrongName('repositories')],
  'no-creds': [denied, 'NO_CREDENTIALS', 'MISCONFIGURED', null, null, /^Give the source credentials: /],
  'no-profile': [denied, 'PROFILE_MISSING', 'MISCONFIGURED', null, null, /^Write the profile into /],
  'wrong-secret': [denied, 'SIGNATURE_WRONG', 'MISCONFIGURED', null, null, /^Correct the secret /],
  'no-right': [denied, 'NOT_PERMITTED', 'MISCONFIGURED', 'nightly', 'queues', /^Grant batch:ListJobs: /],
  'ci-bad': [denied, 'CREDENTIALS_UNKNOWN', 'MISCONFIGURED', null, null, /^Replace the key or token /],
  'k8s-bad': [denied, 'CREDENTIALS_UNKNOWN', 'MISCONFIGURED', null, null, /^Replace the key or token /],
  'k8s-forbidden': [denied, 'NOT_PERMITTED', 'MISCONFIGURED', 'etl', 'namespaces', /^Grant the permissions of this /],
  'no-port': [unavailable, 'CONNECTION_REFUSED', 'DEGRADED', null, null, /^Look at .* to 127\.0\.0\.1:\d+\.$/],
};
const names = Object.keys(expected);

interface Step {
  readonly code: string | null;
  readonly cause: string | null;
  readonly part: string | null;
  readonly setting: string | null;
  readonly message: string;
  readonly remedy: string | null;
}

let world: Awaited<ReturnType<typeof start>>;
const folder = mkdtempSync(join(tmpdir(), 'jobgraph-'));

async function findClosedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function start() {
  return startProviders(
    {
      good: { ...batch, source: { queues: ['nightly'] } },
      'wrong-queue': { ...batch, source: { queues: ['nihgtly'] } },
      'wrong-project': { provider: 'codebuild', jobs: none, source: { projects: ['web-ap'] } },
      'wrong-machine': {
        provider: 'stepfunctions',
        jobs: {
          ...none,
          stateMachines: () => [{ name: 'orders', stateMachineArn: machine, type: 'STANDARD', creationDate: 1 }],
        },
        source: { stateMachines: ['ordres'] },
      },
      'ci-norepo': { provider: 'githubactions', jobs: none, source: { repositories: ['acme/webb'] } },
      'no-creds': { provider: 'panorama', jobs: none, source: { credentials: undefined } },
      'no-profile': { provider: 'panorama', jobs: none, source: { credentials: { profile: 'canary-profile' } } },
      'wrong-secret': {
        provider: 'panorama',
        jobs: none,
        source: { credentials: { ...credentials, secretAccessKey: 'canary-secret' } },
      },
      'no-right': { ...batch, source: { queues: ['nightly'] }, fault: () => ({ kind: 'accessDenied' }) },
      'ci-bad': {
        provider: 'githubactions',
        jobs: none,
        source: { repositories: ['acme/web'], credentials: { token: 'canary-token' } },
      },
      'k8s-bad': { ...kubernetes, source: { credentials: { token: 'canary-token' } } },
      'k8s-forbidden': { ...kubernetes, source: { namespaces: ['etl'] }, fault: () => ({ kind: 'accessDenied' }) },
      'no-port': {
        provider: 'panorama',
        jobs: none,
        source: { endpoint: `http://127.0.0.1:${await findClosedPort()}` },
      },
    },
    { random: () => 0 },
  );
}

beforeAll(async () => {
  for (const name of Object.keys(process.env).filter((each) => each.startsWith('AWS_'))) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'));
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  world = await start();
});
afterAll(async () => {
  await world.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** The path of a setting of a source, e.g. `sources[1].queues[0]`. */
function toPath(name: string, setting: string | null): string | null {
  return setting === null ? null : `sources[${names.indexOf(name) + 1}].${setting}[0]`;
}

describe('of thirteen sources, twelve of them broken', () => {
  it('the graph says code, cause, state and remedy of each: in issues, health and checks', async () => {
    const token = await world.gateway.token('job:read', 'job:operate');
    const { data } = await world.gateway.query(
      '{ jobs { issues { source { name } code cause part remedy isRetryable isPermanent message } } }',
      { token },
    );
    const sources = await world.gateway.query(
      '{ jobSources { name health { state lastErrorCode lastErrorCause remedy } } }',
      { token },
    );
    const checks = await world.gateway.query(
      '{ jobSourceChecks { source { name } isSound state steps { code cause part setting message remedy } } }',
      { token },
    );

    const issues = data.jobs.issues as readonly {
      readonly source: { readonly name: string };
      readonly message: string;
    }[];
    expect(issues).toEqual(
      names.map((name) => {
        const [code, cause, , part] = expected[name] as Expected;
        return {
          source: { name },
          ...{ code, cause, part, remedy: toRemedy(cause), message: expect.any(String) as unknown },
          ...{ isRetryable: code === unavailable, isPermanent: false },
        };
      }),
    );
    expect(issues[0]?.message).toBe('AWS Batch knows no job queue `nihgtly`.');
    const health = sources.data.jobSources as readonly { readonly name: string; readonly health: object }[];
    expect(Object.fromEntries(health.map((one) => [one.name, one.health]))).toEqual({
      good: { state: 'HEALTHY', lastErrorCode: null, lastErrorCause: null, remedy: null },
      ...Object.fromEntries(
        names.map((name) => {
          const [code, cause, state] = expected[name] as Expected;
          return [name, { state, lastErrorCode: code, lastErrorCause: cause, remedy: toRemedy(cause) }];
        }),
      ),
    });
    const [good, ...broken] = checks.data.jobSourceChecks as readonly {
      readonly steps: readonly Step[];
      readonly isSound: boolean;
      readonly state: string;
    }[];
    expect(good).toMatchObject({ isSound: true, state: 'HEALTHY' });
    expect(broken.map(({ isSound, state, steps }) => [isSound, state, steps[0]])).toEqual(
      names.map((name) => {
        const [code, cause, state, part, setting, remedy] = expected[name] as Expected;
        const step = {
          code,
          cause,
          message: expect.any(String) as unknown,
          remedy: expect.stringMatching(remedy) as unknown,
        };
        const partOfCheck = part ?? (name === 'ci-bad' ? 'acme/web' : null);
        const path = name === 'ci-bad' ? toPath(name, 'repositories') : toPath(name, setting);
        return [false, state, { ...step, part: partOfCheck, setting: path }];
      }),
    );
  });

  it('the log says each once, with its remedy, and holds no secret', () => {
    const lines = world.gateway.logs.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    const states = lines.filter(({ msg }) => msg === 'source state');

    for (const name of names) {
      const [code, cause, state, part, setting] = expected[name] as Expected;
      const [first, ...more] = states.filter(({ source }) => source === name);
      expect(first).toMatchObject({
        level: 40,
        state,
        code,
        cause,
        remedy: toRemedy(cause),
        setting: toPath(name, setting),
      });
      if (part !== null) expect(first?.['part']).toBe(part);
      expect([name, more]).toEqual([name, []]);
    }
    expect(states.filter(({ source }) => source === 'good')).toMatchObject([{ level: 30, state: 'HEALTHY' }]);
    expect(lines.filter(({ msg }) => msg === 'source checked')).toHaveLength(13);
    expect(world.gateway.logs.join('')).not.toContain('canary');
  });

  it('the metrics count each: its state, its gaps and its checks', async () => {
    const metrics = await (await fetch(world.gateway.url.replace('/graphql', '/metrics'))).text();

    for (const name of names) {
      const [code, , state] = expected[name] as Expected;
      expect(metrics).toContain(`jobgraph_source_state{source="${name}",state="${state}"} 1\n`);
      expect(metrics).toContain(`jobgraph_gaps_total{source="${name}",code="${code}"} 1\n`);
      expect(metrics).toContain(`jobgraph_source_checks_total{source="${name}",outcome="unsound"} 1\n`);
    }
    expect(metrics).toContain('jobgraph_source_checks_total{source="good",outcome="sound"} 1\n');
    expect(metrics).not.toContain('jobgraph_gaps_total{source="good"');
  });
});
