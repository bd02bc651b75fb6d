import { ProviderError, type ProviderErrorFacts } from '../errors/errors.ts';
import type { Source } from '../jobs/source.ts';
import type { GatewayContext } from './context.ts';
import { toGraphQLError } from './graphql-errors.ts';

/** The value of a field that needs a job's second read. If the read has failed, it throws the error of the read. */
export function fromSecondRead<T>(
  job: { readonly id: string; readonly source: Source },
  failure: ProviderErrorFacts | null,
  { readContext }: GatewayContext,
  value: T,
): T {
  if (failure === null) return value;
  const error = new ProviderError(failure.code, failure);
  readContext.tally?.failed(job.source.name, error);
  throw toGraphQLError(error, job);
}
