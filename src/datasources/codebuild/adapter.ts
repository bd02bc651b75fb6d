/**
 * AWS CodeBuild, BatchGetBuilds, ListBuildsForProject and ListBuilds (JSON 1.1 RPC).
 * @see https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchGetBuilds.html
 */
import { createAwsJsonErrorReader } from '../../provider/aws/errors.ts';
import { createAwsJsonReads } from '../../provider/aws/json-reads.ts';
import { readItems, readStrings, requireString, toObject } from '../../provider/decode/json-fields.ts';
import { maxValues, toMaxValues } from '../../provider/decode/parts.ts';
import type { JobKey, JobRecord } from '../../provider/contract/job.ts';
import {
  BadAnswer,
  type Adapter,
  type BatchAnswer,
  type ListPage,
  type Read,
} from '../../provider/contract/adapter.ts';
import { toBatchAnswer } from '../../provider/contract/batch-answer.ts';
import { toCodeBuildRecord, type CodeBuildFacts } from './mapping.ts';
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
    permissions: 'codebuild',
    key: { pattern: keyPattern, expected: 'the project’s name and a lower-case UUID, joined by ":"' },
    toError,
    describe: { maxKeys: idsPerCall, read: describeBuilds },
    listing: {
      pagesOfKeys: true,
      // By build number within a project; by build id, which promises no time, in the account.
      newestFirst: projects !== undefined,
      maxPageSize: idsPerCall,
      part: { noun: 'project', setting: 'projects', unknownCodes: ['ResourceNotFoundException'] },
      containers: projects ?? [null],
      page: ({ container, after }) => listBuilds(container, after),
    },
  };
}

const toRead = createAwsJsonReads({ version: '1.1', targetPrefix: 'CodeBuild_20161006.' });

const toError = createAwsJsonErrorReader(new Map([['InvalidInputException', 'PROVIDER_REJECTED']]));

function describeBuilds(keys: readonly JobKey[]): Read<BatchAnswer<CodeBuildFacts>> {
  return toRead({
    operation: 'BatchGetBuilds',
    input: { ids: keys },
    maxValues: toMaxValues(keys.length),
    toResult: (body, answer, onUnreadable) => {
      const builds = readItems(body, 'builds');
      if (builds === null && readStrings(body, 'buildsNotFound') === null)
        throw new BadAnswer('builds', 'list', 'nothing');
      return toBatchAnswer(answer, keys, { path: 'builds', records: builds ?? [], readKey, toRecord }, onUnreadable);
    },
  });
}

function readKey(build: unknown): JobKey {
  return requireString(toObject(build), 'id');
}

function toRecord(key: JobKey, build: unknown): JobRecord<CodeBuildFacts> {
  return toCodeBuildRecord(key, readBuild(toObject(build)));
}

/** A page contains ids only. A sort order is refused for a project with more than 100 builds, which come newest first. */
function listBuilds(project: string | null, after: string | null): Read<ListPage> {
  const nextToken = after ?? undefined;
  return toRead({
    ...(project === null
      ? { operation: 'ListBuilds', input: { sortOrder: 'DESCENDING', nextToken } }
      : { operation: 'ListBuildsForProject', input: { projectName: project, nextToken } }),
    maxValues: maxValues.list,
    toResult: (body) => {
      const { ids, nextToken: next } = readBuildIdPage(body);
      for (const id of ids) {
        if (!keyPattern.test(id)) throw new BadAnswer('ids[]', 'text', 'other text');
        if (project !== null && !id.startsWith(`${project}:`)) throw new BadAnswer('ids[]', 'text', "another job's id");
      }
      return { rows: [], keys: ids, next };
    },
  });
}
