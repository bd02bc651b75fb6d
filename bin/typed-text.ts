/** A plugin of GraphQL Code Generator: every operation as text that carries its types. */
import type { PluginFunction } from '@graphql-codegen/plugin-helpers';
import { Kind, OperationTypeNode, print, separateOperations, type DocumentNode } from 'graphql';

/** Needs the types of `typescript-operations` beside it. */
export const plugin: PluginFunction = (_schema, files) => ({
  prepend: ["import type { TypedText } from './document.ts';"],
  content: listOperations(files)
    .map(([name, document]) => `export const ${name}Document = '${toText(document)}' as ${toType(name, document)};`)
    .join('\n\n'),
});

type Files = Parameters<PluginFunction>[1];

/** The text of each operation with its fragments, on one line, by its name. */
export function toTexts(files: Files): ReadonlyMap<string, string> {
  return new Map(listOperations(files).map(([name, document]) => [name, toText(document)]));
}

function listOperations(files: Files): readonly (readonly [name: string, document: DocumentNode])[] {
  const definitions = files.flatMap(({ document }) => document?.definitions ?? []);
  return Object.entries(separateOperations({ kind: Kind.DOCUMENT, definitions }));
}

function toType(name: string, { definitions }: DocumentNode): string {
  const isSubscription = definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.SUBSCRIPTION,
  );
  const result = `${name}${isSubscription ? 'Subscription' : 'Query'}`;
  return `TypedText<${result}, ${result}Variables>`;
}

function toText(document: DocumentNode): string {
  return print(document).replaceAll(/\s+/g, ' ');
}
