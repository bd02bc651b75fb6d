/**
 * CodeBuild's answers, unknown → checked. Names are the provider's own.
 * @see https://docs.aws.amazon.com/codebuild/latest/APIReference/API_Build.html
 */
import {
  readEpochSeconds,
  readInteger,
  readJsonBoolean,
  readJsonUrl,
  readString,
  readStrings,
  readWholeNumber,
  readWord,
} from '../../provider/decode/json-fields.ts';
import { at, listOf, objectOf, orEmpty, shape } from '../../provider/decode/shape.ts';

const readPhase = shape({
  phaseType: readString,
  phaseStatus: readString,
  startTime: readEpochSeconds,
  endTime: readEpochSeconds,
  durationInSeconds: readInteger,
  contexts: orEmpty(listOf(shape({ statusCode: readString, message: readString }))),
});
/** One phase of a build, with its duration in seconds. */
export type BuildPhase = ReturnType<typeof readPhase>;

const readSource = shape({
  type: readString,
  location: readString,
  gitCloneDepth: readInteger,
  sourceIdentifier: readString,
});
/** A primary or secondary source of a build, without its buildspec. */
export type ProjectSource = ReturnType<typeof readSource>;

const readArtifacts = shape({
  location: readWord,
  sha256sum: readString,
  md5sum: readString,
  artifactIdentifier: readString,
});
/** Primary or secondary artifacts of a build. */
export type BuildArtifacts = ReturnType<typeof readArtifacts>;

const readVariable = shape({ name: readString, value: readString, type: readString });
/** A variable of a build. Its value may be a secret. */
export type EnvironmentVariable = ReturnType<typeof readVariable>;

/** Throws `BadAnswer` if a member is mistyped. */
export const readBuild = shape({
  arn: readString,
  buildNumber: readWholeNumber,
  startTime: readEpochSeconds,
  endTime: readEpochSeconds,
  currentPhase: readString,
  buildStatus: readString,
  sourceVersion: readString,
  resolvedSourceVersion: readString,
  phases: listOf(readPhase),
  source: objectOf(readSource),
  // Not read in secondary sources.
  buildspec: at('source.buildspec', readString),
  secondarySources: listOf(readSource),
  artifacts: objectOf(readArtifacts),
  secondaryArtifacts: listOf(readArtifacts),
  environment: objectOf(
    shape({
      type: readString,
      image: readString,
      computeType: readString,
      privilegedMode: readJsonBoolean,
      environmentVariables: listOf(readVariable),
    }),
  ),
  serviceRole: readString,
  logs: objectOf(
    shape({
      groupName: readString,
      streamName: readString,
      deepLink: readJsonUrl,
      s3DeepLink: readJsonUrl,
      cloudWatchStatus: at('cloudWatchLogs.status', readString),
      s3Status: at('s3Logs.status', readString),
    }),
  ),
  timeoutInMinutes: readInteger,
  queuedTimeoutInMinutes: readInteger,
  initiator: readString,
  exportedEnvironmentVariables: listOf(readVariable),
  reportArns: readStrings,
  buildBatchArn: readString,
  debugSession: objectOf(shape({ sessionEnabled: readJsonBoolean, sessionTarget: readString })),
});
/** A build in BatchGetBuilds' answer. */
export type Build = ReturnType<typeof readBuild>;

/** @see https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ListBuildsForProject.html */
export const readBuildIdPage = shape({ ids: orEmpty(readStrings), nextToken: readWord });
