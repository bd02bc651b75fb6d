/** One sound source and fifteen that are broken on purpose, each in its own way: what everybody must say of each. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { CauseKind } from '../../src/errors/causes.ts';
import { awsCredentials } from '../credentials.ts';
import type { ProviderWorld } from '../providers.ts';

/** What graph, log, metrics and command say of a source. */
export interface Fault {
  readonly code: 'PROVIDER_ACCESS_DENIED' | 'PROVIDER_REJECTED' | 'PROVIDER_UNAVAILABLE';
  readonly cause: CauseKind;
  readonly state: 'MISCONFIGURED' | 'DEGRADED';
  /** The part that the fault is of; null for the whole source. */
  readonly part: string | null;
  /** The setting that is to be mended, as a member of the source. */
  readonly setting: string | null;
  /** The remedy of a check, which fills in what it has found. */
  readonly remedy: RegExp;
  /** The exit status of a check of this source alone. */
  readonly status: 69 | 77 | 78;
  /** The first part that a check asks for, where it is not `part`, with its setting. */
  readonly asked?: readonly [part: string, setting: string];
}

/** The source that works, beside the broken ones. */
export const sound = 'good';

const none = { describe: () => undefined, list: () => [] };
const queue = { jobQueueName: 'nightly', jobQueueArn: 'arn:aws:batch:us-east-1:123456789012:job-queue/nightly' };
const batchJob = {
  ...{ jobId: '00000001-0000-4000-8000-000000000000', jobName: 'a', jobQueue: queue.jobQueueArn },
  ...{ status: 'RUNNING', createdAt: 1_795_161_600_000 },
};
/** A source of AWS Batch with one queue and one job. */
export const batch = {
  provider: 'awsbatch',
  jobs: { describe: () => batchJob, list: () => [batchJob], queues: () => [queue] },
} as const;
const kubernetes = { provider: 'kubernetes', jobs: none } as const;
const panorama = { provider: 'panorama', jobs: none } as const;
const machine = {
  ...{ name: 'orders', stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:orders' },
  ...{ type: 'STANDARD', creationDate: 1 },
};
const denied = () => ({ kind: 'accessDenied' }) as const;
const halfAnHour = 1_800_000;

/** The worlds of all of them, the sound one first. */
export async function createWorlds(): Promise<Readonly<Record<string, ProviderWorld>>> {
  const queues = ['nightly'];
  const aws = awsCredentials;
  return {
    [sound]: { ...batch, source: { queues } },
    'wrong-queue': { ...batch, source: { queues: ['nihgtly'] } },
    'wrong-project': { provider: 'codebuild', jobs: none, source: { projects: ['web-ap'] } },
    'wrong-machine': {
      provider: 'stepfunctions',
      jobs: { ...none, stateMachines: () => [machine] },
      source: { stateMachines: ['ordres'] },
    },
    'wrong-repository': { provider: 'githubactions', jobs: none, source: { repositories: ['acme/webb'] } },
    'wrong-region': { ...batch, source: { queues, region: 'us-east-9', endpoint: 'http://batch.us-east-9.invalid' } },
    'wrong-host': { ...kubernetes, source: { server: 'https://cluster.invalid:6443' } },
    'wrong-port': { ...panorama, source: { endpoint: `http://127.0.0.1:${await findClosedPort()}` } },
    'wrong-secret': { ...panorama, source: { credentials: { ...aws, secretAccessKey: 'canary-secret' } } },
    'wrong-clock': { ...batch, source: { queues }, now: () => new Date(Date.now() + halfAnHour) },
    'no-right': { ...batch, source: { queues }, fault: denied },
    'no-creds': { ...panorama, source: { credentials: undefined } },
    'no-profile': { ...panorama, source: { credentials: { profile: 'canary-profile' } } },
    'wrong-token': {
      provider: 'githubactions',
      jobs: none,
      source: { repositories: ['acme/web'], credentials: { token: 'canary-token' } },
    },
    'wrong-account': { ...kubernetes, source: { credentials: { token: 'canary-token' } } },
    'no-role': { ...kubernetes, source: { namespaces: ['etl'] }, fault: denied },
  };
}

async function findClosedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function unknown(part: string, setting: string, known: string): Fault {
  const path = `\`sources\\[\\d+\\]\\.${setting}\\[0\\]\``;
  return {
    ...{ code: 'PROVIDER_REJECTED', cause: 'TARGET_UNKNOWN', state: 'MISCONFIGURED', part, setting, status: 78 },
    remedy: new RegExp(`^Correct ${path}, or \`region\` and the account${known}\\.$`),
  };
}

function refused(cause: CauseKind, remedy: RegExp, more: Partial<Fault> = {}): Fault {
  const code = 'PROVIDER_ACCESS_DENIED';
  return { code, cause, state: 'MISCONFIGURED', part: null, setting: null, remedy, status: 77, ...more };
}

function unreachable(cause: CauseKind, remedy: RegExp, more: Partial<Fault> = {}): Fault {
  const code = 'PROVIDER_UNAVAILABLE';
  return { code, cause, state: 'DEGRADED', part: null, setting: null, remedy, status: 69, ...more };
}

const ofQueue = { part: 'nightly', setting: 'queues' };
const unknownKey = /^Replace the key or token in `credentials`: the provider does not know it, /;
const noHost = (host: string): RegExp =>
  new RegExp(`^Correct \`region\` or \`endpoint\`: there is no host \`${host.replaceAll('.', '\\.')}\`\\.$`);

/** By the broken source's name, in the order of the settings. */
export const faults: Readonly<Record<string, Fault>> = {
  'wrong-queue': unknown('nihgtly', 'queues', ': AWS Batch in us-east-1 has `nightly`'),
  'wrong-project': unknown('web-ap', 'projects', ''),
  'wrong-machine': unknown('ordres', 'stateMachines', ': .+ has `orders`'),
  'wrong-repository': unknown('acme/webb', 'repositories', ''),
  'wrong-region': unreachable('HOST_UNKNOWN', noHost('batch.us-east-9.invalid'), ofQueue),
  'wrong-host': unreachable('HOST_UNKNOWN', noHost('cluster.invalid')),
  'wrong-port': unreachable('CONNECTION_REFUSED', /^Look at `endpoint`, routes and firewalls to 127\.0\.0\.1:\d+\.$/),
  'wrong-secret': refused('SIGNATURE_WRONG', /^Correct the secret that belongs to the key; /),
  'wrong-clock': refused(
    'CLOCK_SKEWED',
    /^Set this machine's clock: it is (29 min 59|30 min [01]) s behind the provider's\.$/,
    { asked: ['nightly', 'queues'] },
  ),
  'no-right': refused('NOT_PERMITTED', /^Grant batch:ListJobs: docs\/operating\.md, "Permissions"\.$/, ofQueue),
  'no-creds': refused('NO_CREDENTIALS', /^Give the source credentials: /, { status: 78 }),
  'no-profile': refused('PROFILE_MISSING', /^Write the profile into the shared AWS files, /, { status: 78 }),
  'wrong-token': refused('CREDENTIALS_UNKNOWN', unknownKey, { asked: ['acme/web', 'repositories'] }),
  'wrong-account': refused('CREDENTIALS_UNKNOWN', unknownKey),
  'no-role': refused('NOT_PERMITTED', /^Grant the permissions of this provider: /, {
    part: 'etl',
    setting: 'namespaces',
  }),
};

/** The names of the broken sources. */
export const names = Object.keys(faults);

/** The path of a setting of a broken source, e.g. `sources[1].queues[0]`, where all of them are configured. */
export function toPath(name: string, setting: string | null): string | null {
  return setting === null ? null : `sources[${names.indexOf(name) + 1}].${setting}[0]`;
}

/** Leaves no credentials to find: neither in the environment, nor in files, nor at an address. Returns what undoes it. */
export function hideCredentials(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'jobgraph-'));
  for (const name of Object.keys(process.env).filter((each) => each.startsWith('AWS_'))) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'));
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  return () => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  };
}
