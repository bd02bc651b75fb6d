import type { JobFacts, JobFailure, JobRecord } from '../../provider/contract/job.ts';
import { toProgress } from '../../provider/contract/progress.ts';
import { toStartedAt, type StatusFacts } from '../../provider/contract/status.ts';
import { Secret } from '../../provider/contract/secret.ts';
import { countIndexes, listIndexes, parseIndexes, type IndexRange } from './failed-indexes.ts';
import { findCondition, toKubernetesStatus, type KubernetesStatus } from './status.ts';
import type { JobContainerFacts, JobEnvironmentVariableFacts, KubernetesJobFacts } from './facts.generated.ts';
import type { Container, KubernetesWireJob, Spec, Status } from './wire.ts';

/** The facts of a Job. */
export interface KubernetesFacts extends KubernetesJobFacts {
  /** Of its pods, as a list of them takes it. */
  readonly podSelector: string;
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
      definition: toDefinition(metadata),
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
      podSelector: toPodSelector(job),
    },
    secrets: {
      'containers.command': toSecretsByPosition(job.spec.containers?.map(({ command }) => command)),
      'environmentVariables.value': toSecretsByPosition(
        job.spec.containers?.flatMap(({ env }) => env.map(({ value }) => value)),
      ),
    },
  };
}

/** The CronJob, or else what the Job's name was to be made from. */
function toDefinition({ namespace, cronJobName, generateName }: KubernetesWireJob['metadata']): string | null {
  const name = cronJobName || generateName?.replace(/[-.]+$/, '');
  return name ? `${namespace}/${name}` : null;
}

function toStatusFacts(
  job: KubernetesWireJob,
  { condition, ...status }: KubernetesStatus,
): StatusFacts & Pick<JobFacts, 'statusMessage' | 'startedAt' | 'updatedAt' | 'endedAt'> {
  const changes = (job.status?.conditions ?? []).flatMap(({ lastTransitionTime }) => lastTransitionTime ?? []);
  // Only a Job that has succeeded has a completion time.
  const completedAt = condition?.type === 'Complete' ? (job.status?.completionTime ?? null) : null;
  return {
    ...status,
    statusMessage: condition?.message ?? null,
    // The controller sets it anew when a Job is resumed.
    startedAt: toStartedAt(status, job.status?.startTime ?? null),
    // Of one form and one zone, so that the order of the texts is that of the times.
    updatedAt: changes.toSorted().at(-1) ?? null,
    endedAt: status.isTerminal ? (completedAt ?? condition?.lastTransitionTime ?? null) : null,
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

function toSpecFacts({ suspend, completionMode, containers, matchLabels: _l, matchExpressions: _e, ...spec }: Spec) {
  return {
    ...spec,
    completionMode: completionMode === null ? null : (completionModes.get(completionMode) ?? ('UNKNOWN' as const)),
    isSuspended: suspend,
    containers: containers?.map(toContainer) ?? null,
    environmentVariables: containers?.flatMap(toVariables) ?? null,
  };
}

/** In the words of a query. Without a selector the server has made one of the uid. */
function toPodSelector({ metadata: { uid }, spec: { matchLabels, matchExpressions } }: KubernetesWireJob): string {
  const labels = (matchLabels ?? []).map(({ key, value }) => `${key}=${value ?? ''}`);
  const selector = [...labels, ...(matchExpressions ?? []).map(toRequirement)].join();
  return selector === '' ? `batch.kubernetes.io/controller-uid=${uid}` : selector;
}

function toRequirement({ key, operator, values }: NonNullable<Spec['matchExpressions']>[number]): string {
  const listed = `(${(values ?? []).join()})`;
  if (operator === 'In') return `${key} in ${listed}`;
  if (operator === 'NotIn') return `${key} notin ${listed}`;
  return operator === 'DoesNotExist' ? `!${key}` : key;
}

const completionModes: ReadonlyMap<string, 'NON_INDEXED' | 'INDEXED'> = new Map([
  ['NonIndexed', 'NON_INDEXED'],
  ['Indexed', 'INDEXED'],
]);

function toContainer({ name, image }: Container): JobContainerFacts {
  return { name, image, exitCode: null, reason: null, logStreamName: null };
}

function toVariables({ name: container, env }: Container): readonly JobEnvironmentVariableFacts[] {
  return env.map(({ name, valueFrom, type }) => ({ name, valueFrom, type, container }));
}

function toPodFacts(status: Status | null) {
  return {
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
