/**
 * The jobs of a run's latest attempt, and what requests to GitHub have in common.
 * @see https://docs.github.com/en/rest/actions/workflow-jobs#list-jobs-for-a-workflow-run
 */
import type { Call, Read } from '../../provider/contract/adapter.ts';
import type { WireRequest } from '../../provider/contract/wire.ts';
import { parseJsonObject } from '../../provider/decode/json-fields.ts';
import { maxValues } from '../../provider/decode/parts.ts';
import type { GitHubActionsFacts } from './mapping.ts';
import { readRunJobPage, type RunJob, type RunJobPage } from './wire.ts';

const pageSize = 100;
const maxJobPages = 10;

/** Page by page, while a page is full and not all jobs are there. */
export async function readRunJobs({ repository, providerJobId }: GitHubActionsFacts, call: Call): Promise<RunJobPage> {
  const jobs: RunJob[] = [];
  let last: RunJobPage = { totalCount: null, jobs: null };
  for (let page = 1; page <= maxJobPages; page += 1) {
    last = await call(listRunJobs(repository, providerJobId, page));
    const { totalCount, jobs: found } = last;
    jobs.push(...(found ?? []));
    if ((found?.length ?? 0) < pageSize || (totalCount !== null && jobs.length >= Number(totalCount))) break;
  }
  return { totalCount: last.totalCount, jobs: jobs.length === 0 ? last.jobs : jobs };
}

function listRunJobs(repository: string, runId: string, page: number): Read<RunJobPage> {
  return {
    operation: 'list-jobs-for-workflow-run',
    request: toGet(`/repos/${repository}/actions/runs/${runId}/jobs`, {
      filter: 'latest',
      per_page: String(pageSize),
      ...(page === 1 ? {} : { page: String(page) }),
    }),
    revalidates: true,
    toResult: ({ body }) => readRunJobPage(parseJsonObject(body, maxValues.list), runId),
  };
}

/** @see https://docs.github.com/en/rest/about-the-rest-api/api-versions */
const headers = {
  accept: 'application/vnd.github+json',
  'user-agent': 'jobgraph',
  'x-github-api-version': '2022-11-28',
};

/** A read, of a version that does not change. */
export function toGet(path: string, query: Readonly<Record<string, string>> = {}): WireRequest {
  return { method: 'GET', path, query, headers };
}
