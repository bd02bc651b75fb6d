/**
 * Cloud Run as Google's own client reads it, with Google's own ways to tokens: an external account, and the metadata server.
 * jobgraph says the same of each execution. The emulator's executions have the members of Google's description, by types that
 * are generated of it.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCloudRunWorld } from '../../emulators/cloudrun/demo-world.ts';
import { createCloudRunEmulator, toId } from '../../emulators/cloudrun/emulator.ts';
import type { Emulator } from '../../emulators/kit/emulator.ts';
import { createRandom } from '../../emulators/kit/random.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { wideLimits } from '../providers.ts';
import { checkTypes } from './check-types.ts';

const run = promisify(execFile);
const folder = fileURLToPath(new URL('google-client/', import.meta.url));
const hasClient = existsSync(`${folder}node_modules/@googleapis/run`);
if (!hasClient)
  process.stderr.write(
    '\n!!! SKIPPED, because `npm ci --prefix test/proofs/google-client` was not run: Cloud Run as Google’s client reads it\n',
  );

const audience = '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q';
const parent = 'projects/acme-data/locations/europe-west1/jobs/-';
const maxBytes = 10_000_000;

interface Execution {
  readonly name: string;
  readonly taskCount?: number;
  readonly succeededCount?: number;
  readonly createTime: string;
  readonly conditions: readonly { readonly type: string; readonly state?: string }[];
}
interface Said {
  readonly rows: readonly Execution[];
  readonly jobs: readonly Execution[];
}

describe.skipIf(!hasClient)('Cloud Run as Google’s client reads it', () => {
  const files = mkdtempSync(join(tmpdir(), 'jobgraph-google-client-'));
  let emulator: Emulator;
  let gateway: GatewayUnderTest;
  let jobs: ReturnType<typeof createCloudRunWorld>['jobs'];

  beforeAll(async () => {
    const start = new Date();
    ({ jobs } = createCloudRunWorld({ clock: { start, now: () => start }, random: createRandom(1) }));
    emulator = await createCloudRunEmulator({ jobs, subjects: { 'subject-token': audience }, hasMetadata: true });
    writeFileSync(join(files, 'subject'), 'subject-token');
    writeFileSync(
      join(files, 'account.json'),
      JSON.stringify({
        type: 'external_account',
        audience,
        subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
        token_url: `${emulator.url}/v1/token`,
        credential_source: { file: join(files, 'subject') },
      }),
    );
    gateway = await startGateway({
      sources: [
        {
          ...{ name: 'europe', provider: 'cloudrun', project: 'acme-data', region: 'europe-west1' },
          ...{ endpoint: emulator.url, credentials: { externalAccountFile: join(files, 'account.json') } },
          limits: wideLimits,
        },
      ],
    });
  });

  afterAll(async () => {
    await gateway.close();
    await emulator.close();
    rmSync(files, { recursive: true, force: true });
  });

  async function read(environment: Readonly<Record<string, string>>, ...more: readonly string[]): Promise<Said> {
    const { stdout } = await run(process.execPath, ['read.js', emulator.url, parent, ...more], {
      ...{ cwd: folder, maxBuffer: maxBytes },
      env: { PATH: process.env['PATH'] ?? '', HOME: files, ...environment },
    });
    return JSON.parse(stdout) as Said;
  }

  it('reads all of them by an external account, in pages, and says of each what jobgraph says', async () => {
    const said = await read({}, join(files, 'account.json'));
    const { data, errors } = await gateway.query(
      '{ jobs(first: 100) { nodes { id rawStatus createdAt ... on CloudRunExecution { taskCount taskCounts { succeeded } } } } }',
    );

    expect(errors).toEqual([]);
    expect(said.jobs).toEqual(said.rows);
    expect(said.rows.map(({ name }) => name).toSorted()).toEqual(
      jobs
        .list()
        .map(({ name }) => name)
        .toSorted(),
    );
    const toShown = (one: Execution): object => ({
      id: `europe:${toId(one as unknown as Parameters<typeof toId>[0])}`,
      rawStatus: one.conditions.find(({ type }) => type === 'Completed')?.state ?? null,
      createdAt: new Date(one.createTime).toISOString(),
      taskCount: one.taskCount ?? null,
      taskCounts: { succeeded: one.succeededCount ?? 0 },
    });
    expect(data.jobs.nodes).toEqual(expect.arrayContaining(said.rows.map(toShown)));
    expect(data.jobs.nodes).toHaveLength(said.rows.length);
  });

  it('reads them with the metadata server’s token', async () => {
    const { rows } = await read({
      GCE_METADATA_HOST: emulator.url.slice('http://'.length),
      METADATA_SERVER_DETECTION: 'assume-present',
    });

    expect(rows).toHaveLength(jobs.list().length);
    expect(emulator.calls.some(({ operation }) => operation === 'metadata')).toBe(true);
  });

  it('is answered with members of Google’s description alone', async () => {
    const text = `import type { run_v2 } from '@googleapis/run';
export const executions = ${JSON.stringify(jobs.list())} satisfies run_v2.Schema$GoogleCloudRunV2Execution[];\n`;

    expect(await checkTypes(folder, text)).toBe('');
  });
});
