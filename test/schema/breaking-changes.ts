/** What changed between two versions of the graph that clients or routers lean on. */
import {
  buildSchema,
  findBreakingChanges,
  isTypeDefinitionNode,
  parse,
  print,
  type DefinitionNode,
  type DirectiveNode,
} from 'graphql';

/** One line each: the kind of change, and what changed. */
export function listBreakingChanges(before: string, after: string): readonly string[] {
  const changes = findBreakingChanges(buildSchema(before), buildSchema(after));
  return [...changes.map(({ type, description }) => `${type}: ${description}`), ...listDirectiveChanges(before, after)];
}

/** The changes that are named in a text: every list item that is all code. */
export function listNamedChanges(text: string): readonly string[] {
  return [...text.matchAll(/^- `([A-Z_]+: .+)`$/gm)].map(([, change]) => change ?? '');
}

/** Of these no other rule takes note: a lost key breaks other subgraphs, a scope that is new shuts clients out. */
const contractual = new Set(['key', 'requiresScopes', 'authenticated', 'shareable', 'inaccessible', 'interfaceObject']);

function listDirectiveChanges(before: string, after: string): readonly string[] {
  const now = new Map(parse(after).definitions.flatMap(toDirectives));
  return parse(before)
    .definitions.flatMap(toDirectives)
    .filter(([place, directives]) => now.has(place) && now.get(place) !== directives)
    .map(
      ([place, directives]) =>
        `DIRECTIVES_CHANGED: ${place} had ${directives || 'none'} and has ${now.get(place) || 'none'}.`,
    );
}

/** The directives that count of a type and of each of its fields, by coordinate. */
function toDirectives(definition: DefinitionNode): readonly (readonly [string, string])[] {
  if (!isTypeDefinitionNode(definition)) return [];
  const name = definition.name.value;
  const fields = 'fields' in definition ? (definition.fields ?? []) : [];
  return [
    [name, printDirectives(definition.directives)],
    ...fields.map((field) => [`${name}.${field.name.value}`, printDirectives(field.directives)] as const),
  ];
}

function printDirectives(directives: readonly DirectiveNode[] = []): string {
  return directives
    .filter(({ name }) => contractual.has(name.value))
    .map((directive) => print(directive))
    .sort()
    .join(' ');
}
