/** The depot as a provider, in the place of one whose type and fields it takes. Its settings say how it lists. */
import { z } from 'zod';
import { isTerminal, type JobFacts, type JobRecord } from '../../src/provider/contract/job.ts';
import { createRows, type SaidFacts } from '../../src/provider/contract/rows.ts';
import { toSecrets } from '../../src/provider/contract/secrets.ts';
import {
  BadAnswer,
  type Adapter,
  type Completion,
  type Listing,
  type ListPage,
  type ListRow,
} from '../../src/provider/contract/adapter.ts';
import { defineProvider } from '../../src/provider/contract/provider.ts';
import { toSourceSchema } from '../../src/provider/contract/settings.ts';
import type { WireAnswer, WireRequest } from '../../src/provider/contract/wire.ts';
import type { DepotJob } from './depot.ts';

const depotSettings = toSourceSchema('cosbatch', {
  /** What its lists say of a job: its key, some facts, or everything. */
  rows: z.enum(['keys', 'some', 'whole']).default('some'),
  newestFirst: z.boolean().default(true),
  /** `null`: the depot lists them. Default: the depot is one container. */
  containers: z.array(z.string()).nullable().optional(),
  pageSize: z.number().default(10),
  maxKeys: z.number().default(100),
  pushesDown: z.boolean().default(false),
  revalidates: z.boolean().default(false),
  completes: z.boolean().default(false),
  reportsEnd: z.boolean().default(true),
  /** Whether rows of some facts say what the job is a run of. */
  saysDefinition: z.boolean().default(false),
  /** Whether they say how failed jobs stand; why they failed they never do. */
  saysFailed: z.boolean().default(false),
});

type DepotSettings = z.output<typeof depotSettings>;

interface DepotFacts extends JobFacts {
  readonly description: string | null;
  readonly roleArn: string | null;
}

export const depot = defineProvider({
  kind: 'objects',
  jobs: 'jobs of a depot',
  name: 'cosbatch',
  title: 'Depot',
  enumValue: 'COS_BATCH',
  typeName: 'CosBatchJob',
  rootField: { name: 'cosBatchJob', keyArguments: ['jobId'] },
  settings: depotSettings,
  defaultLimits: { requestsPerSecond: 10_000, burst: 10_000, concurrency: 64, queue: 10_000 },
  toRegion: () => null,
  createAdapter: toAdapter,
  createSigner:
    ({ endpoint = '' }) =>
    ({ path, query = {}, headers = {} }) =>
      Promise.resolve({
        origin: endpoint,
        method: 'GET',
        path: `${path}?${new URLSearchParams(query).toString()}`,
        headers,
      }),
});

function toAdapter(settings: DepotSettings): Adapter<DepotFacts> {
  return {
    provider: 'COS_BATCH',
    lifecycle: 'ACTIVE',
    key: { pattern: /^[a-z0-9-]{1,40}$/, expected: 'a key of the depot' },
    toError: ({ status }) => ({
      code: null,
      requestId: null,
      ...(status === 404 ? { meaning: 'JOB_NOT_FOUND' as const } : {}),
    }),
    describe: {
      maxKeys: settings.maxKeys,
      read: (keys) => ({
        operation: 'Describe',
        request: toRequest('jobs', { ids: keys.join(',') }),
        toResult: (answer) => new Map(parseJobs(answer, 'jobs').map((job) => [job.key, toRecord(requireStatus(job))])),
      }),
    },
    ...(settings.completes ? { completion } : {}),
    listing: toListing(settings),
  };
}

/** Facts that a second read has. */
const completion: Completion<DepotFacts> = {
  facts: new Set(['progress']),
  complete: async (facts, call) => {
    const total = await call<string>({
      operation: 'Progress',
      request: toRequest('progress', { id: facts.providerJobId }),
      toResult: () => '10',
    });
    return { facts: { ...facts, progress: { total, succeeded: null, failed: null, fraction: null } }, failed: false };
  },
};

function toListing(settings: DepotSettings): Listing {
  const { containers, rows, newestFirst, pageSize, pushesDown, revalidates, reportsEnd } = settings;
  const someRows = toSomeRows(settings);
  return {
    rowFacts: someRows.rowFacts,
    reportsEnd,
    newestFirst,
    rowsAreRecords: rows === 'whole',
    pagesOfKeys: rows === 'keys',
    maxPageSize: pageSize,
    expiredStatus: 410,
    containers:
      containers === null
        ? {
            calls: 1,
            list: (call) =>
              call({
                operation: 'Containers',
                request: toRequest('containers', {}),
                toResult: ({ body }) => (JSON.parse(String(body)) as { readonly names: readonly string[] }).names,
              }),
          }
        : (containers ?? [null]),
    page: ({ container, after, size, filter: { createdAfter, statuses } }) => ({
      operation: 'List',
      request: toRequest('list', {
        ...(container === null ? {} : { container }),
        ...(after === null ? {} : { after }),
        ...(newestFirst ? { order: 'newest' } : {}),
        ...(pushesDown && createdAfter ? { createdAfter: createdAfter.toISOString() } : {}),
        ...(pushesDown && statuses?.length === 1 ? { status: String(statuses[0]) } : {}),
        size: String(size),
      }),
      ...(revalidates ? { revalidates } : {}),
      toResult: (answer) => toPage(settings, someRows, answer),
    }),
  };
}

function toPage(settings: DepotSettings, someRows: SomeRows, answer: WireAnswer): ListPage {
  const { next, isCut } = JSON.parse(String(answer.body)) as { readonly next: string | null; readonly isCut: boolean };
  const jobs = parseJobs(answer, 'rows');
  if (settings.rows === 'keys') return { rows: [], keys: jobs.map(({ key }) => key), next, isCut };
  return { rows: jobs.map((job) => toRow(settings, someRows, job)), next, isCut };
}

function toRow(settings: DepotSettings, someRows: SomeRows, job: DepotJob): ListRow {
  return settings.rows === 'whole' ? { key: job.key, facts: toRecord(job).facts } : someRows.toRow(job.key, job);
}

type SomeRows = ReturnType<typeof toSomeRows>;

/** Some rows say the status and the end, and those of failed jobs say less. */
function toSomeRows(settings: DepotSettings) {
  return createRows(
    (job: DepotJob) => toSomeFacts(settings, job),
    [{ key: '', container: '', status: 'FAILED', createdAt: null }],
  );
}

function toSomeFacts({ saysDefinition, saysFailed }: DepotSettings, job: DepotJob): SaidFacts<DepotFacts> {
  const { facts } = toRecord(job);
  const { providerJobId, createdAt, startedAt, description, statusMessage, definition } = facts;
  const { status, rawStatus, isTerminal, endedAt, failures } = facts;
  const least = { providerJobId, createdAt, startedAt, description, statusMessage };
  const said = saysDefinition ? { ...least, definition } : least;
  if (job.status !== 'FAILED') return { ...said, status, rawStatus, isTerminal, endedAt, failures };
  return saysFailed ? { ...said, status, rawStatus, isTerminal, endedAt } : said;
}

function toRecord(job: DepotJob): JobRecord<DepotFacts> {
  return {
    facts: {
      providerJobId: job.key,
      name: null,
      kind: null,
      definition: job.definition ?? null,
      status: job.status,
      rawStatus: job.status,
      statusSource: 'PROVIDER',
      isTerminal: isTerminal(job.status),
      statusMessage: job.message ?? null,
      createdAt: job.createdAt,
      startedAt: job.startedAt ?? null,
      updatedAt: null,
      endedAt: job.endedAt ?? null,
      progress: null,
      failures: job.failure === undefined ? [] : [{ code: null, message: job.failure, subject: null }],
      consoleUrl: null,
      description: `about ${job.key}`,
      roleArn: `role of ${job.key}`,
    },
    secrets: toSecrets({ clientRequestToken: job.token ?? null }),
  };
}

function requireStatus(job: DepotJob): DepotJob {
  if ((job as Partial<DepotJob>).status === undefined) throw new BadAnswer('status', 'text', 'nothing');
  return job;
}

function parseJobs({ body }: WireAnswer, name: 'jobs' | 'rows'): readonly DepotJob[] {
  return (JSON.parse(String(body)) as Record<string, readonly DepotJob[]>)[name] ?? [];
}

function toRequest(operation: string, query: Readonly<Record<string, string>>): WireRequest {
  return { method: 'GET', path: `/${operation}`, query };
}
