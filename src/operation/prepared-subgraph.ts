/** A schema as the JSON of a document that was checked when it was printed: it is made again without parsing and checks. */
import {
  buildASTSchema,
  isIntrospectionType,
  isSpecifiedDirective,
  isSpecifiedScalarType,
  Kind,
  type ASTNode,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';

/** Prints all definitions of the schema, in their order. The schema must be valid. */
export function printPrepared(schema: GraphQLSchema): string {
  const directives = schema.getDirectives().filter((one) => !isSpecifiedDirective(one));
  const types = Object.values(schema.getTypeMap()).filter(
    (one) => !isIntrospectionType(one) && !isSpecifiedScalarType(one),
  );
  const definitions = [schema, ...directives, ...types].flatMap((one): readonly (ASTNode | null | undefined)[] => [
    one.astNode,
    ...('extensionASTNodes' in one ? one.extensionASTNodes : []),
  ]);
  const document = { kind: Kind.DOCUMENT, definitions: definitions.filter((one) => one != null) };
  // Where each node stood in the SDL is half of the text.
  return JSON.stringify(document, (name, value: unknown) => (name === 'loc' ? undefined : value));
}

/** @param text from `printPrepared` */
export function buildPrepared(text: string): GraphQLSchema {
  return buildASTSchema(JSON.parse(text) as DocumentNode, { assumeValid: true, assumeValidSDL: true });
}
