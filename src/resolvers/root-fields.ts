/** The typed root field of each provider, `Query.<…>Job(source, …)`, and how its arguments name a job. */
import type { GraphQLFieldResolver } from 'graphql';
import { providers } from '../providers.ts';
import type { Source } from '../jobs/source.ts';
import type { GatewayContext } from './context.ts';
import { readKey, readSourceOf, type JobReference } from './job-id.ts';
import { readJob, withGraphQLErrors } from './read-job.ts';

export type Arguments = Readonly<Record<string, unknown>>;

/** The job that the arguments name. Throws `InputError`. */
export type ReadReference = (args: Arguments, sources: ReadonlyMap<string, Source>) => JobReference;

/** By the name of the root field; also used to compute an operation's cost. */
export const typedRootFields: ReadonlyMap<string, ReadReference> = new Map(
  providers.map(({ enumValue, rootField }) => [
    rootField.name,
    (args, sources) => {
      const source = readSourceOf(sources, enumValue, args['source'] as string | null | undefined);
      return { source, key: readKey(source, rootField.keyArguments.map((name) => String(args[name])).join('/')) };
    },
  ]),
);

export function createTypedRootFields(): Record<string, GraphQLFieldResolver<unknown, GatewayContext, Arguments>> {
  return Object.fromEntries(
    [...typedRootFields].map(([name, readReference]) => [
      name,
      (_parent, args, context, info) =>
        readJob(
          withGraphQLErrors(() => readReference(args, context.sources)),
          context,
          info,
        ),
    ]),
  );
}
