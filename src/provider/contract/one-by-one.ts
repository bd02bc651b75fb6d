import { ProviderError } from '../../errors/errors.ts';
import type { JobFacts, JobKey } from './job.ts';
import { BadAnswer, type DescribedJob, type Describe, type Read } from './adapter.ts';

/**
 * For a provider that describes one job per call. Refuses an answer about another job than the requested one. A
 * `ProviderError` as the result is the job's own, e.g. JOB_GONE where its name is another job's now.
 */
export function oneByOne<Facts extends JobFacts>(
  read: (key: JobKey) => Read<DescribedJob<Facts> | ProviderError>,
): Describe<Facts> {
  return {
    maxKeys: 1,
    read: ([asked = '']) => {
      const one = read(asked);
      return {
        ...one,
        toResult: (answer, onUnreadable) => {
          const result = one.toResult(answer, onUnreadable);
          if (result instanceof ProviderError) return new Map([[asked, result]]);
          const { key, record } = result;
          if (key !== asked) throw new BadAnswer('', 'text', "another job's id");
          return new Map([[key, record]]);
        },
      };
    },
  };
}
