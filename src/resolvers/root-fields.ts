/** The typed root field of each provider, `Query.<…>Job(source, …)`, and how its arguments name a job. */
import type { GraphQLFieldResolver } from 'graphql';
import { providers } from '../providers.ts';
import type { Source } from '../jobs/source.ts';
import { formatJobId, type JobProvider } from '../job.ts';
import type { Provider, RootField } from '../provider/provider.ts';
import type { GatewayContext } from './context.ts';
import { readKey, readKeyArgument, readSourceOf, type JobReference } from './job-id.ts';
import { createReadJob, withGraphQLErrors } from './read-job.ts';

/** Arguments of a root field, coerced by GraphQL. */
export type Arguments = Readonly<Record<string, unknown>>;

/** The job that the arguments name. Throws `InputError`. */
export type ReadReference = (args: Arguments, sources: ReadonlyMap<string, Source>) => JobReference;

/** By the name of the root field; also used to compute an operation's cost. */
export const typedRootFields: ReadonlyMap<string, ReadReference> = new Map(
  providers.map(({ enumValue, rootField }: Provider) => [rootField.name, createReadReference(enumValue, rootField)]),
);

/** Each argument is checked by its own format, and the whole, unless it is a part, by the key's. */
export function createReadReference(provider: JobProvider, rootField: RootField): ReadReference {
  const { keyArguments, separator = '/', formats = {} } = rootField;
  return (args, sources) => {
    const source = readSourceOf(sources, provider, args['source'] as string | null | undefined);
    const values = keyArguments.map((name) => {
      const format = formats[name];
      const value = String(args[name]);
      return format === undefined ? value : readKeyArgument(name, value, format);
    });
    const given = values.join(separator);
    const key = source.adapter.find === undefined ? readKey(source, given) : given;
    return { source, key, id: formatJobId(source.name, key) };
  };
}

/** The root fields of all providers, such as `importExportJob`. Each makes a job's key of its arguments. */
export function createTypedRootFields(): Record<string, GraphQLFieldResolver<unknown, GatewayContext, Arguments>> {
  return Object.fromEntries(
    [...typedRootFields].map(([name, readReference]) => [
      name,
      (_parent, args, context, info) =>
        createReadJob(context, info)(withGraphQLErrors(() => readReference(args, context.sources))),
    ]),
  );
}
