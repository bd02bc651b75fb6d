/**
 * The facts of a provider's jobs as TypeScript, made of the SDL: what its mapping returns. Only open fields, because protected
 * ones are secrets.
 */
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { nestedNodes } from '../codegen.ts';
import { providers, type RegisteredProvider } from '../src/providers.ts';
import { jobTypes, listOwnFields, readScopes, schema, type Field } from './job-types.ts';

const contract = '../../provider/contract/job.ts';
/** What the contract has a type for, by the name in the SDL. */
const contractTypes = {
  DateTime: 'Instant',
  BigInt: 'WholeNumber',
  JobKeyValue: 'JobKeyValue',
  JobS3Object: 'JobS3Object',
  JobStatus: 'JobStatus',
} as const;
const scalars = { Boolean: 'boolean', Float: 'number', ID: 'string', Int: 'number', String: 'string', URL: 'string' };
const named: ReadonlyMap<string, string> = new Map(Object.entries({ ...scalars, ...contractTypes }));

/** Those whose facts are the properties that the graph shows. The others write down the type of their facts. */
export function listProvidersWithFacts(): readonly RegisteredProvider[] {
  return providers.filter(
    ({ typeName }) =>
      !listOwnFields(findType(typeName)).some((field) => Object.hasOwn(nestedNodes, getNamedType(field.type).name)),
  );
}

/** A file of one provider: the facts of a job, and each type that they contain. */
export function formatFacts(typeName: string): string {
  const nested = new Set<GraphQLNamedType>();
  const job = formatType(typeName, listOwnFields(findType(typeName)), ' extends JobFacts', nested);
  const others: string[] = [];
  // Types that are found on the way are appended.
  for (const type of nested) {
    if (isObjectType(type)) others.push(formatType(type.name, Object.values(type.getFields()), '', nested));
    else if (isInterfaceType(type)) others.push(...formatInterface(type, nested));
    else if (isEnumType(type))
      others.push(
        `export type ${type.name} = ${type
          .getValues()
          .map(({ name }) => `'${name}'`)
          .join(' | ')};\n`,
      );
  }
  const text = [job, ...others].join('\n');
  const imports = ['JobFacts', ...Object.values(contractTypes)].filter((name) =>
    new RegExp(`\\b${name}\\b`).test(text),
  );
  return `/** Made of the SDL: npm run generate. */\nimport type { ${imports.toSorted().join(', ')} } from '${contract}';\n\n${text}`;
}

function findType(name: string): GraphQLObjectType {
  const type = jobTypes.find((one) => one.name === name);
  if (type === undefined) throw new Error(`the SDL has no type ${name}`);
  return type;
}

/** A union of its types, told apart by `__typename`. */
function formatInterface(type: GraphQLInterfaceType, nested: Set<GraphQLNamedType>): readonly string[] {
  const types = schema.getPossibleTypes(type).toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return [
    `export type ${type.name}Facts =\n${types.map(({ name }) => `  | ${name}Facts`).join('\n')};\n`,
    ...types.map((one) =>
      formatType(one.name, Object.values(one.getFields()), '', nested, `  readonly __typename: '${one.name}';\n`),
    ),
  ];
}

function formatType(
  name: string,
  fields: readonly Field[],
  base: string,
  nested: Set<GraphQLNamedType>,
  begin = '',
): string {
  const open = fields.filter((field) => readScopes(field).length === 0);
  const lines = open.map((field) => `  readonly ${field.name}: ${formatOutput(field.type, nested)};\n`);
  return `export interface ${name}Facts${base} {\n${begin}${lines.join('')}}\n`;
}

function formatOutput(type: GraphQLOutputType, nested: Set<GraphQLNamedType>): string {
  const bare = getNullableType(type);
  const text = isListType(bare)
    ? `readonly ${formatItem(formatOutput(bare.ofType, nested))}[]`
    : formatName(getNamedType(type), nested);
  return isNonNullType(type) ? text : `${text} | null`;
}

function formatItem(item: string): string {
  return item.includes(' ') ? `(${item})` : item;
}

function formatName(type: GraphQLNamedType, nested: Set<GraphQLNamedType>): string {
  const known = named.get(type.name);
  if (known !== undefined) return known;
  nested.add(type);
  return isEnumType(type) ? type.name : `${type.name}Facts`;
}
