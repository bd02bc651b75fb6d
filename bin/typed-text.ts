/** A plugin of GraphQL Code Generator: every operation as text that carries its types. */
import type { PluginFunction } from '@graphql-codegen/plugin-helpers';
import { Kind, OperationTypeNode, print, separateOperations, type DocumentNode } from 'graphql';

/** Needs the types of `typescript-operations` beside it. */
export const plugin: PluginFunction = (_schema, files) => {
  const definitions = files.flatMap(({ document }) => document?.definitions ?? []);
  const operations = separateOperations({ kind: Kind.DOCUMENT, definitions });
  return {
    prepend: ["import type { TypedText } from './document.ts';"],
    content: Object.entries(operations)
      .map(([name, document]) => `export const ${name}Document = ${toText(document)} as ${toType(name, document)};`)
      .join('\n\n'),
  };
};

function toType(name: string, { definitions }: DocumentNode): string {
  const isSubscription = definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.SUBSCRIPTION,
  );
  const result = `${name}${isSubscription ? 'Subscription' : 'Query'}`;
  return `TypedText<${result}, ${result}Variables>`;
}

/** On one line. */
function toText(document: DocumentNode): string {
  return `'${print(document).replaceAll(/\s+/g, ' ')}'`;
}
