/** Where a job with an id of its provider's may be: which sources are asked, and for which keys. */
import type { FieldNode } from 'graphql';
import { formatJobId } from '../../job.ts';
import type { Source } from '../../jobs/source.ts';
import type { KeyFormat } from '../../provider/adapter.ts';
import type { JobReference } from '../job-id.ts';
import { subFieldsOf } from './page.ts';
import type { Selecting } from '../selection.ts';
import type { QueryJobsByProviderJobIdArgs } from '../types.generated.ts';

/** One source to ask, and the jobs there that may go by the id. */
export interface Lookup {
  readonly source: Source;
  /** `listed`: only a row of the source's list says which. */
  readonly jobs: readonly JobReference[] | 'listed';
}

/** The sources whose ids look like this one, in the configuration's order. */
export function findLookups(
  { providerJobId, providers }: QueryJobsByProviderJobIdArgs,
  sources: ReadonlyMap<string, Source>,
): readonly Lookup[] {
  const wanted: readonly string[] | null | undefined = providers;
  return [...sources.values()]
    .filter(({ provider }) => wanted?.includes(provider) ?? true)
    .flatMap((source): readonly Lookup[] => {
      const keys = toKeys(source.keyFormat, providerJobId);
      if (keys === 'listed') return [{ source, jobs: keys }];
      const jobs = keys.map((key) => ({ source, key, id: formatJobId(source.name, key) }));
      return jobs.length === 0 ? [] : [{ source, jobs }];
    });
}

function toKeys({ pattern, ofProviderJobId, toCanonical }: KeyFormat, id: string): readonly string[] | 'listed' {
  if (ofProviderJobId !== undefined) return ofProviderJobId(id);
  const key = pattern.test(id) ? (toCanonical === undefined ? id : toCanonical(id)) : undefined;
  return key === undefined ? [] : [key];
}

/** What is selected of the jobs that are found. */
export function collectFoundFields(selecting: Selecting, fieldNodes: readonly FieldNode[]): readonly FieldNode[] {
  return subFieldsOf(selecting, 'JobFindings', fieldNodes).filter(({ name }) => name.value === 'jobs');
}
