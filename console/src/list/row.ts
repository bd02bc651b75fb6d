/** A row of the list, as the graph gives it. */
import type { ConsoleJobsQuery } from '../graph/graphql.generated.ts';

export type Row = NonNullable<ConsoleJobsQuery['jobs']>['nodes'][number];
