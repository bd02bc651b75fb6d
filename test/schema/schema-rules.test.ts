import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  parse,
  validate,
  type ConstDirectiveNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { readTypeDefs } from '../../src/operation/sdl.ts';
import { providers } from '../../src/providers.ts';
import { selectEveryField } from '../datasources/every-field.ts';

const schema = buildSubgraphSchema([{ typeDefs: readTypeDefs() }]);

/** The machinery that the federation specification adds; it is described there. */
const federationTypes = /^(_Any|_Entity|_Service|federation__|link__)/;
const federationFields = new Set(['_entities', '_service']);

const ownTypes = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type) && !federationTypes.test(type.name),
);

const jobInterface = schema.getType('Job');
if (!isInterfaceType(jobInterface)) {
  throw new Error('Job must be an interface.');
}
const jobTypes: readonly GraphQLObjectType[] = [...schema.getPossibleTypes(jobInterface)];

interface Described {
  readonly path: string;
  readonly description: string | null | undefined;
}

function listFields(type: GraphQLNamedType) {
  return isObjectType(type) || isInterfaceType(type)
    ? Object.values(type.getFields()).filter((field) => !federationFields.has(field.name))
    : [];
}

function listMembers(type: GraphQLNamedType): readonly Described[] {
  const fields = listFields(type).flatMap((field) => [
    { path: `${type.name}.${field.name}`, description: field.description },
    ...field.args.map(({ name, description }) => ({ path: `${type.name}.${field.name}(${name}:)`, description })),
  ]);
  const inputs = isInputObjectType(type) ? Object.values(type.getFields()) : [];
  const values = isEnumType(type) ? type.getValues() : [];
  const plain = [...inputs, ...values].map(({ name, description }) => ({ path: `${type.name}.${name}`, description }));

  return [{ path: type.name, description: type.description }, ...fields, ...plain];
}

function listDirectives(nodes: readonly (Annotated | null | undefined)[]): readonly string[] {
  return nodes.flatMap((node) => node?.directives ?? []).map((directive) => directive.name.value);
}

interface Annotated {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

const auth = ['authenticated', 'requiresScopes', 'policy'];

describe('descriptions', () => {
  it('stand on every type, field, argument, enum value and input field', () => {
    const silent = ownTypes.flatMap(listMembers).filter(({ description }) => !description?.trim());

    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it('name the scope that a protected field needs', () => {
    const unnamed = ownTypes.flatMap((type) =>
      listFields(type).flatMap((field) => {
        const scopes = JSON.stringify(field.astNode?.directives ?? []).match(/job:[a-z]+/g) ?? [];
        return scopes
          .filter((scope) => !field.description?.includes(`\`${scope}\``))
          .map((scope) => `${type.name}.${field.name} does not name ${scope}`);
      }),
    );

    expect(unnamed).toEqual([]);
  });
});

describe('authorization', () => {
  it('is on every entry point but the one that says what a viewer may do', () => {
    const roots = [schema.getQueryType(), schema.getSubscriptionType()].filter((type) => type != null);

    const open = roots.flatMap((type) =>
      listFields(type)
        .filter((field) => !listDirectives([field.astNode]).includes('requiresScopes'))
        .map((field) => `${type.name}.${field.name}`),
    );

    expect(roots.map(({ name }) => name)).toEqual(['Query', 'Subscription']);
    expect(open).toEqual(['Query.jobViewer']);
  });

  it('is never on the interface Job, on a field that Job has, or on the type Query', () => {
    const shared = Object.keys(jobInterface.getFields());
    const query = schema.getQueryType();
    const nodes = [
      jobInterface.astNode,
      ...jobInterface.extensionASTNodes,
      query?.astNode,
      ...(query?.extensionASTNodes ?? []),
      ...[jobInterface, ...jobTypes].flatMap((type) => shared.map((name) => type.getFields()[name]?.astNode)),
    ];

    const found = listDirectives(nodes).filter((name) => auth.includes(name));

    expect(found).toEqual([]);
  });

  it('is on nullable fields only, so that a denial takes nothing else with it', () => {
    const guarded = ownTypes.flatMap((type) =>
      listFields(type)
        .filter((field) => listDirectives([field.astNode]).some((name) => auth.includes(name)))
        .filter((field) => String(field.type).endsWith('!'))
        .map((field) => `${type.name}.${field.name}`),
    );

    expect(guarded).toEqual([]);
  });
});

describe('the job types', () => {
  it('are those of the registry, each an entity by its id like Job itself', () => {
    const keyed = [jobInterface, ...jobTypes].filter((type) => listDirectives([type.astNode]).includes('key'));

    expect(keyed.map(({ name }) => name).sort()).toEqual(['Job', ...providers.map(({ typeName }) => typeName)].sort());
    expect(keyed).toHaveLength(jobTypes.length + 1);
  });

  it('have fields that one document can ask of all of them', () => {
    const fields = jobTypes.map(({ name }) => `... on ${name} ${selectEveryField(name)}`);

    expect(validate(schema, parse(`{ job(id: "a:b") { ${fields.join(' ')} } }`))).toEqual([]);
  });
});
