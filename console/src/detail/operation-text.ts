/** One job's operation and command as text, for those who go on elsewhere. */
import { stringifyDocument, type TypedDocumentNode } from '@urql/core';
import { ConsoleJobDetailDocument } from '../graph/graphql.generated.ts';
import { quote } from './shell.ts';

interface Node {
  readonly kind: string;
}

interface Selection extends Node {
  readonly selectionSet?: { readonly selections: readonly Selection[] };
  readonly typeCondition?: { readonly name: { readonly value: string } };
}

interface Definition extends Selection {
  readonly name: object;
}

/** What the details ask for, of this job and its type alone, without variables. */
export function formatOperation(id: string, typeName: string): string {
  const [operation] = ConsoleJobDetailDocument.definitions as readonly unknown[] as readonly [Definition];
  const argument = { kind: 'Argument', name: toName('id'), value: { kind: 'StringValue', value: id } };
  const definition = {
    ...operation,
    name: toName('Job'),
    variableDefinitions: [],
    selectionSet: mapSelections(operation, (field) => ({
      ...field,
      arguments: [argument],
      selectionSet: {
        kind: 'SelectionSet',
        selections: (field.selectionSet?.selections ?? []).filter(
          ({ kind, typeCondition }) => kind !== 'InlineFragment' || typeCondition?.name.value === typeName,
        ),
      },
    })),
  };
  return stringifyDocument({ kind: 'Document', definitions: [definition] } as unknown as TypedDocumentNode);
}

function mapSelections({ selectionSet }: Selection, change: (field: Selection) => object): object {
  // `__typename` stands beside the field where the page's client has put it.
  const selections = selectionSet?.selections.filter((field) => field.selectionSet !== undefined) ?? [];
  return { kind: 'SelectionSet', selections: selections.map(change) };
}

function toName(value: string): object {
  return { kind: 'Name', value };
}

/** For a shell of POSIX. */
export function formatCommand(id: string): string {
  return `jobgraph jobs get ${quote(id)}`;
}
