/** Walks over a schema for what it guards. */
import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { RequiredScopes } from '../../src/auth/required-scopes.ts';

/** One field on the way from a job to a protected field. */
export interface Step {
  readonly name: string;
  readonly isList: boolean;
  /** Undefined for a field that `job:read` opens. */
  readonly scopes: RequiredScopes | undefined;
  /** Names of the fields of the type that it returns; none for a leaf. */
  readonly innerNames: readonly string[];
}

/** A way from a job's type down to a field that more than `job:read` guards; that field is the last step. */
export interface ProtectedPath {
  readonly typeName: string;
  readonly steps: readonly Step[];
  /** `Type.field` of the last step. */
  readonly field: string;
}

/** True where `job:read` alone does not open the field, by any of its alternatives. */
export function isProtecting(scopes: RequiredScopes | undefined): scopes is RequiredScopes {
  return scopes?.every((all) => all.some((scope) => scope !== 'job:read')) === true;
}

export function listObjectTypes(schema: GraphQLSchema): readonly GraphQLObjectType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) && !isIntrospectionType(type),
  ) as readonly GraphQLObjectType[];
}

/** Every field of an object type that more than `job:read` guards, and by what. */
export function listProtectedFields(schema: GraphQLSchema): ReadonlyMap<string, RequiredScopes> {
  // Root fields hold no job's secret: denied-fields.test.ts and test/logs show each of them.
  const roots = [schema.getQueryType(), schema.getSubscriptionType()];
  const types = listObjectTypes(schema).filter((type) => !roots.includes(type));
  return new Map(
    types.flatMap((type) =>
      Object.values(type.getFields()).flatMap((field) => {
        const scopes = field.extensions.requiredScopes;
        return isProtecting(scopes) ? [[`${type.name}.${field.name}`, scopes] as const] : [];
      }),
    ),
  );
}

/** Every way from a type that implements Job to a protected field. */
export function listProtectedPaths(schema: GraphQLSchema): readonly ProtectedPath[] {
  const job = schema.getType('Job');
  if (!isInterfaceType(job)) throw new Error('Job must be an interface.');
  return schema.getPossibleTypes(job).flatMap((type) => listPathsFrom(schema, type.name, type, []));
}

function listPathsFrom(
  schema: GraphQLSchema,
  typeName: string,
  type: GraphQLObjectType,
  before: readonly Step[],
): readonly ProtectedPath[] {
  if (before.length > 6) throw new Error(`The walk does not end at ${before.map(({ name }) => name).join('.')}.`);
  return Object.values(type.getFields()).flatMap((field) => {
    const inner = listInnerTypes(schema, field);
    const scopes = field.extensions.requiredScopes;
    const step: Step = {
      name: field.name,
      isList: isListType(getNullableType(field.type)),
      scopes: isProtecting(scopes) ? scopes : undefined,
      innerNames: inner.flatMap((innerType) => Object.keys(innerType.getFields())),
    };
    const steps = [...before, step];
    const own = step.scopes === undefined ? [] : [{ typeName, steps, field: `${type.name}.${field.name}` }];
    return [...own, ...inner.flatMap((innerType) => listPathsFrom(schema, typeName, innerType, steps))];
  });
}

function listInnerTypes(schema: GraphQLSchema, { type }: GraphQLField<unknown, unknown>): readonly GraphQLObjectType[] {
  const named = getNamedType(type);
  if (isObjectType(named)) return [named];
  return isAbstractType(named) ? schema.getPossibleTypes(named) : [];
}

/** Words that names of secrets are made of, and those that tell where a shipment or a person is. */
const secretWords =
  /token|secret|passw|passphrase|credential|signature|tracking|address|carrier|shipping|manifest|cookie|authorization|bearer|presigned|certificate|email|phone|(access|private|api|session|encryption|signing)_?keys?$/i;

/** `Type.field` of every field that is named like a secret and that somebody with `job:read` alone can reach. */
export function listOpenFieldsNamedLikeSecrets(schema: GraphQLSchema): readonly string[] {
  return [...listOpenTypes(schema)].flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => secretWords.test(field.name) && !isProtecting(field.extensions.requiredScopes))
      .map((field) => `${type.name}.${field.name}`),
  );
}

/** Types that can be reached from the roots through fields that `job:read` opens. */
function listOpenTypes(schema: GraphQLSchema): ReadonlySet<GraphQLObjectType> {
  const seen = new Set<GraphQLObjectType>();
  const waiting = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter(
    (type) => type != null,
  );
  for (let type = waiting.pop(); type !== undefined; type = waiting.pop()) {
    if (seen.has(type)) continue;
    seen.add(type);
    const open = Object.values(type.getFields()).filter((field) => !isProtecting(field.extensions.requiredScopes));
    waiting.push(...open.flatMap((field) => listInnerTypes(schema, field)));
  }
  return seen;
}

function formatSteps([step, ...rest]: readonly Step[]): string {
  if (step === undefined) return '';
  const inner = rest.length > 0 ? formatSteps(rest) : step.innerNames.join(' ');
  return inner === '' ? step.name : `${step.name} { ${inner} }`;
}

/** All protected fields of the job, and those that may repeat a secret. */
export function formatSecretsOf(schema: GraphQLSchema, { typeName }: { readonly typeName: string }): string {
  const fields = listProtectedPaths(schema)
    .filter((path) => path.typeName === typeName)
    .map(({ steps }) => formatSteps(steps));
  return `... on ${typeName} { statusMessage failures { message } ${fields.join(' ')} }`;
}
