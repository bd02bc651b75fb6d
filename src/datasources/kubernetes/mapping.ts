import {
  isTerminal,
  type Instant,
  type JobFacts,
  type JobFailure,
  type JobKeyValue,
  type JobRecord,
} from '../../job.ts';
import { toProgress } from '../../provider/progress.ts';
import { Secret } from '../../secret.ts';
import { countIndexes, listIndexes, parseIndexes, type IndexRange } from './failed-indexes.ts';
import { findCondition, toKubernetesStatus, type KubernetesStatus } from './status.ts';
import type { Container, Controller, KubernetesWireJob, Spec, Status } from './wire.ts';

export interface KubernetesContainerFacts {
  readonly name: string | null;
  readonly image: string | null;
  readonly exitCode: null;
  readonly reason: null;
  readonly logStreamName: null;
}

export interface KubernetesVariableFacts {
  readonly name: string | null;
  readonly valueFrom: string | null;
  readonly type: string | null;
  readonly container: string | null;
}

export interface KubernetesFacts
  extends
    JobFacts,
    Pick<
      Spec,
      | 'parallelism'
      | 'completions'
      | 'backoffLimit'
      | 'backoffLimitPerIndex'
      | 'maxFailedIndexes'
      | 'activeDeadlineSeconds'
      | 'ttlSecondsAfterFinished'
      | 'managedBy'
      | 'serviceAccountName'
    > {
  readonly namespace: string;
  readonly resourceVersion: string | null;
  readonly labels: readonly JobKeyValue[] | null;
  readonly controller: Controller | null;
  readonly completionMode: 'NON_INDEXED' | 'INDEXED' | 'UNKNOWN' | null;
  readonly isSuspended: boolean | null;
  readonly startedAt: Instant | null;
  readonly deletionRequestedAt: Instant | null;
  readonly pods: Pick<Status, 'active' | 'ready' | 'succeeded' | 'failed' | 'terminating'>;
  readonly completedIndexes: string | null;
  readonly failedIndexes: string | null;
  readonly conditions:
    | readonly {
        readonly type: string;
        readonly status: string;
        readonly reason: string | null;
        readonly message: string | null;
        readonly changedAt: Instant | null;
      }[]
    | null;
  readonly containers: readonly KubernetesContainerFacts[] | null;
  readonly environmentVariables: readonly KubernetesVariableFacts[] | null;
}

/** Throws `BadAnswer` for failed indexes that cannot be read. */
export function toKubernetesRecord(job: KubernetesWireJob): JobRecord<KubernetesFacts> {
  const { metadata } = job;
  const ranges = parseIndexes(job.status?.failedIndexes ?? '');
  return {
    facts: {
      providerJobId: metadata.uid,
      name: metadata.name,
      kind: metadata.controller?.kind || 'Job',
      ...toStatusFacts(job, toKubernetesStatus(job)),
      createdAt: metadata.creationTimestamp,
      progress: toProgress(toCount(job.spec.completions), BigInt(job.status?.succeeded ?? 0), countIndexes(ranges)),
      failures: toFailures(job, ranges),
      consoleUrl: null,
      namespace: metadata.namespace,
      resourceVersion: metadata.resourceVersion,
      labels: metadata.labels,
      controller: metadata.controller,
      deletionRequestedAt: metadata.deletionTimestamp,
      ...toSpecFacts(job.spec),
      ...toPodFacts(job.status),
    },
    secrets: {
      'containers.command': toSecretsByPosition(job.spec.containers?.map(({ command }) => command)),
      'environmentVariables.value': toSecretsByPosition(
        job.spec.containers?.flatMap(({ env }) => env.map(({ value }) => value)),
      ),
    },
  };
}

function toStatusFacts(
  job: KubernetesWireJob,
  { status, rawStatus, statusSource, condition }: KubernetesStatus,
): Pick<JobFacts, 'status' | 'rawStatus' | 'statusSource' | 'statusMessage' | 'updatedAt' | 'endedAt'> {
  const changes = (job.status?.conditions ?? []).flatMap(({ lastTransitionTime }) => lastTransitionTime ?? []);
  // Only a Job that has succeeded has a completion time.
  const completedAt = condition?.type === 'Complete' ? (job.status?.completionTime ?? null) : null;
  return {
    status,
    rawStatus,
    statusSource,
    statusMessage: condition?.message ?? null,
    // Of one form and one zone, so that the order of the texts is that of the times.
    updatedAt: changes.toSorted().at(-1) ?? null,
    endedAt: isTerminal(status) ? (completedAt ?? condition?.lastTransitionTime ?? null) : null,
  };
}

/** More failed indexes are counted in `progress` only. */
const maxListedIndexes = 100n;

function toFailures(job: KubernetesWireJob, ranges: readonly IndexRange[]): readonly JobFailure[] {
  const failed = findCondition(job, 'Failed');
  const indexes = countIndexes(ranges) <= maxListedIndexes ? listIndexes(ranges) : [];
  return [
    ...(failed === undefined ? [] : [{ code: failed.reason, message: failed.message, subject: null }]),
    ...indexes.map((subject) => ({ code: null, message: null, subject })),
  ];
}

function toSpecFacts({ suspend, completionMode, containers, ...spec }: Spec) {
  return {
    ...spec,
    completionMode: completionMode === null ? null : (completionModes.get(completionMode) ?? ('UNKNOWN' as const)),
    isSuspended: suspend,
    containers: containers?.map(toContainer) ?? null,
    environmentVariables: containers?.flatMap(toVariables) ?? null,
  };
}

const completionModes: ReadonlyMap<string, 'NON_INDEXED' | 'INDEXED'> = new Map([
  ['NonIndexed', 'NON_INDEXED'],
  ['Indexed', 'INDEXED'],
]);

function toContainer({ name, image }: Container): KubernetesContainerFacts {
  return { name, image, exitCode: null, reason: null, logStreamName: null };
}

function toVariables({ name: container, env }: Container): readonly KubernetesVariableFacts[] {
  return env.map(({ name, valueFrom, type }) => ({ name, valueFrom, type, container }));
}

function toPodFacts(status: Status | null) {
  return {
    startedAt: status && status.startTime,
    pods: {
      active: status?.active ?? 0,
      ready: status?.ready ?? 0,
      succeeded: status?.succeeded ?? 0,
      failed: status?.failed ?? 0,
      terminating: status?.terminating ?? 0,
    },
    completedIndexes: status && status.completedIndexes,
    failedIndexes: status && status.failedIndexes,
    conditions:
      status?.conditions?.map(({ lastTransitionTime, ...condition }) => ({
        ...condition,
        changedAt: lastTransitionTime,
      })) ?? null,
  };
}

/** Secrets of a list's entries, by their positions as text. */
function toSecretsByPosition(values: readonly unknown[] | undefined): ReadonlyMap<string, Secret<unknown>> {
  return new Map(
    values?.flatMap((value, position) => (value === null ? [] : [[String(position), new Secret(value)]])) ?? [],
  );
}

function toCount(count: number | null): bigint | null {
  return count === null ? null : BigInt(count);
}
