/** A job with all its open fields. */
import type { ConsoleJobDetailQuery } from '../graph/graphql.generated.ts';

export type JobDetail = NonNullable<ConsoleJobDetailQuery['job']>;

/** One of this type. */
export type JobOf<Type extends JobDetail['__typename']> = Extract<JobDetail, { readonly __typename: Type }>;
