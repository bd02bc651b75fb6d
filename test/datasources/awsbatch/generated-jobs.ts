/** Jobs of AWS Batch of every shape, as the wire has them and as the graph must. */
import fc from 'fast-check';
import { toGeneratedJobs } from '../../conformance/answers.ts';
import type { ExpectedJob } from '../../conformance/provider-under-test.ts';
import { entries, member, someText, toSortedEntries, word } from '../generated-values.ts';
import { formatWireJson, toWireObject, unknownMembers, type WireJson } from '../wire-json.ts';
import {
  containersModel,
  listContainers,
  rolesOf,
  toContainerMembers,
  whole,
  type Whole,
} from './generated-containers.ts';

type Maybe<T> = T | null | undefined;

/** Milliseconds since 1970, and the same as the graph has it. */
const time = fc
  .record({ milliseconds: fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) }), isExponent: fc.boolean() })
  .map(({ milliseconds, isExponent }) => ({
    wire: isExponent ? milliseconds.toExponential() : String(milliseconds),
    instant: new Date(milliseconds).toISOString(),
  }));
type Time = typeof time extends fc.Arbitrary<infer T> ? T : never;

const words = ['SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING', 'RUNNING', 'SUCCEEDED', 'FAILED'];
const text = fc.oneof(someText, fc.constant(''));
const reason = fc.oneof(
  text,
  fc.constantFrom(
    'CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - none is left',
    'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT',
    'A:_',
    'AB:c',
    'Ab:C',
    ' AB:C',
    'AB: C',
    'AB:CD-EF',
  ),
);
const attempts = fc.array(
  fc.record({
    started: member(time),
    stopped: member(time),
    statusReason: member(text),
    container: member(
      fc.record({ exitCode: member(whole), reason: member(text), logStreamName: member(text), taskArn: member(text) }),
    ),
  }),
  { maxLength: 3 },
);
type Attempts = typeof attempts extends fc.Arbitrary<infer T> ? T : never;

const count = fc.nat({ max: 2_147_483_647 });

const jobModel = fc.record({
  name: member(text),
  arn: member(text),
  queue: member(fc.oneof(fc.constantFrom('arn:aws:batch:us-east-1:1:job-queue/nightly', 'nightly', 'a/b/', '/'), text)),
  definition: member(
    fc.oneof(
      fc.constantFrom(
        'arn:aws:batch:us-east-1:1:job-definition/load:7',
        'load',
        'load:7',
        'a/b:1:22',
        'c:',
        ':3',
        'd:x',
      ),
      text,
    ),
  ),
  share: member(text),
  status: member(word(...words)),
  statusReason: member(reason),
  created: member(time),
  started: member(time),
  stopped: member(time),
  isCancelled: member(fc.boolean()),
  isTerminated: member(fc.boolean()),
  attempts: member(attempts),
  eksAttempts: member(attempts),
  array: member(
    fc.record({
      size: member(count),
      index: member(whole),
      summary: member(
        fc.uniqueArray(fc.tuple(fc.oneof(fc.constantFrom(...words), someText), fc.oneof(fc.constant(0), count)), {
          maxLength: 8,
          selector: ([key]) => key,
        }),
      ),
      counted: member(time),
    }),
  ),
  nodeDetails: member(fc.record({ nodeIndex: member(whole), isMainNode: member(fc.boolean()) })),
  nodeProperties: member(
    fc.record({
      numNodes: member(whole),
      mainNode: member(whole),
      ranges: member(fc.array(containersModel, { maxLength: 2 })),
    }),
  ),
  dependsOn: member(fc.array(fc.record({ jobId: member(text), type: member(text) }), { maxLength: 3 })),
  containers: containersModel,
  parameters: member(entries),
  tags: member(entries),
  platforms: member(fc.array(text, { maxLength: 3 })),
  priority: member(whole),
  retryStrategy: member(fc.record({ attempts: member(whole) })),
  timeout: member(fc.record({ attemptDurationSeconds: member(whole) })),
  hasUnknown: fc.boolean(),
  spelling: fc.nat({ max: 1000 }),
});
type JobModel = typeof jobModel extends fc.Arbitrary<infer T> ? T : never;

const toNumber = (value: Maybe<Whole | Time>): WireJson => value && { number: value.wire };
const toMap = (pairs: Maybe<readonly (readonly [string, string | null])[]>): WireJson => pairs && new Map(pairs);

function toWire(jobId: string, job: JobModel): WireJson {
  return toWireObject(
    {
      jobId,
      jobName: job.name,
      jobArn: job.arn,
      jobQueue: job.queue,
      jobDefinition: job.definition,
      shareIdentifier: job.share,
      status: job.status,
      statusReason: job.statusReason,
      createdAt: toNumber(job.created),
      startedAt: toNumber(job.started),
      stoppedAt: toNumber(job.stopped),
      isCancelled: job.isCancelled,
      isTerminated: job.isTerminated,
      attempts: toWireAttempts(job.attempts),
      eksAttempts: toWireAttempts(job.eksAttempts),
      arrayProperties: toWireArray(job),
      nodeDetails:
        job.nodeDetails && toWireObject({ ...job.nodeDetails, nodeIndex: toNumber(job.nodeDetails.nodeIndex) }),
      nodeProperties:
        job.nodeProperties &&
        toWireObject({
          numNodes: toNumber(job.nodeProperties.numNodes),
          mainNode: toNumber(job.nodeProperties.mainNode),
          nodeRangeProperties: job.nodeProperties.ranges?.map((range) => toWireObject(toContainerMembers(range))),
        }),
      dependsOn: job.dependsOn?.map((one) => toWireObject(one)),
      ...toContainerMembers(job.containers),
      parameters: toMap(job.parameters),
      tags: toMap(job.tags),
      platformCapabilities: job.platforms,
      schedulingPriority: toNumber(job.priority),
      retryStrategy: job.retryStrategy && toWireObject({ attempts: toNumber(job.retryStrategy.attempts) }),
      timeout: job.timeout && toWireObject({ attemptDurationSeconds: toNumber(job.timeout.attemptDurationSeconds) }),
    },
    job.hasUnknown ? unknownMembers.filter(([name]) => name !== '__type') : [],
  );
}

function toWireAttempts(some: Maybe<Attempts>): WireJson {
  return some?.map(({ started, stopped, statusReason, container }) =>
    toWireObject({
      startedAt: toNumber(started),
      stoppedAt: toNumber(stopped),
      statusReason,
      container: container && toWireObject({ ...container, exitCode: toNumber(container.exitCode) }),
    }),
  );
}

function toWireArray({ array }: JobModel): WireJson {
  return (
    array &&
    toWireObject({
      size: typeof array.size === 'number' ? { number: String(array.size) } : array.size,
      index: toNumber(array.index),
      statusSummary: array.summary && new Map(array.summary.map(([key, value]) => [key, { number: String(value) }])),
      statusSummaryLastUpdatedAt: toNumber(array.counted),
    })
  );
}

const ends = new Set(['CANCELLED', 'SUCCEEDED', 'PARTIALLY_SUCCEEDED', 'FAILED']);

/** The first line of the contract's table that fits. */
function toStatus(job: JobModel): { readonly status: string; readonly statusSource: string } {
  const isParent = typeof job.array?.size === 'number';
  const has = (name: string): boolean =>
    isParent && (job.array?.summary ?? []).some(([key, value]) => key === name && value > 0);
  if (job.status === 'PENDING' && (has('RUNNING') || has('SUCCEEDED') || has('FAILED')))
    return { status: 'RUNNING', statusSource: 'DERIVED' };
  if (job.status === 'FAILED' && (job.isCancelled || job.isTerminated))
    return { status: 'CANCELLED', statusSource: 'DERIVED' };
  if (job.status === 'FAILED' && has('SUCCEEDED')) return { status: 'PARTIALLY_SUCCEEDED', statusSource: 'DERIVED' };
  if (job.status === null || job.status === undefined) return { status: 'UNKNOWN', statusSource: 'NOT_REPORTED' };
  const plain = words.includes(job.status);
  const waits = ['SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING'].includes(job.status);
  return { status: plain ? (waits ? 'QUEUED' : job.status) : 'UNKNOWN', statusSource: 'PROVIDER' };
}

function toFailures(job: JobModel, status: string): readonly object[] {
  if (status !== 'FAILED' && status !== 'PARTIALLY_SUCCEEDED') return [];
  const code = /^[A-Z]+:[A-Z_]+/.exec(job.statusReason ?? '')?.[0] ?? 'FAILED';
  const last = job.attempts?.[job.attempts.length - 1]?.container?.reason;
  const message = last === undefined || last === null || last === '' ? (job.statusReason ?? null) : last;
  return [{ code, message, subject: null }];
}

function toProgress({ array }: JobModel): object | null {
  if (typeof array?.size !== 'number') return null;
  const of = (name: string): number | null =>
    array.summary ? (array.summary.find(([key]) => key === name)?.[1] ?? 0) : null;
  const [succeeded, failed] = [of('SUCCEEDED'), of('FAILED')];
  const isKnown = array.size > 0 && succeeded !== null && failed !== null;
  return {
    total: String(array.size),
    succeeded: succeeded === null ? null : String(succeeded),
    failed: failed === null ? null : String(failed),
    fraction: isKnown ? Math.min(1, (succeeded + failed) / array.size) : null,
  };
}

function afterLastSlash(value: Maybe<string>): string | null {
  return value?.split('/').at(-1) ?? null;
}

function toAttempts(job: JobModel): readonly object[] | null {
  const some = job.attempts?.length ? job.attempts : job.eksAttempts?.length ? job.eksAttempts : job.attempts;
  return (
    some?.map(({ started, stopped, statusReason, container }) => ({
      startedAt: started?.instant ?? null,
      endedAt: stopped?.instant ?? null,
      statusReason: statusReason ?? null,
      exitCode: container?.exitCode?.value ?? null,
      reason: container?.reason ?? null,
      logStreamName: container?.logStreamName ?? null,
      taskArn: container?.taskArn ?? null,
    })) ?? null
  );
}

function toArray({ array }: JobModel): object | null {
  if (array == null || (array.size == null && array.index == null)) return null;
  const sorted = toSortedEntries((array.summary ?? []).map(([key, value]) => [key, String(value)] as const));
  return {
    size: array.size ?? null,
    index: array.index?.value ?? null,
    statusCounts: array.summary
      ? (sorted as readonly { key: string; value: string }[]).map(({ key, value }) => ({
          status: key,
          count: Number(value),
        }))
      : null,
    countedAt: array.counted?.instant ?? null,
  };
}

function toMultiNode({ nodeDetails, nodeProperties }: JobModel): object | null {
  if (nodeDetails == null && nodeProperties == null) return null;
  return {
    nodeIndex: nodeDetails?.nodeIndex?.value ?? null,
    isMainNode: nodeDetails?.isMainNode ?? null,
    nodeCount: nodeProperties?.numNodes?.value ?? null,
    mainNodeIndex: nodeProperties?.mainNode?.value ?? null,
  };
}

function withoutRevision(definition: string): string {
  return definition.replace(/^.*\//s, '').replace(/:\d+$/, '');
}

function toOpenFields(job: JobModel): ExpectedJob {
  const { status, statusSource } = toStatus(job);
  return {
    name: job.name ?? null,
    kind: job.definition == null ? null : withoutRevision(job.definition),
    definition: (job.definition ? withoutRevision(job.definition) : job.name) || null,
    status,
    rawStatus: job.status ?? null,
    statusSource,
    statusMessage: job.statusReason ?? null,
    createdAt: job.created?.instant ?? null,
    startedAt: status === 'QUEUED' ? null : (job.started?.instant ?? null),
    endedAt: ends.has(status) ? (job.stopped?.instant ?? null) : null,
    progress: toProgress(job),
    failures: toFailures(job, status),
    arn: job.arn ?? null,
    queueName: afterLastSlash(job.queue),
    jobDefinition: job.definition ?? null,
    priority: job.priority?.value ?? null,
    shareIdentifier: job.share ?? null,
    maxAttempts: job.retryStrategy?.attempts?.value ?? null,
    attemptTimeoutSeconds: job.timeout?.attemptDurationSeconds?.value ?? null,
    attempts: toAttempts(job),
    array: toArray(job),
    multiNode: toMultiNode(job),
    dependsOn: job.dependsOn?.map(({ jobId, type }) => ({ jobId: jobId ?? null, type: type ?? null })) ?? null,
    platforms: job.platforms ?? null,
    tags: job.tags ? toSortedEntries(job.tags) : null,
    ...rolesOf(job.containers),
  };
}

export const generatedJobs = toGeneratedJobs(
  jobModel,
  // A record stands inside its answer, so it has no byte order mark.
  (key, job) => ({ body: formatWireJson(toWire(key, job), job.spelling % 7 === 0 ? job.spelling + 1 : job.spelling) }),
  (_key, job, viewer) => ({
    ...toOpenFields(job),
    ...listContainers([job.containers, ...(job.nodeProperties?.ranges ?? [])], viewer),
    ...(viewer === 'whole' ? { parameters: job.parameters ? toSortedEntries(job.parameters) : null } : {}),
  }),
);
