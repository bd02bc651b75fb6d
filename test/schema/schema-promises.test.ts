import { readFileSync } from 'node:fs';
import {
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  parse,
  print,
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { readTypeDefs } from '../../src/operation/sdl.ts';

/** What routers reckon with is no promise: weights may change. */
const weights = new Set(['cost', 'listSize']);

const promised = toFacts(parse(readFileSync(new URL('promised.graphql', import.meta.url), 'utf8')));
const offered = toFacts(readTypeDefs());

/**
 * One line for everything that a client can lean on: a type with its kind and interfaces, a field with its type and
 * directives, an argument or input field with its type and default, an enum value.
 */
function toFacts(document: DocumentNode): readonly string[] {
  return document.definitions.flatMap(toTypeFacts);
}

function toTypeFacts(definition: DefinitionNode): readonly string[] {
  if (!isTypeDefinitionNode(definition) && !isTypeExtensionNode(definition)) {
    return [];
  }
  const name = definition.name.value;
  const kind = definition.kind.replace('Extension', 'Definition');
  const interfaces = 'interfaces' in definition ? (definition.interfaces ?? []) : [];
  const fields = 'fields' in definition ? (definition.fields ?? []) : [];
  const values = 'values' in definition ? (definition.values ?? []) : [];

  return [
    `${kind} ${name}${printDirectives(definition.directives)}`,
    ...interfaces.map((node) => `${name} implements ${node.name.value}`),
    ...values.map((node) => `${name}.${node.name.value}`),
    ...fields.flatMap((field) => toFieldFacts(name, field)),
  ];
}

type FieldNode = NonNullable<Extract<DefinitionNode, { fields?: unknown }>['fields']>[number];

function toFieldFacts(owner: string, field: FieldNode): readonly string[] {
  const path = `${owner}.${field.name.value}`;
  const initial = field.kind === Kind.INPUT_VALUE_DEFINITION ? field.defaultValue : undefined;
  const args = field.kind === Kind.FIELD_DEFINITION ? (field.arguments ?? []) : [];

  return [
    `${path}: ${print(field.type)}${initial ? ` = ${print(initial)}` : ''}${printDirectives(field.directives)}`,
    ...args.flatMap((argument) => toFieldFacts(path, argument)),
  ];
}

function printDirectives(directives: readonly DirectiveNode[] = []): string {
  return directives
    .filter(({ name }) => !weights.has(name.value))
    .map((directive) => ` ${print(directive)}`)
    .join('');
}

describe('what clients rely on', () => {
  it('is all there, under the same names, types, arguments, defaults and scopes', () => {
    const broken = promised.filter((fact) => !offered.includes(fact));

    expect(broken).toEqual([]);
  });

  it('is compared whole: a renamed field, another type, a lost argument, default, value or scope shows', () => {
    const before = parse(`
      type A @key(fields: "id") { id: ID!  list(first: Int = 20): [ID!] @requiresScopes(scopes: [["job:read"]]) }
      enum B { C }
    `);

    expect(toFacts(before)).toEqual([
      'ObjectTypeDefinition A @key(fields: "id")',
      'A.id: ID!',
      'A.list: [ID!] @requiresScopes(scopes: [["job:read"]])',
      'A.list.first: Int = 20',
      'EnumTypeDefinition B',
      'B.C',
    ]);
  });

  it('has no argument that a client must suddenly give', () => {
    const required = offered.filter((fact) => /^\w+\.\w+\.\w+: .*!$/.test(fact));
    const ofKnownFields = required.filter((fact) => {
      const [field = ''] = /^\w+\.\w+/.exec(fact) ?? [];
      return promised.some((known) => known.startsWith(`${field}:`));
    });

    expect(ofKnownFields.length).toBeGreaterThan(0);
    expect(ofKnownFields.filter((fact) => !promised.includes(fact))).toEqual([]);
  });
});
