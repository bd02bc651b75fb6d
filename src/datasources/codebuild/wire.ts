/**
 * CodeBuild's answers, unknown → checked. Names are the provider's own.
 * @see https://docs.aws.amazon.com/codebuild/latest/APIReference/API_Build.html
 */
import {
  readEpochSeconds,
  readInteger,
  readJsonBoolean,
  readJsonUrl,
  readObject,
  readObjects,
  readString,
  readStrings,
  readWholeNumber,
  readWord,
  type JsonObject,
} from '../../decode/json-fields.ts';
import type { Instant, WholeNumber } from '../../job.ts';

export interface PhaseContext {
  readonly statusCode: string | null;
  readonly message: string | null;
}

export interface BuildPhase {
  readonly phaseType: string | null;
  readonly phaseStatus: string | null;
  readonly startTime: Instant | null;
  readonly endTime: Instant | null;
  readonly durationInSeconds: number | null;
  readonly contexts: readonly PhaseContext[];
}

export interface ProjectSource {
  readonly type: string | null;
  readonly location: string | null;
  readonly gitCloneDepth: number | null;
  readonly sourceIdentifier: string | null;
}

export interface BuildArtifacts {
  readonly location: string | null;
  readonly sha256sum: string | null;
  readonly md5sum: string | null;
  readonly artifactIdentifier: string | null;
}

export interface EnvironmentVariable {
  readonly name: string | null;
  readonly value: string | null;
  readonly type: string | null;
}

export interface ProjectEnvironment {
  readonly type: string | null;
  readonly image: string | null;
  readonly computeType: string | null;
  readonly privilegedMode: boolean | null;
  readonly environmentVariables: readonly EnvironmentVariable[] | null;
}

export interface LogsLocation {
  readonly groupName: string | null;
  readonly streamName: string | null;
  readonly deepLink: string | null;
  readonly s3DeepLink: string | null;
}

export interface Build {
  readonly arn: string | null;
  readonly buildNumber: WholeNumber | null;
  readonly startTime: Instant | null;
  readonly endTime: Instant | null;
  readonly currentPhase: string | null;
  readonly buildStatus: string | null;
  readonly sourceVersion: string | null;
  readonly resolvedSourceVersion: string | null;
  readonly phases: readonly BuildPhase[] | null;
  readonly source: ProjectSource | null;
  /** Of `source`; not read in secondary sources. */
  readonly buildspec: string | null;
  readonly secondarySources: readonly ProjectSource[] | null;
  readonly artifacts: BuildArtifacts | null;
  readonly secondaryArtifacts: readonly BuildArtifacts[] | null;
  readonly environment: ProjectEnvironment | null;
  readonly serviceRole: string | null;
  readonly logs: LogsLocation | null;
  readonly timeoutInMinutes: number | null;
  readonly queuedTimeoutInMinutes: number | null;
  readonly initiator: string | null;
  readonly exportedEnvironmentVariables: readonly EnvironmentVariable[] | null;
  readonly reportArns: readonly string[] | null;
  readonly buildBatchArn: string | null;
  readonly debugSession: { readonly sessionEnabled: boolean | null; readonly sessionTarget: string | null } | null;
}

/** Throws `BadAnswer` if a member is mistyped. */
export function readBuild(build: JsonObject): Build {
  const source = readObject(build, 'source');
  const debugSession = readObject(build, 'debugSession');
  return {
    arn: readString(build, 'arn'),
    buildNumber: readWholeNumber(build, 'buildNumber'),
    startTime: readEpochSeconds(build, 'startTime'),
    endTime: readEpochSeconds(build, 'endTime'),
    currentPhase: readString(build, 'currentPhase'),
    buildStatus: readString(build, 'buildStatus'),
    sourceVersion: readString(build, 'sourceVersion'),
    resolvedSourceVersion: readString(build, 'resolvedSourceVersion'),
    phases: readObjects(build, 'phases')?.map(readPhase) ?? null,
    source: source && readSource(source),
    buildspec: source && readString(source, 'buildspec'),
    secondarySources: readObjects(build, 'secondarySources')?.map(readSource) ?? null,
    artifacts: mapObject(build, 'artifacts', readArtifacts),
    secondaryArtifacts: readObjects(build, 'secondaryArtifacts')?.map(readArtifacts) ?? null,
    environment: mapObject(build, 'environment', readEnvironment),
    serviceRole: readString(build, 'serviceRole'),
    logs: mapObject(build, 'logs', readLogs),
    timeoutInMinutes: readInteger(build, 'timeoutInMinutes'),
    queuedTimeoutInMinutes: readInteger(build, 'queuedTimeoutInMinutes'),
    initiator: readString(build, 'initiator'),
    exportedEnvironmentVariables: readObjects(build, 'exportedEnvironmentVariables')?.map(readVariable) ?? null,
    reportArns: readStrings(build, 'reportArns'),
    buildBatchArn: readString(build, 'buildBatchArn'),
    debugSession: debugSession && {
      sessionEnabled: readJsonBoolean(debugSession, 'sessionEnabled'),
      sessionTarget: readString(debugSession, 'sessionTarget'),
    },
  };
}

function mapObject<T>(parent: JsonObject, name: string, read: (object: JsonObject) => T): T | null {
  const object = readObject(parent, name);
  return object === null ? null : read(object);
}

function readPhase(phase: JsonObject): BuildPhase {
  return {
    phaseType: readString(phase, 'phaseType'),
    phaseStatus: readString(phase, 'phaseStatus'),
    startTime: readEpochSeconds(phase, 'startTime'),
    endTime: readEpochSeconds(phase, 'endTime'),
    durationInSeconds: readInteger(phase, 'durationInSeconds'),
    contexts: (readObjects(phase, 'contexts') ?? []).map((context) => ({
      statusCode: readString(context, 'statusCode'),
      message: readString(context, 'message'),
    })),
  };
}

function readSource(source: JsonObject): ProjectSource {
  return {
    type: readString(source, 'type'),
    location: readString(source, 'location'),
    gitCloneDepth: readInteger(source, 'gitCloneDepth'),
    sourceIdentifier: readString(source, 'sourceIdentifier'),
  };
}

function readArtifacts(artifacts: JsonObject): BuildArtifacts {
  return {
    location: readWord(artifacts, 'location'),
    sha256sum: readString(artifacts, 'sha256sum'),
    md5sum: readString(artifacts, 'md5sum'),
    artifactIdentifier: readString(artifacts, 'artifactIdentifier'),
  };
}

function readEnvironment(environment: JsonObject): ProjectEnvironment {
  return {
    type: readString(environment, 'type'),
    image: readString(environment, 'image'),
    computeType: readString(environment, 'computeType'),
    privilegedMode: readJsonBoolean(environment, 'privilegedMode'),
    environmentVariables: readObjects(environment, 'environmentVariables')?.map(readVariable) ?? null,
  };
}

function readVariable(variable: JsonObject): EnvironmentVariable {
  return {
    name: readString(variable, 'name'),
    value: readString(variable, 'value'),
    type: readString(variable, 'type'),
  };
}

function readLogs(logs: JsonObject): LogsLocation {
  return {
    groupName: readString(logs, 'groupName'),
    streamName: readString(logs, 'streamName'),
    deepLink: readJsonUrl(logs, 'deepLink'),
    s3DeepLink: readJsonUrl(logs, 's3DeepLink'),
  };
}

export interface BuildIdPage {
  readonly ids: readonly string[];
  readonly nextToken: string | null;
}

/** @see https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ListBuildsForProject.html */
export function readBuildIdPage(body: JsonObject): BuildIdPage {
  return { ids: readStrings(body, 'ids') ?? [], nextToken: readWord(body, 'nextToken') };
}
