/** Texts that may repeat a secret: masked in the facts, complete for viewers with the scopes in the provider's entry. */
import type { GraphQLFieldResolver } from 'graphql';
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

/** Resolvers of the masked facts, by type and field. */
export function createMaskedFactResolvers(): Record<
  string,
  Record<string, GraphQLFieldResolver<JobNode, GatewayContext>>
> {
  return Object.fromEntries(
    [...maskedOf].map(([typeName, masked]) => [
      typeName,
      Object.fromEntries(masked.names.map(toField).map((name) => [name, createResolver(typeName, name, masked)])),
    ]),
  );
}

function createResolver(
  typeName: string,
  name: string,
  { secret: secretName, scopes }: MaskedFacts,
): GraphQLFieldResolver<JobNode, GatewayContext> {
  return (node, _args, { viewer, noteDisclosure }, { path }) => {
    const masked = valueOf(node, name);
    const secret = node.secrets[secretName];
    if (!(secret instanceof Secret) || !satisfies(viewer, scopes)) return masked;
    const whole = valueOf(reveal(secret, viewer, scopes) ?? node, name);
    // Not every masked fact repeats the secret.
    if (JSON.stringify(whole) !== JSON.stringify(masked)) noteDisclosure(node.id, `${typeName}.${name}`, path);
    return whole;
  };
}

/** `failures` of `failures.message`. */
function toField(name: string): string {
  return name.split('.', 1)[0] ?? name;
}

function valueOf(facts: object, name: string): unknown {
  return (facts as Readonly<Record<string, unknown>>)[name];
}
