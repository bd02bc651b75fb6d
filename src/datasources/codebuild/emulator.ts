/**
 * AWS CodeBuild's builds on loopback.
 * https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchGetBuilds.html
 */
import { createAwsJsonProtocol, type AwsJsonInput } from '../../emulation/aws-json.ts';
import type { EmulatedError, Emulator, EmulatorOptions, JobWorld } from '../../emulation/emulator.ts';
import { isEmulatedError, isRawAnswer, toEmulatedError } from '../../emulation/emulator.ts';
import type { JsonValue } from '../../emulation/json.ts';
import { toNextToken, toPageByToken } from '../../emulation/paging.ts';
import type { EmulatedProtocol } from '../../emulation/protocol.ts';
import { compareText } from '../../emulation/request.ts';
import { createEmulator } from '../../emulation/server.ts';

/** A build as BatchGetBuilds answers it. */
export interface EmulatedBuild {
  readonly id: string;
  readonly projectName?: string;
  /** Lists of a project are ordered by it, highest first. */
  readonly buildNumber?: number;
  readonly [member: string]: JsonValue | undefined;
}

/** A build whose `describe` is an error or exact bytes fails every call that names it. */
export interface CodeBuildJobWorld extends JobWorld<EmulatedBuild> {
  /** Default: those of the builds. Needed only for projects without builds. */
  readonly projects?: () => readonly string[];
  /** An error in place of the builds of a project, or of the account (null). */
  readonly listError?: (project: string | null) => EmulatedError | undefined;
}

export interface CodeBuildEmulatorOptions extends EmulatorOptions<EmulatedBuild> {
  readonly jobs: CodeBuildJobWorld;
}

/** Starts the emulator. Default region: us-east-1. */
export function createCodeBuildEmulator(options: CodeBuildEmulatorOptions): Promise<Emulator> {
  return createEmulator(createCodeBuildProtocol(options), options);
}

const idsPerCall = 100;

/** The id of a BatchGetBuilds call is its ids joined by a blank; that of a list is the project. */
function createCodeBuildProtocol({
  credentials,
  jobs,
  region = 'us-east-1',
}: CodeBuildEmulatorOptions): EmulatedProtocol {
  return createAwsJsonProtocol({
    version: '1.1',
    signingName: 'codebuild',
    credentials,
    region,
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
  });
}

function readIds({ ids }: AwsJsonInput): readonly string[] | undefined {
  return Array.isArray(ids) && ids.every((id) => typeof id === 'string') ? ids : undefined;
}

/** Builds come newest first, whatever the order of the ids. */
function batchGetBuilds(jobs: CodeBuildJobWorld, input: AwsJsonInput): object {
  const ids = readIds(input);
  if (ids === undefined || ids.length === 0 || ids.length > idsPerCall) return toInvalidInput('ids');
  if (ids.some((id) => !id.includes(':'))) return toEmulatedError('InvalidInputException', 'Invalid build ID provided');
  const builds: EmulatedBuild[] = [];
  const buildsNotFound: string[] = [];
  for (const id of new Set(ids)) {
    const build = jobs.describe(id);
    if (isEmulatedError(build) || isRawAnswer(build)) return build;
    if (build === undefined) buildsNotFound.push(id);
    else builds.push(build);
  }
  return { builds: builds.sort(compareBuilds), buildsNotFound };
}

/** By id, as the model says. */
function listBuilds(jobs: CodeBuildJobWorld, input: AwsJsonInput): object {
  const { sortOrder = 'DESCENDING' } = input;
  if (sortOrder !== 'ASCENDING' && sortOrder !== 'DESCENDING') return toInvalidInput('sortOrder');
  const sign = sortOrder === 'ASCENDING' ? 1 : -1;
  const ids = jobs.list().map(({ id }) => id);
  return (
    jobs.listError?.(null) ??
    toIdPage(
      ids.sort((one, other) => sign * compareText(one, other)),
      input,
    )
  );
}

/** By build number, highest first. A sort order is an error for more than 100 builds. */
function listBuildsForProject(jobs: CodeBuildJobWorld, input: AwsJsonInput): object {
  const { projectName, sortOrder } = input;
  if (typeof projectName !== 'string') return toInvalidInput('projectName');
  const error = jobs.listError?.(projectName);
  if (error !== undefined) return error;
  const builds = jobs.list().filter(({ id }) => toProject(id) === projectName);
  const projects = jobs.projects?.() ?? builds.map(({ id }) => toProject(id));
  if (!projects.includes(projectName))
    return toEmulatedError('ResourceNotFoundException', `The project ${projectName} does not exist`);
  if (sortOrder !== undefined && builds.length > idsPerCall) return toInvalidInput('sortOrder');
  const ids = builds.sort(compareBuilds).map(({ id }) => id);
  return toIdPage(sortOrder === 'ASCENDING' ? ids.reverse() : ids, input);
}

function toProject(id: string): string {
  return id.split(':', 1)[0] ?? '';
}

function compareBuilds(one: EmulatedBuild, other: EmulatedBuild): number {
  return (other.buildNumber ?? 0) - (one.buildNumber ?? 0) || compareText(one.id, other.id);
}

function toIdPage(ids: readonly string[], { nextToken }: AwsJsonInput): object {
  const page = toPageByToken(ids, (id) => id, nextToken, idsPerCall);
  return page === undefined ? toInvalidInput('nextToken') : { ids: page.items, ...toNextToken(page) };
}

function toInvalidInput(name: string): EmulatedError {
  return toEmulatedError('InvalidInputException', `Invalid ${name} provided`);
}
