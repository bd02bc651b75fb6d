/** HealthOmics jobs of every shape, as the wire has them and as the graph must. */
import fc from 'fast-check';
import { toGeneratedJobs } from '../../conformance/answers.ts';
import type { ExpectedJob } from '../../conformance/provider-under-test.ts';
import { entries, isoTime, member, someText, toSortedEntries, word } from '../generated-values.ts';
import { formatWireJson, toWireObject, unknownMembers, type WireJson } from '../wire-json.ts';

const sourceModel = fc.record({
  status: member(word('NOT_STARTED', 'IN_PROGRESS', 'FINISHED', 'FAILED')),
  statusMessage: member(someText),
  sourceFile: member(someText),
  name: member(someText),
  description: member(someText),
  referenceId: member(fc.constantFrom('0000000007', '123456789012345678901234567890123456', '9007199254740993')),
  tags: member(entries),
});
type SourceModel = typeof sourceModel extends fc.Arbitrary<infer T> ? T : never;

const jobModel = fc.record({
  status: member(
    word('SUBMITTED', 'IN_PROGRESS', 'CANCELLING', 'CANCELLED', 'FAILED', 'COMPLETED', 'COMPLETED_WITH_FAILURES'),
  ),
  statusMessage: member(fc.oneof(someText, fc.constant(''))),
  created: member(isoTime),
  completed: member(isoTime),
  roleArn: member(someText),
  sources: member(fc.array(sourceModel, { maxLength: 5 })),
  hasUnknown: fc.boolean(),
  spelling: fc.nat({ max: 1000 }),
});
type JobModel = typeof jobModel extends fc.Arbitrary<infer T> ? T : never;

function toWire(key: string, job: JobModel): WireJson {
  const [storeId, id] = key.split('/');
  return toWireObject(
    {
      id,
      referenceStoreId: storeId,
      roleArn: job.roleArn,
      status: job.status,
      statusMessage: job.statusMessage,
      creationTime: job.created && job.created.wire,
      completionTime: job.completed && job.completed.wire,
      sources: job.sources?.map((source) => toWireObject({ ...source, tags: source.tags && new Map(source.tags) })),
    },
    job.hasUnknown ? unknownMembers : [],
  );
}

const statuses = new Map([
  ['SUBMITTED', 'QUEUED'],
  ['IN_PROGRESS', 'RUNNING'],
  ['CANCELLING', 'CANCELLING'],
  ['CANCELLED', 'CANCELLED'],
  ['FAILED', 'FAILED'],
  ['COMPLETED', 'SUCCEEDED'],
  ['COMPLETED_WITH_FAILURES', 'PARTIALLY_SUCCEEDED'],
]);
const sourceStatuses = new Map([
  ['NOT_STARTED', 'QUEUED'],
  ['IN_PROGRESS', 'RUNNING'],
  ['FINISHED', 'SUCCEEDED'],
  ['FAILED', 'FAILED'],
]);

function toExpected(key: string, job: JobModel): ExpectedJob {
  const [storeId, id] = key.split('/');
  const rawStatus = job.status ?? null;
  const status = statuses.get(rawStatus ?? '') ?? 'UNKNOWN';
  return {
    providerJobId: id,
    name: null,
    kind: 'ReferenceImportJob',
    definition: storeId,
    status,
    rawStatus,
    statusSource: rawStatus === null ? 'NOT_REPORTED' : 'PROVIDER',
    statusMessage: job.statusMessage ?? null,
    createdAt: job.created?.instant ?? null,
    endedAt: job.completed?.instant ?? null,
    progress: toExpectedProgress(job.sources),
    failures: toExpectedFailures(status, job),
    referenceStoreId: storeId,
    roleArn: job.roleArn ?? null,
    sources: job.sources?.map(toExpectedSource) ?? null,
  };
}

function toExpectedProgress(sources: readonly SourceModel[] | null | undefined): object | null {
  if (!sources) return null;
  const succeeded = sources.filter((source) => source.status === 'FINISHED').length;
  const failed = sources.filter((source) => source.status === 'FAILED').length;
  const fraction = sources.length === 0 ? null : (succeeded + failed) / sources.length;
  return { total: String(sources.length), succeeded: String(succeeded), failed: String(failed), fraction };
}

function toExpectedFailures(status: string, job: JobModel): readonly object[] {
  const ofSources = (job.sources ?? [])
    .filter((source) => source.status === 'FAILED')
    .map((source) => ({
      code: 'FAILED',
      message: source.statusMessage ?? null,
      subject: source.sourceFile ?? source.name ?? null,
    }));
  if (ofSources.length > 0 || status !== 'FAILED') return ofSources;
  return [{ code: 'FAILED', message: job.statusMessage ?? null, subject: null }];
}

function toExpectedSource(source: SourceModel): object {
  return {
    status: sourceStatuses.get(source.status ?? '') ?? 'UNKNOWN',
    rawStatus: source.status ?? null,
    statusMessage: source.statusMessage ?? null,
    sourceFile: source.sourceFile ?? null,
    name: source.name ?? null,
    description: source.description ?? null,
    referenceId: source.referenceId ?? null,
    tags: toSortedEntries(source.tags ?? []),
  };
}

/** None of a job's fields is protected. */
export const generatedJobs = toGeneratedJobs(
  jobModel,
  (key, job) => ({ body: formatWireJson(toWire(key, job), job.spelling) }),
  toExpected,
);
