/**
 * AWS CodeBuild's builds on loopback.
 * https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchGetBuilds.html
 */
import { createAwsJsonEmulator, type AwsJsonInput } from '../kit/aws-json.ts';
import { createCloudWatchLogs, type LogWorld } from '../kit/cloudwatch-logs.ts';
import {
  isReadyAnswer,
  toEmulatedError,
  type EmulatedError,
  type Emulator,
  type EmulatorOptions,
  type JobWorld,
} from '../kit/emulator.ts';
import type { JsonObject } from '../kit/json.ts';
import { sortById, sortNewestFirst, toPageAnswer } from '../kit/paging.ts';

/** A build as BatchGetBuilds answers it. */
export interface EmulatedBuild extends JsonObject {
  readonly id: string;
  readonly projectName?: string;
  /** Lists of a project are ordered by it, highest first. */
  readonly buildNumber?: number;
}

/** A build whose `describe` is an error or exact bytes fails every call that names it. */
export interface CodeBuildJobWorld extends JobWorld<EmulatedBuild> {
  /** What builds have written to CloudWatch Logs. Default: no stream is there. */
  readonly logs?: LogWorld;
  /** Default: those of the builds. Needed only for projects without builds. */
  readonly projects?: () => readonly string[];
  /** An error in place of the builds of a project, or of the account (null). */
  readonly listError?: (project: string | null) => EmulatedError | undefined;
}

const idsPerCall = 100;

/**
 * Starts the emulator. Default region: us-east-1. The id of a BatchGetBuilds call is its ids joined by a blank; that of a
 * list is the project.
 */
export function createCodeBuildEmulator(options: EmulatorOptions<CodeBuildJobWorld>): Promise<Emulator> {
  const { jobs } = options;
  const all = { region: 'us-east-1', ...options };
  return createAwsJsonEmulator(
    {
      version: '1.1',
      signingName: 'codebuild',
      targetPrefix: 'CodeBuild_20161006.',
      operations: {
        BatchGetBuilds: {
          toId: (input) => (readIds(input) ?? []).join(' '),
          toAnswer: (input) => batchGetBuilds(jobs, input),
        },
        ListBuilds: { toAnswer: (input) => listBuilds(jobs, input) },
        ListBuildsForProject: {
          toId: ({ projectName }) => (typeof projectName === 'string' ? projectName : null),
          toAnswer: (input) => listBuildsForProject(jobs, input),
        },
      },
    },
    all,
    createCloudWatchLogs(jobs.logs, all),
  );
}

function readIds({ ids }: AwsJsonInput): readonly string[] | undefined {
  return Array.isArray(ids) && ids.every((id) => typeof id === 'string') ? ids : undefined;
}

/** Builds come newest first, whatever the order of the ids. */
function batchGetBuilds(jobs: CodeBuildJobWorld, input: AwsJsonInput): object {
  const ids = readIds(input);
  if (ids === undefined || ids.length === 0 || ids.length > idsPerCall) return toInvalidInput('ids');
  if (ids.some((id) => !id.includes(':'))) return toEmulatedError('InvalidInputException', 'Invalid build ID provided');
  const found = [...new Set(ids)].map((id) => ({ id, build: jobs.describe(id) }));
  const ready = found.map(({ build }) => build).find(isReadyAnswer);
  if (ready !== undefined) return ready;
  const builds = found.flatMap(({ build }) => (build === undefined || isReadyAnswer(build) ? [] : [build]));
  const buildsNotFound = found.flatMap(({ id, build }) => (build === undefined ? [id] : []));
  return { builds: sortBuilds(builds), buildsNotFound };
}

/** By id, as the model says. */
function listBuilds(jobs: CodeBuildJobWorld, input: AwsJsonInput): object {
  const { sortOrder = 'DESCENDING' } = input;
  if (sortOrder !== 'ASCENDING' && sortOrder !== 'DESCENDING') return toInvalidInput('sortOrder');
  const builds = sortById(jobs.list(), ({ id }) => id);
  return jobs.listError?.(null) ?? toIdPage(sortOrder === 'ASCENDING' ? builds : builds.toReversed(), input);
}

/** By build number, highest first. A sort order is an error for more than 100 builds. */
function listBuildsForProject(jobs: CodeBuildJobWorld, input: AwsJsonInput): object {
  const { projectName, sortOrder } = input;
  if (typeof projectName !== 'string') return toInvalidInput('projectName');
  const error = jobs.listError?.(projectName);
  if (error !== undefined) return error;
  const ofProject = jobs.list().filter(({ id }) => id.startsWith(`${projectName}:`));
  const isKnown = jobs.projects?.().includes(projectName) ?? ofProject.length > 0;
  if (!isKnown) return toEmulatedError('ResourceNotFoundException', `The project ${projectName} does not exist`);
  if (sortOrder !== undefined && ofProject.length > idsPerCall) return toInvalidInput('sortOrder');
  const builds = sortBuilds(ofProject);
  return toIdPage(sortOrder === 'ASCENDING' ? builds.toReversed() : builds, input);
}

function sortBuilds(builds: readonly EmulatedBuild[]): readonly EmulatedBuild[] {
  return sortNewestFirst(
    builds,
    ({ buildNumber }) => buildNumber,
    ({ id }) => id,
  );
}

function toIdPage(builds: readonly EmulatedBuild[], { nextToken }: AwsJsonInput): object {
  return toPageAnswer(
    builds.map(({ id }) => id),
    (id) => id,
    { max: idsPerCall, token: nextToken, refuse: () => toInvalidInput('nextToken') },
    (ids, next) => ({ ids, nextToken: next }),
  );
}

function toInvalidInput(name: string): EmulatedError {
  return toEmulatedError('InvalidInputException', `Invalid ${name} provided`);
}
