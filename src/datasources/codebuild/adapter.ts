/**
 * AWS CodeBuild, BatchGetBuilds, ListBuildsForProject and ListBuilds (JSON 1.1 RPC).
 * @see https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchGetBuilds.html
 */
import { createAwsJsonErrorReader } from '../../aws/errors.ts';
import { parseJsonObject, readObjects, readStrings, requireString, type JsonObject } from '../../decode/json-fields.ts';
import { maxValues, toMaxValues } from '../../decode/parts.ts';
import type { JobKey } from '../../job.ts';
import { BadAnswer, type Adapter, type BatchAnswer, type ListPage, type Read } from '../../provider/adapter.ts';
import { toBatchAnswer } from '../../provider/batch-answer.ts';
import type { WireRequest } from '../../provider/wire.ts';
import type { CodeBuildFacts } from './facts.ts';
import { toCodeBuildRecord } from './mapping.ts';
import { projectPattern } from './settings.ts';
import { readBuild, readBuildIdPage } from './wire.ts';

const keyPattern = new RegExp(`^${projectPattern}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`);
/** The most that one call describes, and the size of every page of a list: neither can be chosen. */
const idsPerCall = 100;

/** @param projects the projects to list; undefined for all builds of the account */
export function createCodeBuildAdapter(projects: readonly string[] | undefined): Adapter<CodeBuildFacts> {
  return {
    provider: 'CODEBUILD',
    lifecycle: 'ACTIVE',
    key: { pattern: keyPattern, expected: 'the project’s name and a lower-case UUID, joined by ":"' },
    toError,
    describe: { maxKeys: idsPerCall, read: describeBuilds },
    listing: {
      rowFacts: new Set(),
      pagesOfKeys: true,
      // By build number within a project; by build id, which promises no time, in the account.
      newestFirst: projects !== undefined,
      maxPageSize: idsPerCall,
      containers: projects ?? [null],
      page: ({ container, after }) => listBuilds(container, after),
    },
  };
}

const toError = createAwsJsonErrorReader(new Map([['InvalidInputException', 'PROVIDER_REJECTED']]));

function describeBuilds(keys: readonly JobKey[]): Read<BatchAnswer<CodeBuildFacts>> {
  return {
    operation: 'BatchGetBuilds',
    request: toRpc('BatchGetBuilds', { ids: keys }),
    toResult: (answer) => {
      const body = parseJsonObject(answer.body, toMaxValues(keys.length));
      const builds = readObjects(body, 'builds');
      if (builds === null && readStrings(body, 'buildsNotFound') === null)
        throw new BadAnswer('builds and buildsNotFound are missing');
      return toBatchAnswer(answer, keys, builds ?? [], readId, (key, build) =>
        toCodeBuildRecord(key, readBuild(build)),
      );
    },
  };
}

function readId(build: JsonObject): JobKey {
  return requireString(build, 'id');
}

/** A page contains ids only. A sort order is refused for a project with more than 100 builds, which come newest first. */
function listBuilds(project: string | null, after: string | null): Read<ListPage<CodeBuildFacts>> {
  const operation = project === null ? 'ListBuilds' : 'ListBuildsForProject';
  return {
    operation,
    request: toRpc(operation, {
      ...(project === null ? { sortOrder: 'DESCENDING' } : { projectName: project }),
      ...(after === null ? {} : { nextToken: after }),
    }),
    toResult: ({ body }) => {
      const { ids, nextToken } = readBuildIdPage(parseJsonObject(body, maxValues.list));
      for (const id of ids) {
        if (!keyPattern.test(id)) throw new BadAnswer('a row has no build id');
        if (project !== null && !id.startsWith(`${project}:`)) throw new BadAnswer('a row is of another project');
      }
      return { rows: [], keys: ids, next: nextToken };
    },
  };
}

/** All operations are POSTs that only read. */
function toRpc(operation: string, input: object): WireRequest {
  return {
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `CodeBuild_20161006.${operation}` },
    body: JSON.stringify(input),
  };
}
