/** The log of a run: a part for each job of its latest attempt, which can be read once the job has ended. */
import { ProviderError } from '../../errors/errors.ts';
import { toLinkRules } from '../../provider/access/settings.ts';
import type { LimiterSettings } from '../../provider/contract/limiter-settings.ts';
import type {
  LogCalls,
  LogIssueCode,
  LogPage,
  LogPart,
  LogPartReads,
  LogReads,
  PartLog,
} from '../../provider/contract/log.ts';
import type { WireAnswer, WireError } from '../../provider/contract/wire.ts';

import { toGitHubError } from './errors.ts';
import { readFilePage } from './log-file.ts';
import { toRunStatus, type GitHubActionsFacts } from './mapping.ts';
import { readRunJobs, toGet } from './run-jobs.ts';
import type { GitHubActionsSettings } from './settings.ts';
import type { RunJob } from './wire.ts';

/** Each call is also one of the source's own, of which an hour has 5,000. */
export const githubLogLimits: LimiterSettings = { requestsPerSecond: 0.2, burst: 20, concurrency: 4, queue: 1000 };

/** Where github.com keeps logs: https://docs.github.com/en/actions/reference/runners/self-hosted-runners#accessible-domains-by-function */
const githubHosts: readonly string[] = ['*.blob.core.windows.net', '*.actions.githubusercontent.com'];

/** Undefined where the settings do not say which hosts an own server keeps logs on. */
export function createGitHubLogs({
  endpoint,
  logs,
}: Pick<GitHubActionsSettings, 'endpoint' | 'logs'>): LogReads<GitHubActionsFacts> | undefined {
  const isGitHub = endpoint === undefined || URL.parse(endpoint)?.origin === 'https://api.github.com';
  const hosts = typeof logs === 'object' ? logs.hosts : undefined;
  if (hosts === undefined && !isGitHub) return undefined;
  return {
    partKey: /^[1-9][0-9]{0,18}$/,
    placesAre: 'numbers',
    maxCalls: 7,
    takesSourceTurns: true,
    links: toLinkRules(hosts ?? githubHosts, endpoint),
    toError: toLogError,
    parts: async ({ facts }, calls) => {
      const { totalCount, jobs } = await readRunJobs(facts, calls.call);
      const isWhole = totalCount === null || Number(totalCount) <= (jobs?.length ?? 0);
      return { parts: (jobs ?? []).flatMap((job) => toPart(facts, job)), issues: isWhole ? [] : ['LOG_TRUNCATED'] };
    },
  };
}

/** 410: the log has expired. */
function toLogError(answer: WireAnswer): WireError {
  const error = toGitHubError(answer);
  return answer.status === 410 ? { ...error, meaning: 'JOB_GONE' } : error;
}

const failedConclusions: ReadonlySet<string | null> = new Set(['failure', 'timed_out']);

function toPart({ repository }: GitHubActionsFacts, job: RunJob): readonly LogPartReads[] {
  if (job.id === null) return [];
  const { status, isTerminal } = toRunStatus(job);
  const part: LogPart = {
    key: job.id,
    name: job.name ?? '',
    kind: 'RUN_JOB',
    attempt: job.runAttempt,
    status,
    failedStep: job.steps?.find(({ conclusion }) => failedConclusions.has(conclusion))?.name ?? null,
    // GitHub says a time of those that wait, too.
    startedAt: status === 'QUEUED' ? null : job.startedAt,
    endedAt: isTerminal ? job.completedAt : null,
    isComplete: job.status === 'completed',
    url: job.htmlUrl,
    ...{ group: null, exitCode: null, reason: null },
  };
  return [{ part, isReplaced: false, log: toLog(repository, job, part) }];
}

function toLog(repository: string, { conclusion }: RunJob, part: LogPart): PartLog | LogIssueCode {
  if (!part.isComplete) return 'LOG_NOT_STARTED';
  if (conclusion === 'skipped') return 'LOG_NOT_SUPPORTED';
  const request = toGet(`/repos/${repository}/actions/jobs/${part.key}/logs`);
  return {
    page: async (asked, calls) => {
      const open = (): ReturnType<LogCalls['link']> =>
        calls.link({ operation: 'download-job-logs-for-workflow-run', request });
      const page = await readFilePage(asked, open).catch(toAbsent);
      if (page === 'absent') return toEmptyPage(toIssueOfAbsent(part, calls.now()));
      if (page === 'gone') return toEmptyPage('LOG_GONE');
      return page === 'tooLarge' ? toEmptyPage('LOG_TRUNCATED') : page;
    },
  };
}

function toAbsent(error: unknown): 'absent' | 'gone' {
  if (error instanceof ProviderError && error.code === 'JOB_NOT_FOUND') return 'absent';
  if (error instanceof ProviderError && error.code === 'JOB_GONE') return 'gone';
  throw error;
}

/** GitHub writes the file when the job has ended. In milliseconds. */
const delayOfFile = 60_000;

function toIssueOfAbsent({ endedAt }: LogPart, now: number): LogIssueCode {
  return endedAt !== null && now - Date.parse(endedAt) < delayOfFile ? 'LOG_NOT_STARTED' : 'LOG_GONE';
}

function toEmptyPage(issue: LogIssueCode): LogPage {
  return { lines: [], hasPrevious: false, hasNext: false, issues: [issue] };
}
