/** The graph as its clients see it, which they generate code of: without what only a router needs. */
import {
  buildASTSchema,
  isAbstractType,
  parse,
  print,
  printSchema,
  specifiedDirectives,
  visit,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { printTypeDefs } from '../src/operation/sdl.ts';

const known = new Set(specifiedDirectives.map(({ name }) => name));

/** Without the directives of federation, their types, and the types that they bring. */
function readApiSchema(): GraphQLSchema {
  const withoutFederation = ({ name }: { readonly name: { readonly value: string } }): null | undefined =>
    /^(federation_|link_)?_/.test(name.value) ? null : undefined;
  const document: DocumentNode = visit(parse(printTypeDefs()), {
    Directive: ({ name }) => (known.has(name.value) ? undefined : null),
    DirectiveDefinition: () => null,
    ScalarTypeDefinition: withoutFederation,
    EnumTypeDefinition: withoutFederation,
    UnionTypeDefinition: withoutFederation,
    ObjectTypeDefinition: { leave: withoutFederation },
    // `_entities` and `_service`.
    FieldDefinition: withoutFederation,
  });
  return buildASTSchema(parse(print(document)));
}

/** The SDL. */
export function formatApiSchema(): string {
  return `${printSchema(readApiSchema())}\n`;
}

/** The concrete types of each interface and union, as Apollo Client's `InMemoryCache` takes them. */
export function listPossibleTypes(): Readonly<Record<string, readonly string[]>> {
  const schema = readApiSchema();
  const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType);
  return Object.fromEntries(
    abstract.map((type) => [
      type.name,
      schema
        .getPossibleTypes(type)
        .map(({ name }) => name)
        .toSorted(),
    ]),
  );
}

/** The same for the client, which shares no code with the gateway. */
export function formatPossibleTypes(): string {
  return `/** Made of the SDL: npm run generate. */

/** The concrete types of each interface and union: \`possibleTypes\` of Apollo Client's \`InMemoryCache\`. */
export const possibleTypes: Record<string, string[]> = ${JSON.stringify(listPossibleTypes(), null, 2)};
`;
}
