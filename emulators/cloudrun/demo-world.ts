import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDemoWorld, type DemoWorld } from '../kit/demo-world.ts';
import type { JobWorld } from '../kit/emulator.ts';
import type { JsonObject } from '../kit/json.ts';
import {
  toDemoDate,
  toElapsedSeconds,
  toShare,
  type DemoClock,
  type DemoRun,
  type DemoSetting,
} from '../kit/moment.ts';
import { defineDemo, type DemoEmulator } from '../kit/provider-demo.ts';
import {
  createCloudRunEmulator,
  errors,
  toId,
  type CloudRunEmulatorOptions,
  type EmulatedExecution,
} from './emulator.ts';
import samples from './sample-jobs.json' with { type: 'json' };

const place = { project: 'acme-data', region: 'europe-west1' };
const account = 'jobgraph@acme-data.iam.gserviceaccount.com';

export const demo = defineDemo({
  source: 'europe',
  settings: { ...place, labels: { team: 'payments', env: 'prod' } },
  selection: `jobName
    taskCounts { running succeeded failed }`,
  protectedSelection: `creator
    environmentVariables { name value }`,
  movingSelection: 'taskCounts { running succeeded }',
  createWorld: createCloudRunWorld,
  createEmulator: startWithKey,
});

/** One pair for all demos of the process. */
let pair: { readonly publicKey: string; readonly privateKey: string } | undefined;

function makeKeys(): NonNullable<typeof pair> {
  pair ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return pair;
}

/** Writes the file of a service account's key, which the source signs its grants with, into a folder of its own. */
async function startWithKey(options: CloudRunEmulatorOptions): Promise<DemoEmulator> {
  const { publicKey, privateKey } = makeKeys();
  const emulator = await createCloudRunEmulator({
    ...options,
    keys: { [account]: publicKey },
    // The first one ends after a minute, so that the next one is bought soon.
    tokenSeconds: (purchase) => (purchase === 1 ? 60 : 3600),
  });
  const folder = await mkdtemp(join(tmpdir(), 'jobgraph-demo-')).catch(async (error: unknown) => {
    await emulator.close();
    throw error;
  });
  const keyFile = join(folder, 'google-key.json');
  await writeFile(keyFile, formatKey(emulator.url, privateKey), { mode: 0o600 });
  const closeEmulator = emulator.close.bind(emulator);
  return Object.assign(emulator, {
    settings: { credentials: { keyFile } },
    close: async (): Promise<void> => {
      await Promise.all([closeEmulator(), rm(folder, { recursive: true, force: true })]);
    },
  });
}

function formatKey(url: string, private_key: string): string {
  return JSON.stringify({
    type: 'service_account',
    project_id: place.project,
    private_key_id: 'demo-key',
    private_key,
    client_email: account,
    token_uri: `${url}/token`,
  });
}

/** Jobs of a data team in Europe. */
export function createCloudRunWorld(setting: DemoSetting): DemoWorld<JobWorld<EmulatedExecution>> {
  const { clock } = setting;
  return createDemoWorld(setting, {
    idOf: toId,
    still: [...listEnds(clock), ...listActive(clock)],
    moving: [{ runSeconds, toJobs: (run) => [toMovingExecution(run)] }],
    errors,
    ids: {
      protected: 'nightly-load/nightly-load-1qazw',
      throttled: 'nightly-load/nightly-load-zzzz1',
      denied: 'nightly-load/nightly-load-zzzz2',
      unknown: 'nightly-load/nightly-load-zzzz3',
    },
  });
}

interface Said {
  readonly suffix: string;
  readonly state: string | null;
  readonly reason?: string;
  readonly executionReason?: string;
  readonly message?: string;
}

function toExecution(clock: DemoClock, created: number, said: Said, more: JsonObject): EmulatedExecution {
  const execution = `nightly-load-${said.suffix}`;
  return {
    name: `projects/${place.project}/locations/${place.region}/jobs/nightly-load/executions/${execution}`,
    uid: `0f9d3c1b-5a2e-4d67-8c90-${Buffer.from(said.suffix).toString('hex').padEnd(12, '0').slice(0, 12)}`,
    generation: '1',
    job: 'nightly-load',
    creator: 'ada@acme.example',
    labels: { team: 'data' },
    createTime: toTime(clock, created),
    updateTime: toTime(clock, created + 5),
    launchStage: 'GA',
    parallelism: 4,
    taskCount: 4,
    template,
    logUri: `https://console.cloud.google.com/logs/viewer?project=${place.project}&advancedFilter=${encodeURIComponent(execution)}`,
    ...more,
  };
}

const template = {
  containers: [
    {
      name: 'load',
      image: 'europe-docker.pkg.dev/acme-data/jobs/load:7',
      command: ['python'],
      args: ['load.py', '--password=demo-not-a-real-password'],
      env: [
        {
          name: 'DB_PASSWORD',
          valueSource: { secretKeyRef: { secret: 'db-password', version: 'latest' } },
        },
        { name: 'API_KEY', value: 'demo-not-a-real-key' },
      ],
      resources: { limits: { cpu: '1000m', memory: '512Mi' } },
    },
  ],
  maxRetries: 3,
  timeout: '600s',
  serviceAccount: 'load@acme-data.iam.gserviceaccount.com',
  executionEnvironment: 'EXECUTION_ENVIRONMENT_GEN2',
};

/** RFC 3339 with six decimals, as Google writes it. */
function toTime(clock: DemoClock, seconds: number): string {
  return toDemoDate(clock, seconds).toISOString().replace('.000Z', '.123456Z');
}

function toCompleted(clock: DemoClock, { state, reason, executionReason, message }: Said, at: number): JsonObject {
  const words = { reason, executionReason, message };
  return { type: 'Completed', ...(state === null ? {} : { state }), ...words, lastTransitionTime: toTime(clock, at) };
}

function toStarted(clock: DemoClock, at: number): JsonObject {
  return { type: 'Started', state: 'CONDITION_SUCCEEDED', lastTransitionTime: toTime(clock, at) };
}

function listEnds(clock: DemoClock): readonly EmulatedExecution[] {
  return samples.ends.map(({ suffix, state, reason, executionReason, message, ...counts }, index) => {
    const said = { suffix, state, ...{ reason, executionReason, message } } as Said;
    const created = -7200 - index * 1800;
    return toExecution(clock, created, said, {
      ...counts,
      startTime: toTime(clock, created + 20),
      updateTime: toTime(clock, created + 600),
      completionTime: toTime(clock, created + 600),
      conditions: [toStarted(clock, created + 20), toCompleted(clock, said, created + 600)],
    });
  });
}

function listActive(clock: DemoClock): readonly EmulatedExecution[] {
  return samples.active.map((sample, index) => {
    const { suffix, state, reason, executionReason, message, isStarted, hasStarted, isDeleted, ...counts } = sample;
    const said = { suffix, state, ...{ reason, executionReason, message } } as Said;
    const created = -300 - index * 40;
    return toExecution(clock, created, said, {
      ...counts,
      ...(isStarted === true ? { startTime: toTime(clock, created + 20) } : {}),
      ...(isDeleted === true ? { deleteTime: toTime(clock, created + 60) } : {}),
      conditions: [
        ...(hasStarted === true ? [toStarted(clock, created + 20)] : []),
        ...(state === null ? [] : [toCompleted(clock, said, created)]),
      ],
    });
  });
}

const runSeconds = 160;
const tasks = 40;

/** Waits for 20 seconds; then its tasks end one by one, four at a time. */
function toMovingExecution({ number, clock }: DemoRun): EmulatedExecution {
  const elapsed = toElapsedSeconds(clock);
  const suffix = `m${String(number).padStart(4, '0')}`;
  const said = (state: string): Said => ({ suffix, state });
  if (elapsed < 20)
    return toExecution(clock, 0, said(''), {
      taskCount: tasks,
      conditions: [toCompleted(clock, said('CONDITION_PENDING'), 0)],
    });
  const succeeded = Math.floor(tasks * toShare(elapsed, 20, runSeconds));
  const begun = { taskCount: tasks, startTime: toTime(clock, 20), succeededCount: succeeded };
  if (elapsed < runSeconds)
    return toExecution(clock, 0, said(''), {
      ...begun,
      updateTime: toTime(clock, elapsed),
      runningCount: Math.min(4, tasks - succeeded),
      conditions: [toStarted(clock, 20), toCompleted(clock, said('CONDITION_RECONCILING'), 20)],
    });
  return toExecution(clock, 0, said(''), {
    ...begun,
    updateTime: toTime(clock, runSeconds),
    completionTime: toTime(clock, runSeconds),
    conditions: [toStarted(clock, 20), toCompleted(clock, said('CONDITION_SUCCEEDED'), runSeconds)],
  });
}
