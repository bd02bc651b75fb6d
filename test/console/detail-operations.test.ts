/** What the details ask for follows the SDL: all open fields of all types, and each protected field by itself. */
import {
  getNamedType,
  isObjectType,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLObjectType,
} from 'graphql';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { describe, expect, it } from 'vitest';
import { protectedFields } from '../../console/src/detail/fields.generated.ts';
import { formatCommand, formatOperation } from '../../console/src/detail/operation-text.ts';
import { readTypeDefs } from '../../src/operation/sdl.ts';
import { providers } from '../../src/providers.ts';

const schema = buildSubgraphSchema([{ typeDefs: readTypeDefs() }]);
const typeNames = providers.map(({ typeName }) => typeName);

/** Names of fields with a scope beyond `job:read`, read from the printed SDL rather than by the generator's walk. */
function listScoped(type: GraphQLObjectType): readonly string[] {
  return Object.values(type.getFields())
    .filter(({ astNode }) => /job:(?:sensitive|credentials)/.test(JSON.stringify(astNode?.directives ?? [])))
    .map(({ name }) => name);
}

/** `Type.field` of each protected field that a document asks for. */
function listScopedCoordinates(document: DocumentNode): readonly string[] {
  const found: string[] = [];
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: ({ name }) => {
        const parent = info.getParentType();
        if (isObjectType(parent) && listScoped(parent).includes(name.value)) found.push(`${parent.name}.${name.value}`);
      },
    }),
  );
  return found;
}

describe.each(typeNames)('%s', (typeName) => {
  const type = schema.getType(typeName) as GraphQLObjectType;
  const operation = parse(formatOperation('source:job', typeName));
  const asked = new Set<string>();
  visit(operation, { Field: ({ name }) => void asked.add(name.value) });

  it('is asked for with every open field, and none that is protected', () => {
    const scoped = listScoped(type);
    const own = Object.keys(type.getFields());

    expect(own.filter((name) => !asked.has(name)).toSorted()).toEqual(scoped.toSorted());
  });

  it('has each protected field, of nested objects too, with an operation of its own', () => {
    const direct = listScoped(type);
    const nested = Object.values(type.getFields()).flatMap((field) => {
      const inner = getNamedType(field.type);
      if (direct.includes(field.name) || !isObjectType(inner)) return [];
      return listScoped(inner).map((name) => `${field.name}.${name}`);
    });
    const listed = protectedFields[typeName];

    expect(listed.map(({ path }) => path.join('.')).toSorted()).toEqual([...direct, ...nested].toSorted());
    expect(new Set(listed.map(({ document }) => document)).size).toBe(listed.length);
    for (const { path, document } of listed) {
      expect(validate(schema, document as never)).toEqual([]);
      expect(listScopedCoordinates(document as never).map((coordinate) => coordinate.split('.')[1])).toEqual([
        path.at(-1),
      ]);
    }
  });

  it('is copied as an operation that the schema takes, of its own type alone', () => {
    expect(validate(schema, operation)).toEqual([]);
    expect(formatOperation('source:job', typeName).match(/\.\.\. on (?!(?:Cos|S3)\w+Operation)/g)).toHaveLength(1);
  });
});

describe('a command', () => {
  it('names the job, and quotes what a shell would read otherwise', () => {
    expect(formatCommand('omics-prod:1234567890/0000000108')).toBe(
      'jobgraph jobs get omics-prod:1234567890/0000000108',
    );
    expect(formatCommand("a:it's $HOME")).toBe(String.raw`jobgraph jobs get 'a:it'\''s $HOME'`);
  });
});
