import { cutUser } from '../../provider/decode/cut-user.ts';
import type { Instant, JobFacts, JobFailure, JobRecord, JobSecrets, JobStatus } from '../../provider/contract/job.ts';
import { toEntrySecrets, toSecrets } from '../../provider/contract/secrets.ts';
import {
  toDerivedStatus,
  toStartedAt,
  toStatus,
  toStatusWords,
  type StatusFacts,
} from '../../provider/contract/status.ts';
import type {
  CodeBuildArtifactFacts,
  CodeBuildBuildFacts,
  CodeBuildPhaseFacts,
  CodeBuildSourceFacts,
  JobEnvironmentVariableFacts,
} from './facts.generated.ts';
import type { Build, BuildArtifacts, BuildPhase, EnvironmentVariable, ProjectSource } from './wire.ts';

/** The words of builds and of their phases. */
const statusWords = toStatusWords({
  IN_PROGRESS: 'RUNNING',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  // CodeBuild's own fault.
  FAULT: 'FAILED',
  TIMED_OUT: 'TIMED_OUT',
  STOPPED: 'CANCELLED',
});

const phasesBeforeWork: ReadonlySet<string | null> = new Set(['SUBMITTED', 'QUEUED']);
const phasesWithoutWork: ReadonlySet<string | null> = new Set(['SUBMITTED', 'QUEUED', 'COMPLETED']);
const failedPhases: ReadonlySet<string | null> = new Set(['FAILED', 'FAULT', 'TIMED_OUT']);
/** Variables whose value is the name of the secret or parameter that holds it. */
const referenceTypes: ReadonlySet<string | null> = new Set(['PARAMETER_STORE', 'SECRETS_MANAGER']);

/** The facts of a build: those that the graph shows, and whether its log is kept. */
export interface CodeBuildFacts extends CodeBuildBuildFacts {
  /** In the provider's words. */
  readonly logStatuses: { readonly cloudWatch: string | null; readonly s3: string | null } | null;
}

/** @param key `<project>:<uuid>` */
export function toCodeBuildRecord(key: string, build: Build): JobRecord<CodeBuildFacts> {
  const project = key.slice(0, key.indexOf(':'));
  const { environment, exportedEnvironmentVariables: exported, debugSession } = build;
  return {
    facts: {
      providerJobId: key,
      ...toJobFacts(project, build),
      ...toSourceFacts(build),
      arn: build.arn,
      projectName: project,
      buildNumber: build.buildNumber,
      currentPhase: build.currentPhase,
      phases: build.phases?.map(toPhase) ?? null,
      initiator: build.initiator,
      environment: environment && {
        type: environment.type,
        image: environment.image,
        computeType: environment.computeType,
        isPrivileged: environment.privilegedMode,
      },
      environmentVariables: environment?.environmentVariables?.map(toVariable) ?? null,
      exportedEnvironmentVariables: exported?.map(toExportedVariable) ?? null,
      artifact: build.artifacts && toArtifact(build.artifacts),
      secondaryArtifacts: build.secondaryArtifacts?.map(toArtifact) ?? null,
      logs: build.logs && {
        groupName: build.logs.groupName,
        streamName: build.logs.streamName,
        url: build.logs.deepLink,
        s3Url: build.logs.s3DeepLink,
      },
      logStatuses: build.logs && { cloudWatch: build.logs.cloudWatchStatus, s3: build.logs.s3Status },
      roleArn: build.serviceRole,
      timeoutMinutes: build.timeoutInMinutes,
      queuedTimeoutMinutes: build.queuedTimeoutInMinutes,
      buildBatchArn: build.buildBatchArn,
      reportArns: build.reportArns,
      debugSessionEnabled: debugSession && debugSession.sessionEnabled,
    },
    secrets: toBuildSecrets(build),
  };
}

function toBuildSecrets({
  buildspec,
  environment,
  exportedEnvironmentVariables: exported,
  debugSession,
}: Build): JobSecrets {
  const variables = environment?.environmentVariables;
  return {
    ...toSecrets({
      buildspec,
      debugSessionTarget: debugSession?.sessionTarget ?? null,
    }),
    ...toEntrySecrets(
      'environmentVariables.value',
      variables?.map((variable) => (isReference(variable) ? null : variable.value)),
    ),
    ...toEntrySecrets(
      'exportedEnvironmentVariables.value',
      exported?.map(({ value }) => value),
    ),
  };
}

function toJobFacts(project: string, build: Build): Omit<JobFacts, 'providerJobId'> {
  const status = toBuildStatus(build);
  return {
    name: project,
    kind: build.source?.type ?? null,
    definition: project,
    ...status,
    statusMessage: findStatusMessage(build.phases ?? []),
    createdAt: build.startTime,
    startedAt: toStartedAt(status, findStart(build.phases ?? [])),
    // CodeBuild does not say when a build last changed.
    updatedAt: null,
    endedAt: status.isTerminal ? build.endTime : null,
    // Phases are no pieces of equal work.
    progress: null,
    failures: toFailures(status.status, build),
    consoleUrl: null,
  };
}

function toBuildStatus({ buildStatus, currentPhase }: Build): StatusFacts {
  return buildStatus === 'IN_PROGRESS' && phasesBeforeWork.has(currentPhase)
    ? toDerivedStatus('QUEUED', buildStatus)
    : toStatus(statusWords, buildStatus);
}

/** When the first phase began that is neither wait nor end. */
function findStart(phases: readonly BuildPhase[]): Instant | null {
  return phases.find(({ phaseType }) => !phasesWithoutWork.has(phaseType))?.startTime ?? null;
}

/** The last message of the last phase that did not succeed and has one. */
function findStatusMessage(phases: readonly BuildPhase[]): string | null {
  const messages = phases
    .filter(({ phaseStatus }) => failedPhases.has(phaseStatus) || phaseStatus === 'STOPPED')
    .flatMap(({ contexts }) => contexts.map(({ message }) => message))
    .filter((message) => message !== null && message !== '');
  return messages.at(-1) ?? null;
}

function toFailures(status: JobStatus, { phases, buildStatus }: Build): readonly JobFailure[] {
  const failed = (phases ?? []).filter(({ phaseStatus }) => failedPhases.has(phaseStatus));
  if (failed.length > 0) return failed.flatMap(toPhaseFailures);
  return status === 'FAILED' || status === 'TIMED_OUT' ? [{ code: buildStatus, message: null, subject: null }] : [];
}

function toPhaseFailures({ phaseType, phaseStatus, contexts }: BuildPhase): readonly JobFailure[] {
  const said = contexts.filter(({ statusCode, message }) => Boolean(statusCode) || Boolean(message));
  return said.length === 0
    ? [{ code: phaseStatus, message: null, subject: phaseType }]
    : said.map(({ statusCode, message }) => ({ code: statusCode, message, subject: phaseType }));
}

function toPhase(phase: BuildPhase): CodeBuildPhaseFacts {
  return {
    type: phase.phaseType,
    status: phase.phaseStatus === null ? null : toStatus(statusWords, phase.phaseStatus).status,
    rawStatus: phase.phaseStatus,
    startedAt: phase.startTime,
    endedAt: phase.endTime,
    durationSeconds: phase.durationInSeconds,
  };
}

function toSourceFacts({
  sourceVersion,
  resolvedSourceVersion,
  source,
  secondarySources,
}: Build): Pick<CodeBuildBuildFacts, 'sourceVersion' | 'resolvedSourceVersion' | 'buildSource' | 'secondarySources'> {
  return {
    sourceVersion,
    resolvedSourceVersion,
    buildSource: source && toSource(source),
    secondarySources: secondarySources?.map(toSource) ?? null,
  };
}

function toSource({ type, location, sourceIdentifier, gitCloneDepth }: ProjectSource): CodeBuildSourceFacts {
  return {
    type,
    location: location && cutUser(location),
    identifier: sourceIdentifier,
    cloneDepth: gitCloneDepth,
  };
}

function toVariable(variable: EnvironmentVariable): JobEnvironmentVariableFacts {
  return {
    name: variable.name,
    valueFrom: isReference(variable) ? variable.value : null,
    type: variable.type,
    container: null,
  };
}

function toExportedVariable({ name }: EnvironmentVariable): JobEnvironmentVariableFacts {
  return { name, valueFrom: null, type: null, container: null };
}

function isReference({ type }: EnvironmentVariable): boolean {
  return referenceTypes.has(type);
}

function toArtifact({ location, artifactIdentifier, sha256sum, md5sum }: BuildArtifacts): CodeBuildArtifactFacts {
  return { location, identifier: artifactIdentifier, sha256: sha256sum, md5: md5sum };
}
