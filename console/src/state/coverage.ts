/** What a list covers, in words: nobody should take a list with gaps for the whole. */
import type { CoverageFragment } from '../graph/graphql.generated.ts';
import type { Address } from './address.ts';

type Issue = CoverageFragment['issues'][number];

export interface SourceName {
  readonly name: string;
  readonly provider: string;
}

export interface Gap {
  readonly source: string;
  /** Null where a router does not know it. */
  readonly code: string | null;
  readonly sentence: string;
  readonly isRetryable: boolean;
}

export interface CoverageState {
  /** How many sources the page covers, wholly or in part, of those that the filter leaves. */
  readonly covered: number;
  readonly total: number;
  readonly gaps: readonly Gap[];
  /** Those that somebody can do something about: not what a provider's lists never say. */
  readonly troubles: readonly Gap[];
  /** Jobs that their provider lists and no longer describes. */
  readonly goneJobs: number;
}

const sentences: Readonly<Record<string, string>> = {
  LIST_NOT_SUPPORTED: 'the provider offers no listing',
  LIST_TRUNCATED: 'only the newest pages of its list were read',
  STATUS_NOT_LISTED: 'its list does not say the status of some jobs',
  DEFINITION_NOT_LISTED: 'its list does not say what some jobs are runs of',
  FAILURES_NOT_LISTED: 'its list does not say why some jobs failed',
  NOT_REPORTED: 'its list does not say when some jobs ended',
  PROVIDER_THROTTLED: 'the provider throttles',
  PROVIDER_TIMEOUT: 'the provider did not answer in time',
  PROVIDER_UNAVAILABLE: 'the provider is not available',
  PROVIDER_ACCESS_DENIED: 'the provider denied access',
  PROVIDER_REJECTED: 'the provider refused the request',
  PROVIDER_BAD_RESPONSE: 'the provider’s answer could not be read',
  PROVIDER_CONFLICT: 'the provider reports a conflict',
};

/** A source with one of these is covered in part. */
const partial: ReadonlySet<string> = new Set([
  'LIST_TRUNCATED',
  'STATUS_NOT_LISTED',
  'DEFINITION_NOT_LISTED',
  'FAILURES_NOT_LISTED',
  'NOT_REPORTED',
]);

/** What a provider's lists never say, and what limits leave out: true each day, so no warning. */
const permanent: ReadonlySet<string> = partial.union(new Set(['LIST_NOT_SUPPORTED']));

/** Of the lists of several sections: each gap once, and the oldest answer. */
export function mergeCoverage(parts: readonly Pick<CoverageFragment, 'issues' | 'fetchedAt'>[]) {
  const issues = parts.flatMap((part) => part.issues);
  const places = new Map(issues.map((issue) => [`${issue.source.name} ${issue.code} ${issue.jobId ?? ''}`, issue]));
  const times = parts.flatMap(({ fetchedAt }) => fetchedAt ?? []).toSorted();
  return { issues: [...places.values()], fetchedAt: times[0] ?? null };
}

/** A page that a limit ended, and that goes on, lacks nothing yet. */
export function toCoverage(
  issues: readonly Issue[],
  sources: readonly SourceName[],
  filter: Pick<Address, 'sources' | 'providers'>,
  hasNextPage: boolean,
): CoverageState {
  const inScope = sources.filter(
    ({ name, provider }) =>
      (filter.sources.length === 0 || filter.sources.includes(name)) &&
      (filter.providers.length === 0 || filter.providers.some((one) => one === provider)),
  );
  const real = issues.filter(({ code, jobId }) => jobId === null && !(code === 'LIST_TRUNCATED' && hasNextPage));
  const gaps = real.map(({ source, code, message, isRetryable }) => ({
    source: source.name,
    code,
    sentence: (code === null ? undefined : sentences[code]) ?? message,
    isRetryable,
  }));
  const missing = new Set(gaps.filter(({ code }) => code === null || !partial.has(code)).map(({ source }) => source));
  return {
    covered: inScope.filter(({ name }) => !missing.has(name)).length,
    total: inScope.length,
    gaps,
    troubles: gaps.filter(({ code }) => code === null || !permanent.has(code)),
    goneJobs: issues.filter(({ jobId }) => jobId !== null).length,
  };
}

/** For example `4 of 5 sources.` */
export function summarizeCoverage({ covered, total }: Pick<CoverageState, 'covered' | 'total'>): string {
  if (total === 0) return 'No source meets these conditions.';
  if (covered === total) return total === 1 ? 'The source is covered.' : `All ${total} sources.`;
  return `${covered} of ${total} sources.`;
}
