/** Selections of every field that a type of the graph has, made from the SDL, so that a test of whole jobs leaves none out. */
import { readFileSync, readdirSync } from 'node:fs';

import { Kind, parse, type DefinitionNode, type FieldDefinitionNode, type TypeNode } from 'graphql';

const folder = new URL('../../schema/', import.meta.url);
const definitions = readdirSync(folder)
  .filter((file) => file.endsWith('.graphql'))
  .flatMap((file) => parse(readFileSync(new URL(file, folder), 'utf8')).definitions);

/** Of a source, whose health moves, the name will do. */
const selectionsOfTypes: ReadonlyMap<string, string> = new Map([['JobSource', '{ name }']]);

/**
 * `{ … }` with every field that the type has, whatever is inside them too, and `__typename` where an interface leaves
 * the type open.
 * @param options.openOnly leaves out what needs more than `job:read`
 */
export function selectEveryField(typeName: string, options: { readonly openOnly?: boolean } = {}): string {
  const ready = selectionsOfTypes.get(typeName);
  if (ready !== undefined) return ready;
  const implementers = definitions.filter((node) => isImplementer(node, typeName));
  const fields = fieldsOf(typeName)
    .filter((field) => options.openOnly !== true || !isProtected(field))
    .map((field) => `${field.name.value} ${selectIfObject(nameOf(field.type), options)}`);
  const fragments = implementers.map(
    (name) => `... on ${nameOfDefinition(name)} ${selectEveryField(nameOfDefinition(name), options)}`,
  );
  return `{ ${[...(fragments.length > 0 ? ['__typename'] : []), ...fields, ...fragments].join(' ')} }`;
}

function selectIfObject(typeName: string, options: { readonly openOnly?: boolean }): string {
  return fieldsOf(typeName).length > 0 ? selectEveryField(typeName, options) : '';
}

function fieldsOf(typeName: string): readonly FieldDefinitionNode[] {
  return definitions.flatMap((node) =>
    'fields' in node && isComposite(node) && node.name.value === typeName ? (node.fields ?? []) : [],
  );
}

function isComposite(
  node: DefinitionNode,
): node is Extract<DefinitionNode, { kind: Kind.OBJECT_TYPE_DEFINITION | Kind.INTERFACE_TYPE_DEFINITION }> {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

function isImplementer(node: DefinitionNode, interfaceName: string): boolean {
  return (
    node.kind === Kind.OBJECT_TYPE_DEFINITION &&
    (node.interfaces?.some(({ name }) => name.value === interfaceName) ?? false)
  );
}

function nameOfDefinition(node: DefinitionNode): string {
  return isComposite(node) ? node.name.value : '';
}

function isProtected({ directives }: FieldDefinitionNode): boolean {
  return directives?.some(({ name }) => name.value === 'requiresScopes') ?? false;
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}

/** The protected fields of a type and of what is inside it, as `a.b`. */
export function listProtectedFields(typeName: string): readonly string[] {
  if (selectionsOfTypes.has(typeName)) return [];
  return fieldsOf(typeName).flatMap((field) =>
    isProtected(field)
      ? [field.name.value]
      : listProtectedFields(nameOf(field.type)).map((inner) => `${field.name.value}.${inner}`),
  );
}

/** The fields of a type that `job:read` shows. */
export function listOpenFields(typeName: string): readonly string[] {
  return fieldsOf(typeName)
    .filter((field) => !isProtected(field))
    .map(({ name }) => name.value);
}

/** `{ … }` with these fields of the type, `a.b` for a nested one. */
export function selectFields(typeName: string, names: readonly string[]): string {
  const outer = [...new Set(names.map((name) => name.split('.', 1)[0] ?? name))];
  const selections = outer.map((name) => {
    const inner = names.filter((one) => one.startsWith(`${name}.`)).map((one) => one.slice(name.length + 1));
    const type = fieldsOf(typeName).find((field) => field.name.value === name)?.type;
    if (type === undefined) throw new Error(`${typeName} has no field ${name}`);
    return `${name} ${inner.length > 0 ? selectFields(nameOf(type), inner) : selectIfObject(nameOf(type), { openOnly: true })}`;
  });
  return `{ ${selections.join(' ')} }`;
}
