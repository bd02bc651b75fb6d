/**
 * GitHub Actions: workflow runs of repositories (REST).
 * @see https://docs.github.com/en/rest/actions/workflow-runs
 */
import { toListRows } from '../../provider/contract/list-rows.ts';
import { ProviderError, toErrorFacts } from '../../errors/errors.ts';
import { parseJsonObject, type JsonObject, toObject } from '../../provider/decode/json-fields.ts';
import { maxValues } from '../../provider/decode/parts.ts';
import type { JobKey } from '../../provider/contract/job.ts';
import {
  BadAnswer,
  type Adapter,
  type Completion,
  type DescribedJob,
  type Listing,
  type ListFilter,
  type ListPage,
  type Read,
  type ListRow,
  type OnUnreadable,
} from '../../provider/contract/adapter.ts';
import { oneByOne } from '../../provider/contract/one-by-one.ts';
import type { WireAnswer } from '../../provider/contract/wire.ts';
import { toGitHubError, toGitHubCooldown } from './errors.ts';
import { toRunRecord, toRunStatusWord, withRunJobs, type GitHubActionsFacts } from './mapping.ts';
import { repositoryPattern } from './settings.ts';
import { readRunJobs, toGet } from './run-jobs.ts';
import { readRunPage, readWorkflowRun } from './wire.ts';

const pageSize = 100;
/** GitHub lists no more of a search. */
const maxFilteredRuns = 1000;
const runIdPattern = '[1-9][0-9]{0,18}';
const runIdAlone = new RegExp(`^${runIdPattern}$`);

/** @param repositories the only ones that are listed and read, as the configuration spells them */
export function createGitHubActionsAdapter(repositories: readonly string[]): Adapter<GitHubActionsFacts> {
  const spellings = new Map(repositories.map((repository) => [repository.toLowerCase(), repository]));
  return {
    provider: 'GITHUB_ACTIONS',
    lifecycle: 'ACTIVE',
    key: {
      pattern: new RegExp(`^${repositoryPattern}/${runIdPattern}$`),
      expected: `a repository of this source and the id of a run, joined by "/"`,
      toCanonical: (key) => {
        const { repository, runId } = parseKey(key);
        const spelling = spellings.get(repository.toLowerCase());
        return spelling === undefined ? undefined : `${spelling}/${runId}`;
      },
      ofProviderJobId: (id) => (runIdAlone.test(id) ? repositories.map((repository) => `${repository}/${id}`) : []),
    },
    reopens: true,
    toError: toGitHubError,
    requestIdHeaders: ['x-github-request-id'],
    toCooldown: toGitHubCooldown,
    describe: oneByOne(describeRun),
    completion,
    listing: {
      rowsAreRecords: true,
      newestFirst: true,
      maxPageSize: pageSize,
      part: { noun: 'repository', setting: 'repositories' },
      containers: repositories,
      page: ({ container, after, filter }) => listRuns(container ?? '', after, filter),
    },
  };
}

function parseKey(key: JobKey): { readonly repository: string; readonly runId: string } {
  const at = key.lastIndexOf('/');
  return { repository: key.slice(0, at), runId: key.slice(at + 1) };
}

function describeRun(key: JobKey): Read<DescribedJob<GitHubActionsFacts>> {
  const { repository, runId } = parseKey(key);
  return {
    operation: 'get-workflow-run',
    request: toGet(`/repos/${repository}/actions/runs/${runId}`, { exclude_pull_requests: 'true' }),
    revalidates: true,
    toResult: ({ body }) => {
      const run = readWorkflowRun(parseJsonObject(body));
      return { key: `${repository}/${run.id}`, record: toRunRecord(repository, run) };
    },
  };
}

const completion: Completion<GitHubActionsFacts> = {
  facts: new Set(['jobs', 'progress', 'failures']),
  complete: async (facts, call) => {
    try {
      const { totalCount, jobs } = await readRunJobs(facts, call);
      return { facts: withRunJobs(facts, totalCount, jobs), failed: false };
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      return { facts: { ...facts, jobsError: toErrorFacts(error) }, failed: true };
    }
  },
};

function listRuns(repository: string, after: string | null, filter: ListFilter): ReturnType<Listing['page']> {
  const search = toSearch(filter);
  return {
    operation: 'list-workflow-runs-for-repo',
    request: toGet(`/repos/${repository}/actions/runs`, {
      per_page: String(pageSize),
      exclude_pull_requests: 'true',
      ...search,
      ...(after === null ? {} : { page: after }),
    }),
    revalidates: true,
    toResult: (answer, onUnreadable) =>
      toRunListPage(repository, Number(after ?? 1), Object.keys(search).length > 0, answer, onUnreadable),
  };
}

function toRunListPage(
  repository: string,
  page: number,
  isFiltered: boolean,
  answer: WireAnswer,
  onUnreadable: OnUnreadable | undefined,
): ListPage {
  const { totalCount, items } = readRunPage(parseJsonObject(answer.body, maxValues.list));
  const listed = toListRows('workflow_runs', items, (item) => toRow(repository, toObject(item)), onUnreadable);
  const { link } = answer.headers;
  const isAtEnd = isFiltered && page * pageSize >= maxFilteredRuns;
  const followsFull = items.length === pageSize ? String(page + 1) : null;
  return {
    ...listed,
    next: isAtEnd ? null : link === undefined ? followsFull : readNextPage(link),
    isCut: isAtEnd && Number(totalCount ?? 0) > maxFilteredRuns,
  };
}

function toRow(repository: string, item: JsonObject): ListRow {
  const run = readWorkflowRun(item);
  return { key: `${repository}/${run.id}`, facts: toRunRecord(repository, run).facts };
}

/** The number of the page that the `Link` header calls the next one (RFC 8288); null at the end. */
function readNextPage(link: string): string | null {
  const [, address = null] = /<([^>]*)>[^<]*;\s*rel="?next"?/.exec(link) ?? [];
  if (address === null) return null;
  const [, page] = /[?&]page=([1-9]\d{0,8})(?:&|$)/.exec(address) ?? [];
  if (page === undefined) throw new BadAnswer('', 'address', 'other text');
  return page;
}

/** GitHub filters by times to the second and by one word, so the exact bounds are applied to the rows again. */
function toSearch({ statuses, createdAfter, createdBefore }: ListFilter): Readonly<Record<string, string>> {
  const [status, ...others] = statuses ?? [];
  const word = status === undefined || others.length > 0 ? undefined : toRunStatusWord(status);
  const created =
    createdAfter === undefined && createdBefore === undefined
      ? undefined
      : `${formatBound(createdAfter, Math.floor)}..${formatBound(createdBefore, Math.ceil)}`;
  return {
    ...(created === undefined ? {} : { created }),
    ...(word === undefined ? {} : { status: word }),
  };
}

function formatBound(bound: Date | undefined, round: (seconds: number) => number): string {
  return bound === undefined ? '*' : new Date(round(bound.getTime() / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}
