/** Resolvers of protected fields: those of a job, and those of the objects in its lists, e.g. `containers.command`. */
import { getNamedType, isObjectType, type GraphQLField, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { readRequiredScopes } from '../auth/required-scopes.ts';
import { Secret } from '../provider/contract/secret.ts';
import type { GatewayContext } from './context.ts';
import type { JobNode } from './nodes.ts';
import { revealField } from './reveal-field.ts';

/** Under a symbol, so that no field reads it by its name. */
const secretsOfEntry = Symbol('secrets of an entry');

interface Entry {
  readonly [secretsOfEntry]?: { readonly jobId: string; readonly secrets: ReadonlyMap<string, Secret<unknown>> };
}

/** Adds a resolver to every protected field without one. A job's field answers the secret of the same name. */
export function revealProtectedFields(schema: GraphQLSchema): void {
  const job = schema.getType('Job');
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || !type.getInterfaces().some((one) => one === job)) continue;
    for (const field of Object.values(type.getFields()))
      if (readRequiredScopes(schema, type, field) === undefined) revealEntries(schema, field);
      else field.resolve ??= resolveSecret as GraphQLFieldResolver<unknown, unknown>;
  }
}

const resolveSecret: GraphQLFieldResolver<JobNode, GatewayContext> = ({ id, secrets }, _args, context, info) => {
  const secret = secrets[info.fieldName];
  return revealField(secret instanceof Secret ? secret : undefined, id, context, info);
};

/** Adds resolvers to a job's list of objects with protected fields, and to these fields, unless they have one. */
function revealEntries(schema: GraphQLSchema, list: GraphQLField<unknown, unknown>): void {
  const type = getNamedType(list.type);
  if (!isObjectType(type)) return;
  const fields = Object.values(type.getFields()).filter(
    (field) => readRequiredScopes(schema, type, field) !== undefined,
  );
  if (fields.length === 0 || list.resolve !== undefined) return;
  const names = fields.map(({ name }) => name);
  list.resolve = createEntriesResolver(list.name, names) as GraphQLFieldResolver<unknown, unknown>;
  for (const field of fields) field.resolve ??= resolveEntrySecret as GraphQLFieldResolver<unknown, unknown>;
}

/** Each entry's secrets are found by its position. */
function createEntriesResolver(
  listName: string,
  names: readonly string[],
): GraphQLFieldResolver<JobNode, GatewayContext> {
  return (node) => {
    // Which list it is follows from the schema: the types of nodes have no common member of that name.
    const entries: unknown = (node as unknown as Readonly<Record<string, unknown>>)[listName];
    if (!Array.isArray(entries)) return entries;
    return entries.map((entry: object, position): Entry => {
      const secrets = names.flatMap((name) => {
        const secret = findSecret(node, `${listName}.${name}`, position);
        return secret === undefined ? [] : [[name, secret] as const];
      });
      return { ...entry, [secretsOfEntry]: { jobId: node.id, secrets: new Map(secrets) } };
    });
  };
}

function findSecret({ secrets }: JobNode, name: string, position: number): Secret<unknown> | undefined {
  const ofEntries = secrets[name];
  return ofEntries === undefined || ofEntries instanceof Secret ? undefined : ofEntries.get(String(position));
}

const resolveEntrySecret: GraphQLFieldResolver<Entry, GatewayContext> = (entry, _args, context, info) => {
  const { jobId = '', secrets } = entry[secretsOfEntry] ?? {};
  return revealField(secrets?.get(info.fieldName), jobId, context, info);
};
