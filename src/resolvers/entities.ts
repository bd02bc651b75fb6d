/** Entities by their keys, for routers. Uses the same loaders and scopes as every other field. */
import type { GraphQLResolveInfo } from 'graphql';
import { providers } from '../providers.ts';
import { createDenial } from '../auth/scope-directives.ts';
import { satisfies } from '../auth/viewer.ts';
import { InputError } from '../errors/errors.ts';
import type { GatewayContext } from './context.ts';
import { findForEach } from './equal-keys.ts';
import { toGraphQLError } from './graphql-errors.ts';
import { maxListLengths } from './max-list-lengths.ts';
import type { JobNode } from './nodes.ts';
import { asItem, createReadJob, readReference, type ReadJob } from './read-job.ts';
import { createGraphError } from '../errors/graph-error.ts';

const jobTypeNames: ReadonlySet<string> = new Set(providers.map(({ typeName }) => typeName));

const scopes = [['job:read']];

/** Resolves `_entities`. A representation that cannot be answered is null with its own error. */
export function readEntities(
  _parent: unknown,
  { representations }: { readonly representations: readonly unknown[] },
  context: GatewayContext,
  info: GraphQLResolveInfo,
): readonly unknown[] {
  if (representations.length > maxListLengths._entities) {
    throw toGraphQLError(
      new InputError(
        `\`representations\` must hold at most ${maxListLengths._entities} entities, but got ${representations.length}.`,
      ),
    );
  }
  if (!satisfies(context.viewer, scopes)) return representations.map(() => createDenial(context.viewer, scopes));
  const byKey = new Map(representations.map((representation) => [toKey(representation), representation]));
  const read = createReadJob(context, info);
  return findForEach(representations.map(toKey), (key) => asItem(() => readEntity(byKey.get(key), context, read)));
}

/** Equal for representations of the same entity; unique for one without a key. */
function toKey(representation: unknown): unknown {
  const { __typename: typeName, id, name } = (representation ?? {}) as Partial<Representation>;
  const key = typeName === 'JobSource' ? name : id;
  return typeof typeName === 'string' && typeof key === 'string' ? `${typeName} ${key}` : representation;
}

function readEntity(representation: unknown, context: GatewayContext, read: ReadJob): unknown {
  const { __typename: typeName, id, name } = toRepresentation(representation);
  if (typeName === 'JobSource') return { __typename: typeName, ...readSource(name, context) };
  if (typeof id !== 'string')
    throw toGraphQLError(new InputError(`A representation of ${typeName} must hold \`id\` as a string.`));
  const reference = readReference(id, context);
  const actualTypeName = reference.source.typeName;
  if (typeName !== 'Job' && typeName !== actualTypeName) {
    throw toGraphQLError(
      new InputError(`A representation of ${typeName} must not hold the id of a ${actualTypeName}.`),
    );
  }
  const toEntity = (job: JobNode): object => ({ __typename: actualTypeName, ...job });
  const job = read(reference);
  return job instanceof Promise ? job.then(toEntity) : toEntity(job);
}

interface Representation {
  readonly __typename: string;
  readonly id?: unknown;
  readonly name?: unknown;
}

function toRepresentation(representation: unknown): Representation {
  const { __typename } = (representation ?? {}) as Partial<Representation>;
  if (__typename === 'Job' || __typename === 'JobSource' || jobTypeNames.has(__typename ?? ''))
    return representation as Representation;
  throw toGraphQLError(
    new InputError('A representation must be an object whose `__typename` is Job, one of its types, or JobSource.'),
  );
}

function readSource(name: unknown, { sources }: GatewayContext): object {
  const source = typeof name === 'string' ? sources.get(name) : undefined;
  if (source === undefined) throw createGraphError('BAD_USER_INPUT', 'No source of that name is configured.');
  return source;
}
