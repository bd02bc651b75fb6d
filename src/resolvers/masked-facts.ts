/** Texts that may repeat a secret: masked in the facts, complete for viewers with the scopes in the provider's entry. */
import { isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { reveal } from '../auth/reveal.ts';
import { satisfies, type Viewer } from '../auth/viewer.ts';
import { providers } from '../providers.ts';
import { Secret } from '../secret.ts';
import type { MaskedFacts, Provider } from '../provider/provider.ts';
import type { GatewayContext } from './context.ts';
import type { JobNode } from './nodes.ts';

const maskedOf: ReadonlyMap<string, MaskedFacts> = new Map(
  providers.flatMap(({ typeName, maskedFacts }: Provider) =>
    maskedFacts === undefined ? [] : [[typeName, maskedFacts]],
  ),
);
const none: ReadonlySet<string> = new Set();

/** The fields of all types that may hold a mask, and the scopes with which one of them is seen without it. */
export const maskedFields = {
  names: new Set([...maskedOf.values()].flatMap(({ names }) => names.map(toField))) as ReadonlySet<string>,
  scopes: [...maskedOf.values()].map(({ scopes }) => scopes),
};

/** The secrets needed to show these facts unmasked, if the viewer may see what the mask hides. */
export function toSecretsOfMasked(typeName: string, facts: ReadonlySet<string>, viewer: Viewer): ReadonlySet<string> {
  const masked = maskedOf.get(typeName);
  if (masked === undefined || !satisfies(viewer, masked.scopes)) return none;
  const isAsked = [...facts].some((fact) => masked.names.includes(fact));
  return isAsked ? new Set([masked.secret]) : none;
}

/** Gives every masked fact its resolver. Throws if the schema lacks one. */
export function showMaskedFacts(schema: GraphQLSchema): void {
  for (const [typeName, masked] of maskedOf) {
    const type = schema.getType(typeName);
    const fields = isObjectType(type) ? type.getFields() : {};
    for (const name of masked.names.map(toField)) {
      const field = fields[name];
      if (field === undefined) throw new Error(`${typeName} has no field ${name}, which its provider masks`);
      field.resolve = createResolver(typeName, name, masked) as GraphQLFieldResolver<unknown, unknown>;
    }
  }
}

const maskResolvers = new WeakSet<object>();

/** Whether it answers with a mask or without: for a node from memory, which has no secrets, always what is in its facts. */
export function isMaskResolver(resolve: object): boolean {
  return maskResolvers.has(resolve);
}

function createResolver(
  typeName: string,
  name: string,
  { secret: secretName, scopes }: MaskedFacts,
): GraphQLFieldResolver<JobNode, GatewayContext> {
  const resolve: GraphQLFieldResolver<JobNode, GatewayContext> = (node, _args, context, { path }) => {
    const { viewer, noteDisclosure } = context;
    const masked = valueOf(node, name);
    const secret = node.secrets[secretName];
    if (!(secret instanceof Secret) || !satisfies(viewer, scopes)) return masked;
    const whole = valueOf(reveal(secret, viewer, scopes) ?? node, name);
    // Not every masked fact repeats the secret.
    if (JSON.stringify(whole) !== JSON.stringify(masked)) noteDisclosure(node.id, `${typeName}.${name}`, path);
    return whole;
  };
  maskResolvers.add(resolve);
  return resolve;
}

/** `failures` of `failures.message`. */
function toField(name: string): string {
  return name.split('.', 1)[0] ?? name;
}

function valueOf(facts: object, name: string): unknown {
  return (facts as Readonly<Record<string, unknown>>)[name];
}
