/**
 * S3 Batch Operations as botocore's client reads it, for Moto has neither operation: it signs requests to the emulator, and parses
 * all answers by AWS's own model. jobgraph says the same of each job.
 */
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../emulators/kit/random.ts';
import { demo } from '../../emulators/s3batch/demo-world.ts';
import type { StartingDemo } from '../../emulators/kit/provider-demo.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { wideLimits } from '../providers.ts';

const hasBotocore = spawnSync('python3', ['-c', 'import boto3']).status === 0;
if (!hasBotocore)
  process.stderr.write('\n!!! SKIPPED, because python3 has no boto3 here: S3 Batch Operations as botocore reads it\n');

/** Its arguments: the address, and the statuses of the list. */
const program = `
import boto3, json, sys
from urllib.parse import urlsplit
client = boto3.client('s3control', region_name='us-east-1', endpoint_url=sys.argv[1], aws_access_key_id=sys.argv[2],
    aws_secret_access_key=sys.argv[3])
# The account stands before the host, which loopback has no name for.
def send_home(request, **_rest):
    parts = urlsplit(request.url)
    request.url = sys.argv[1] + parts.path + ('?' + parts.query if parts.query else '')
client.meta.events.register_last('before-sign', send_home)
rows, token = [], {}
while True:
    page = client.list_jobs(AccountId='123456789012', JobStatuses=sys.argv[4:], MaxResults=5, **token)
    rows += page['Jobs']
    if not page.get('NextToken'): break
    token = {'NextToken': page['NextToken']}
jobs = [client.describe_job(AccountId='123456789012', JobId=row['JobId'])['Job'] for row in rows]
print(json.dumps({'rows': rows, 'jobs': jobs}, default=lambda time: time.isoformat()))
`;

interface BotocoreJob {
  readonly JobId: string;
  readonly Status: string;
  readonly Operation: Readonly<Record<string, object>>;
  readonly ProgressSummary: { readonly TotalNumberOfTasks: number };
}

interface Said {
  readonly rows: readonly { readonly JobId: string; readonly Operation: string; readonly Status: string }[];
  readonly jobs: readonly BotocoreJob[];
}

describe.skipIf(!hasBotocore)('S3 Batch Operations as botocore reads it', () => {
  let starting: StartingDemo;
  let url: string;
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    const start = new Date();
    starting = demo.start(
      { clock: { start, now: () => start }, random: createRandom(1) },
      { now: () => new Date(), recordedCalls: 1000 },
    );
    ({ url } = await starting.emulator);
    gateway = await startGateway({
      sources: [{ name: 'objects', provider: 's3batch', endpoint: url, ...demo.settings, limits: wideLimits }],
    });
  });
  afterAll(async () => {
    await gateway.close();
    await (await starting.emulator).close();
  });

  async function ask(...statuses: readonly string[]): Promise<Said> {
    const { credentials } = demo.settings as { readonly credentials: Readonly<Record<string, string>> };
    const words = [url, credentials['accessKeyId'] ?? '', credentials['secretAccessKey'] ?? '', ...statuses];
    const { stdout } = await promisify(execFile)('python3', ['-c', program, ...words]);
    return JSON.parse(stdout) as Said;
  }

  it('has the same jobs, with the same words, operations and counts', async () => {
    const { rows, jobs } = await ask();
    const { data, errors } = await gateway.query(
      'query ($ids: [ID!]!) { jobsById(ids: $ids) { providerJobId rawStatus kind progress { total } } }',
      { variables: { ids: jobs.map(({ JobId }) => `objects:${JobId}`) } },
    );

    expect(errors).toEqual([]);
    expect(jobs.length).toBeGreaterThan(15);
    expect(new Set(rows.map(({ Operation }) => Operation)).size).toBe(11);
    expect(data.jobsById).toEqual(
      jobs.map(({ JobId, Status, Operation, ProgressSummary }) => ({
        providerJobId: JobId,
        rawStatus: Status,
        kind: Object.keys(Operation)[0],
        progress: { total: String(ProgressSummary.TotalNumberOfTasks) },
      })),
    );
  });

  it('has the same jobs of several statuses', async () => {
    const { rows } = await ask('New', 'Preparing', 'Ready');
    const { data } = await gateway.query('{ jobs(filter: { statuses: [QUEUED] }) { nodes { providerJobId } } }');

    const ids = (data.jobs.nodes as readonly { readonly providerJobId: string }[]).map((node) => node.providerJobId);
    expect(rows.length).toBeGreaterThan(2);
    expect(new Set(ids)).toEqual(new Set(rows.map(({ JobId }) => JobId)));
  });
});
