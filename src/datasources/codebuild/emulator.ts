/**
 * AWS CodeBuild's builds on loopback.
 * https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchGetBuilds.html
 */
import { createAwsRequestId, toJson11Answer, toJson11Error, toJsonSignatureError } from '../../emulation/aws-forms.ts';
import type { EmulatedError, Emulator, EmulatorOptions, JobWorld, RawAnswer } from '../../emulation/emulator.ts';
import { isEmulatedError, isRawAnswer, toEmulatedError } from '../../emulation/emulator.ts';
import { parseJsonObject } from '../../emulation/json.ts';
import type { JsonValue } from '../../emulation/json.ts';
import { formatPageToken, parsePageToken, toPage } from '../../emulation/paging.ts';
import type { EmulatedProtocol, EmulatedTarget } from '../../emulation/protocol.ts';
import { compareText } from '../../emulation/request.ts';
import type { EmulatedRequest } from '../../emulation/request.ts';
import { createEmulator } from '../../emulation/server.ts';
import { verifySigV4 } from '../../emulation/sigv4.ts';

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

const contentType = 'application/x-amz-json-1.1';
const targetPrefix = 'CodeBuild_20161006.';
const frameworkNamespace = 'com.amazon.coral.service#';
const operations: readonly string[] = ['BatchGetBuilds', 'ListBuilds', 'ListBuildsForProject'];
const idsPerCall = 100;

type Input = Readonly<Record<string, unknown>>;

function createCodeBuildProtocol({
  credentials,
  jobs,
  region = 'us-east-1',
}: CodeBuildEmulatorOptions): EmulatedProtocol {
  return {
    toTarget,
    verify: (request, now) => {
      const refusal = verifySigV4(request, { credentials, region, service: 'codebuild', now });
      return refusal && toJsonSignatureError(refusal, { status: 400, prefix: frameworkNamespace });
    },
    toAnswer: (request, { operation }, requestId) => {
      const input = parseJsonObject(request.body.toString('utf8'));
      if (input === undefined)
        return toEmulatedError(`${frameworkNamespace}SerializationException`, 'The body is no JSON object');
      if (operation === 'BatchGetBuilds') return batchGetBuilds(jobs, input, requestId);
      if (operation === 'ListBuilds') return listBuilds(jobs, input, requestId);
      if (operation === 'ListBuildsForProject') return listBuildsForProject(jobs, input, requestId);
      return toEmulatedError(`${frameworkNamespace}UnknownOperationException`, 'The requested operation is not known');
    },
    formatError: toJson11Error,
    createRequestId: createAwsRequestId,
    throttled: toEmulatedError('ThrottlingException', 'Rate exceeded'),
    denied: toEmulatedError('AccessDeniedException', 'User is not authorized to perform this operation'),
    internal: toEmulatedError(`${frameworkNamespace}InternalFailure`, 'Internal failure', { status: 500 }),
  };
}

/** The id of a BatchGetBuilds call is its ids joined by a blank; that of a list is the project. */
function toTarget(request: EmulatedRequest): EmulatedTarget {
  const isCall = request.method === 'POST' && request.path === '/' && request.headers['content-type'] === contentType;
  const target = request.headers['x-amz-target'] ?? '';
  const operation = target.slice(targetPrefix.length);
  if (!isCall || !target.startsWith(targetPrefix) || !operations.includes(operation))
    return { operation: 'Unknown', id: null };
  const input = parseJsonObject(request.body.toString('utf8')) ?? {};
  if (operation === 'BatchGetBuilds') return { operation, id: (readIds(input) ?? []).join(' ') };
  return { operation, id: typeof input['projectName'] === 'string' ? input['projectName'] : null };
}

function readIds({ ids }: Input): readonly string[] | undefined {
  return Array.isArray(ids) && ids.every((id) => typeof id === 'string') ? ids : undefined;
}

/** Builds come newest first, whatever the order of the ids. */
function batchGetBuilds(jobs: CodeBuildJobWorld, input: Input, requestId: string): RawAnswer | EmulatedError {
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
  return toJson11Answer({ builds: builds.sort(compareBuilds), buildsNotFound }, requestId);
}

/** By id, as the model says. */
function listBuilds(jobs: CodeBuildJobWorld, input: Input, requestId: string): RawAnswer | EmulatedError {
  const { sortOrder = 'DESCENDING' } = input;
  if (sortOrder !== 'ASCENDING' && sortOrder !== 'DESCENDING') return toInvalidInput('sortOrder');
  const sign = sortOrder === 'ASCENDING' ? 1 : -1;
  const ids = jobs.list().map(({ id }) => id);
  return (
    jobs.listError?.(null) ??
    toIdPage(
      ids.sort((one, other) => sign * compareText(one, other)),
      input,
      requestId,
    )
  );
}

/** By build number, highest first. A sort order is an error for more than 100 builds. */
function listBuildsForProject(jobs: CodeBuildJobWorld, input: Input, requestId: string): RawAnswer | EmulatedError {
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
  return toIdPage(sortOrder === 'ASCENDING' ? ids.reverse() : ids, input, requestId);
}

function toProject(id: string): string {
  return id.split(':', 1)[0] ?? '';
}

function compareBuilds(one: EmulatedBuild, other: EmulatedBuild): number {
  return (other.buildNumber ?? 0) - (one.buildNumber ?? 0) || compareText(one.id, other.id);
}

function toIdPage(ids: readonly string[], { nextToken }: Input, requestId: string): RawAnswer | EmulatedError {
  const after = nextToken === undefined ? null : parsePageToken(typeof nextToken === 'string' ? nextToken : '');
  const from = after === null ? 0 : ids.indexOf(after ?? '') + 1;
  if (after === undefined || (after !== null && from === 0)) return toInvalidInput('nextToken');
  const page = toPage(ids.slice(from), (id) => id, idsPerCall);
  const next = page.more && page.lastId !== null ? { nextToken: formatPageToken(page.lastId) } : {};
  return toJson11Answer({ ids: page.items, ...next }, requestId);
}

function toInvalidInput(name: string): EmulatedError {
  return toEmulatedError('InvalidInputException', `Invalid ${name} provided`);
}
