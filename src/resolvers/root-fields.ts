/** Every root field: how its arguments are read, and what they cost. The typed ones of providers, with their resolvers. */
import type { FieldNode, GraphQLFieldResolver } from 'graphql';
import { InputError } from '../errors/errors.ts';
import { providers } from '../providers.ts';
import type { Provider, RootField } from '../provider/contract/provider.ts';
import {
  type Arguments,
  type Asked,
  orInputError,
  readEach,
  type Reading,
  type ReadRootField,
  requestOf,
} from './asked.ts';
import { checkKeyArgument, type JobReference, parseJobId, readKey, readSourceOf, toSubject } from './job-id.ts';
import type { GatewayContext } from './context.ts';
import { readEntitiesField } from './entities.ts';
import { readJobsField, readJobsUpdatedField } from './jobs/page.ts';
import { readSearchField } from './jobs/search.ts';
import { readStatsField } from './jobs/stats-request.ts';
import { readJobLogAppendedField, readJobLogField } from './logs/log-request.ts';
import { createReadJob } from './read-job.ts';
import { readSourceChecksField } from './source-checks.ts';
import type { JobProvider } from '../provider/contract/job.ts';
import { formatJobId } from '../jobs/reading/job-id.ts';
import type { Source } from '../jobs/source.ts';
import { maxListLengths } from './max-list-lengths.ts';
import type { QueryJobArgs, QueryJobsByIdArgs, SubscriptionJobUpdatedArgs } from './types.generated.ts';

/** `Query.job`. */
export const readJobField: ReadRootField<JobReference> = (args, { sources }) =>
  toAskedJob(parseJobId(sources, (args as QueryJobArgs).id, 'id'));

/** The typed root field of a provider, `Query.<…>Job(source, …)`. */
function createTypedField({ enumValue, rootField }: Provider): ReadRootField<JobReference> {
  const readReference = createReadReference(enumValue, rootField);
  return (args, { sources }) => toAskedJob(readReference(args, sources));
}

function toAskedJob(reference: JobReference): ReturnType<ReadRootField<JobReference>> {
  return { request: reference, cost: () => ({ entries: 1, references: [reference] }) };
}

/** By id: the job, or the error with which the id is refused. */
type ReferencesById = ReadonlyMap<string, JobReference | InputError>;

/** `Query.jobsById`. Each id fails separately, even a malformed one: the error is at its index. */
export const readJobsByIdField: ReadRootField<ReferencesById> = (args, { sources, once }) => {
  const { ids } = args as QueryJobsByIdArgs;
  checkLength(ids, maxListLengths.jobsById);
  const byId = once(ids, () => readEach(ids, (id) => parseJobId(sources, id, 'ids')));
  return {
    request: byId,
    cost: () => ({ entries: ids.length, references: [...byId.values()].filter(isReference) }),
  };
};

/** `Subscription.jobUpdated`. Two spellings of one job are one job. */
export const readJobUpdatedField: ReadRootField<readonly JobReference[]> = (args, { sources }) => {
  const { ids } = args as SubscriptionJobUpdatedArgs;
  checkLength(ids, maxListLengths.jobUpdated);
  const byId = new Map(ids.map((id) => parseJobId(sources, id, 'ids')).map((reference) => [reference.id, reference]));
  const references = [...byId.values()];
  return { request: references, cost: () => ({ entries: ids.length, references }) };
};

function checkLength({ length }: readonly unknown[], maximum: number): void {
  if (length < 1 || length > maximum)
    throw new InputError(`\`ids\` must hold 1 to ${maximum} ids, but got ${length}.`, { argument: 'ids' });
}

/** True for a job, false for the error in its place. */
function isReference(read: JobReference | InputError): read is JobReference {
  return !(read instanceof InputError);
}

/**
 * How the arguments of a typed root field name a job. Each argument is checked by its own format, and the whole, unless it is a
 * part, by the key's. Throws `InputError`.
 */
export function createReadReference(
  provider: JobProvider,
  rootField: RootField,
): (args: Arguments, sources: ReadonlyMap<string, Source>) => JobReference {
  const { keyArguments, separator = '/', formats = {} } = rootField;
  // Where a key has several parts, no single one is wrong.
  const keyArgument = keyArguments.length === 1 ? keyArguments[0] : undefined;
  return (args, sources) => {
    const name = args['source'] as string | null | undefined;
    const values = keyArguments.map((argument) => String(args[argument]));
    const given = values.join(separator);
    const sent = name === null || name === undefined ? given : formatJobId(name, given);
    const source = readSourceOf(sources, provider, name, toSubject('source', sent));
    const id = formatJobId(source.name, given);
    for (const [index, argument] of keyArguments.entries()) {
      const format = formats[argument];
      if (format !== undefined) checkKeyArgument(argument, values[index] ?? '', format, id);
    }
    const key = source.adapter.find === undefined ? readKey(source, given, toSubject(keyArgument, id)) : given;
    return { source, key, id: formatJobId(source.name, key) };
  };
}

const typedFields: ReadonlyMap<string, ReadRootField<JobReference>> = new Map(
  providers.map((provider: Provider) => [provider.rootField.name, createTypedField(provider)]),
);

/** Of a field that reads no job. */
const readNothing: ReadRootField<undefined> = () => ({ request: undefined, cost: () => ({ entries: 1 }) });

const readSourcesField: ReadRootField<undefined> = (_args, { sources }) => ({
  request: undefined,
  cost: () => ({ entries: sources.size }),
});

/** By name. An operation's cost is known from them; a test checks that none is left out. */
export const rootFields: ReadonlyMap<string, ReadRootField<unknown>> = new Map<string, ReadRootField<unknown>>([
  ...typedFields,
  ['job', readJobField],
  ['jobsById', readJobsByIdField],
  ['jobs', readJobsField],
  ['jobsByProviderJobId', readSearchField],
  ['jobStats', readStatsField],
  ['jobLog', readJobLogField],
  ['jobLogAppended', readJobLogAppendedField],
  ['jobSources', readSourcesField],
  ['jobSourceChecks', readSourceChecksField],
  ['jobUpdated', readJobUpdatedField],
  ['jobsUpdated', readJobsUpdatedField],
  ['_entities', readEntitiesField],
  ...['jobViewer', '_service', '__schema', '__type', '__typename'].map((name) => [name, readNothing] as const),
]);

/** The sources and variables of an operation, and the lists of its variables that were read, by root field. */
export interface OperationReading extends Pick<Reading, 'sources' | 'variableValues' | 'argumentsOf'> {
  readonly lists: Map<string, Map<unknown, unknown>>;
}

/**
 * Reads the arguments of a root field: what it asks for and what that may cost, or the error that refuses it. Fields of
 * one name that get the same list from a variable share its reading.
 */
export function readRootField(
  { name, nodes: fieldNodes }: { readonly name: string; readonly nodes: readonly FieldNode[] },
  args: Arguments,
  { lists, ...given }: OperationReading,
): Asked<unknown> | InputError {
  const read = rootFields.get(name);
  if (read === undefined) throw new TypeError(`the cost of ${name} is not known`);
  const known = lists.get(name) ?? new Map<unknown, unknown>();
  lists.set(name, known);
  const once: Reading['once'] = (list, readList) => {
    if (!known.has(list)) known.set(list, readList());
    // The reads of one field have one type.
    return known.get(list) as ReturnType<typeof readList>;
  };
  return orInputError(() => read(args, { ...given, fieldNodes, once }));
}

/** The root fields of all providers, such as `importExportJob`. Each makes a job's key of its arguments. */
export function createTypedRootFields(): Record<string, GraphQLFieldResolver<unknown, GatewayContext, Arguments>> {
  return Object.fromEntries(
    [...typedFields].map(([name, read]) => [
      name,
      (_parent, _args, context, info) => createReadJob(context, info)(requestOf(context, info, read)),
    ]),
  );
}
