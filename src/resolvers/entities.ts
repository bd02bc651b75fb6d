/** Entities by their keys, for routers. Uses the same loaders and scopes as every other field. */
import type { GraphQLResolveInfo } from 'graphql';
import { providers } from '../providers.ts';
import { createDenial } from '../auth/scope-directives.ts';
import { satisfies } from '../auth/viewer.ts';
import { InputError, type InputSubject } from '../errors/errors.ts';
import type { Source } from '../jobs/source.ts';
import { findForEach, readEach, type ReadRootField, requestOf } from './asked.ts';
import type { GatewayContext } from './context.ts';
import { type JobReference, parseJobId } from './job-id.ts';
import { maxListLengths } from './max-list-lengths.ts';
import { asItem, createReadJob, orThrow, type ReadJob } from './read-job.ts';

const jobTypeNames: ReadonlySet<string> = new Set(providers.map(({ typeName }) => typeName));

const scopes = [['job:read']];

/** What the mistakes of a whole representation are about. */
const inRepresentations: InputSubject = { argument: 'representations' };

/** The entity of a representation, before it is read. */
type AskedEntity = { readonly source: Source } | { readonly job: JobReference };

/** `Query._entities`: one for each representation, the same for equal ones, so that they are read once. Each fails separately. */
export const readEntitiesField: ReadRootField<readonly (AskedEntity | InputError)[]> = (args, { sources, once }) => {
  const { representations } = args as unknown as EntitiesArguments;
  if (representations.length > maxListLengths._entities)
    throw new InputError(
      `\`representations\` must hold at most ${maxListLengths._entities} entities, but got ${representations.length}.`,
      inRepresentations,
    );
  const entities = once(representations, () => {
    const byKey = new Map(representations.map((representation) => [toKey(representation), representation]));
    const read = readEach([...byKey.keys()], (key) => readRepresentation(byKey.get(key), sources));
    return representations.flatMap((representation) => read.get(toKey(representation)) ?? []);
  });
  const references = [...new Set(entities)].flatMap((entity) => ('job' in entity ? [entity.job] : []));
  return { request: entities, cost: () => ({ entries: representations.length, references }) };
};

interface EntitiesArguments {
  readonly representations: readonly unknown[];
}

/** Resolves `_entities`. A representation that cannot be answered is null with its own error. */
export function readEntities(
  _parent: unknown,
  { representations }: EntitiesArguments,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): readonly unknown[] {
  if (!satisfies(context.viewer, scopes))
    return representations.map(() => createDenial('Query._entities', context.viewer, scopes));
  const entities = requestOf(context, info, readEntitiesField);
  const read = createReadJob(context, info);
  return findForEach(entities, (entity) => asItem(() => readEntity(orThrow(entity), read)));
}

function readEntity(entity: AskedEntity, read: ReadJob): unknown {
  if ('source' in entity) return { __typename: 'JobSource', ...entity.source };
  return read(entity.job);
}

/** Equal for representations of the same entity; unique for one without a key. */
function toKey(representation: unknown): unknown {
  const { typeName, id } = readKey(representation);
  return typeof typeName === 'string' && typeof id === 'string' ? `${typeName} ${id}` : representation;
}

function readRepresentation(representation: unknown, sources: ReadonlyMap<string, Source>): AskedEntity {
  const { typeName, id } = toRepresentation(representation);
  if (typeName === 'JobSource') return { source: readSource(id, sources) };
  if (typeof id !== 'string')
    throw new InputError(`A representation of ${typeName} must hold \`id\` as a string.`, inRepresentations);
  const job = parseJobId(sources, id, 'representations');
  const actualTypeName = job.source.typeName;
  if (typeName !== 'Job' && typeName !== actualTypeName)
    throw new InputError(`A representation of ${typeName} must not hold the id of a ${actualTypeName}.`, {
      ...inRepresentations,
      jobId: job.id,
    });
  return { job };
}

/** What a representation says, if it is an object. */
function readKey(representation: unknown): { readonly typeName?: unknown; readonly id?: unknown } {
  if (typeof representation !== 'object' || representation === null) return {};
  return {
    typeName: '__typename' in representation ? representation.__typename : undefined,
    id: 'id' in representation ? representation.id : undefined,
  };
}

function toRepresentation(representation: unknown): { readonly typeName: string; readonly id?: unknown } {
  const { typeName, id } = readKey(representation);
  if (typeof typeName === 'string' && (typeName === 'Job' || typeName === 'JobSource' || jobTypeNames.has(typeName)))
    return { typeName, id };
  throw new InputError(
    'A representation must be an object whose `__typename` is Job, one of its types, or JobSource.',
    inRepresentations,
  );
}

function readSource(id: unknown, sources: ReadonlyMap<string, Source>): Source {
  const source = typeof id === 'string' ? sources.get(id) : undefined;
  if (source === undefined) throw new InputError('No source of that id is configured.', inRepresentations);
  return source;
}
