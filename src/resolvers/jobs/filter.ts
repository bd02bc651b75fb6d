/** The filter of the job list, checked and applied. */
import { InputError } from '../../errors/errors.ts';
import type { JobStatus } from '../../job.ts';
import type { ListFilter } from '../../provider/adapter.ts';
import type { Source } from '../../jobs/source.ts';
import type { JobFilter } from '../types.generated.ts';

export interface CheckedFilter {
  /** The sources to list, in the configuration's order. */
  readonly sources: readonly Source[];
  readonly statuses: ReadonlySet<JobStatus> | null;
  readonly createdAfter: string | null;
  readonly createdBefore: string | null;
  /** The part that providers can filter by. */
  readonly listFilter: ListFilter;
  /** Equal for equal filters. */
  readonly key: string;
}

/** Throws `InputError` for an unknown source, and for a span that ends before it begins. */
export function readFilter(sources: ReadonlyMap<string, Source>, filter: JobFilter | null | undefined): CheckedFilter {
  const { providers, sources: names, statuses, createdAfter, createdBefore } = filter ?? {};
  const wanted: readonly string[] | null | undefined = providers;
  for (const name of names ?? []) {
    if (!sources.has(name))
      throw new InputError(
        `\`filter.sources\` must name configured sources, but got ${JSON.stringify(name.slice(0, 80))}.`,
      );
  }
  const after = createdAfter?.toISOString() ?? null;
  const before = createdBefore?.toISOString() ?? null;
  if (after !== null && before !== null && after > before)
    throw new InputError(
      `\`filter.createdAfter\` must not be later than \`createdBefore\`, but got ${after} and ${before}.`,
    );
  return {
    sources: [...sources.values()].filter(
      ({ name, provider }) => (wanted?.includes(provider) ?? true) && (names?.includes(name) ?? true),
    ),
    statuses: statuses ? new Set(statuses) : null,
    createdAfter: after,
    createdBefore: before,
    listFilter: {
      ...(statuses ? { statuses } : {}),
      ...(createdAfter ? { createdAfter } : {}),
      ...(createdBefore ? { createdBefore } : {}),
    },
    key: JSON.stringify([toSorted(providers), toSorted(names), toSorted(statuses), after, before]),
  };
}

/** Whether a job was created in the filter's span, including `createdAfter` and excluding `createdBefore`. */
export function isInSpan({ createdAfter, createdBefore }: CheckedFilter, createdAt: string | null): boolean {
  if (createdAfter === null && createdBefore === null) return true;
  if (createdAt === null) return false;
  return (createdAfter === null || createdAt >= createdAfter) && (createdBefore === null || createdAt < createdBefore);
}

function toSorted(values: readonly string[] | null | undefined): readonly string[] | null {
  return values ? [...new Set(values)].sort() : null;
}
