/**
 * What the console's details ask for, made of the SDL: one operation for a job with all its open fields, one for each protected
 * field, and what the page has to know of the fields to show them.
 */
import {
  getNamedType,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  parse,
  print,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
} from 'graphql';
import { job, jobTypes, listOwnFields, readScopes, schema, type Field } from './job-types.ts';

/** Of these the details show less than there is. */
const shortened: Readonly<Record<string, string>> = { JobSource: '{ name provider region }' };

type Composite = GraphQLObjectType | GraphQLInterfaceType;

interface ProtectedField {
  readonly type: string;
  /** From the job to the field: one name, or two for a field of a nested object. */
  readonly path: readonly string[];
  readonly scopes: readonly string[];
  readonly operation: string;
  readonly selection: string;
}

/** What the page shows of a source beside that. */
const furtherOfSource = 'source { account labels { key value } consoleUrl }';

/** The operations, as GraphQL. */
export function formatDetailOperations(): string {
  const whole = `query ConsoleJobDetail($id: ID!) { job(id: $id) { ${selectOpenOfAll()} ${furtherOfSource} } }`;
  const reveals = jobTypes
    .flatMap(listProtected)
    .map(
      ({ type, operation, selection }) =>
        `query ${operation}($id: ID!) { job(id: $id) { id ... on ${type} { ${selection} } } }`,
    );
  const document = parse([whole, ...reveals].join('\n'));
  return `# Made of the SDL: npm run generate.\n\n${print(document)}\n`;
}

/** All open fields of a job, as a fragment, for those who use the client. */
export function formatJobDetail(): string {
  const document = parse(`fragment JobDetail on Job { __typename ${selectOpenOfAll()} }`);
  return `# Made of the SDL: npm run generate.\n\n${print(document)}\n`;
}

/** The open fields of every job, and each type's own. */
function selectOpenOfAll(): string {
  const fragments = jobTypes.map((type) => `... on ${type.name} ${selectOpen(type, listOwnFields(type))}`);
  return `${selectOpen(job).slice(1, -1)} ${fragments.join(' ')}`;
}

/** Which fields are protected, by what, and how the others are to be shown, as TypeScript. */
export function formatDetailFields(): string {
  const secrets = jobTypes.flatMap(listProtected);
  const lines = jobTypes.map((type) => {
    const own = secrets.filter((secret) => secret.type === type.name);
    const entries = own.map(
      ({ path, scopes, operation }) =>
        `    { path: ${JSON.stringify(path)}, scopes: ${JSON.stringify(scopes)}, document: operations.${operation}Document },`,
    );
    return `  ${type.name}: [\n${entries.join('\n')}${entries.length === 0 ? '' : '\n'}  ],`;
  });
  return `/** Made of the SDL: npm run generate. */
import * as operations from '../graph/graphql.generated.ts';

/** By type of job: where each protected field stands, the scopes that it needs, and the operation that asks for it alone. */
export const protectedFields = {
${lines.join('\n')}
} as const;

/** By type and field, those that are more than text: instants, addresses, statuses, and words of an enumeration. */
export const fieldKinds = ${JSON.stringify(listKinds(), null, 2)} as const;
`;
}

function selectOpen(type: Composite, fields: readonly Field[] = Object.values(type.getFields())): string {
  const open = fields.filter((field) => readScopes(field).length === 0).map(select);
  const further = isInterfaceType(type) && type !== job ? schema.getPossibleTypes(type) : [];
  const fragments = further.map((one) => {
    const own = Object.values(one.getFields()).filter(({ name }) => !Object.hasOwn(type.getFields(), name));
    return own.length === 0 ? '' : `... on ${one.name} ${selectOpen(one, own)}`;
  });
  return `{ ${[...open, ...fragments].join(' ')} }`;
}

function select({ name, type }: Field): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return name;
  return `${name} ${shortened[named.name] ?? selectOpen(named as Composite)}`;
}

function listProtected(type: GraphQLObjectType): readonly ProtectedField[] {
  return listOwnFields(type).flatMap((field) => {
    const named = getNamedType(field.type);
    const scopes = readScopes(field);
    if (scopes.length > 0) {
      const selection = isLeafType(named) ? field.name : `${field.name} ${selectAll(named as Composite)}`;
      return [toProtected(type, [field.name], scopes, selection)];
    }
    if (!isObjectType(named)) return [];
    return Object.values(named.getFields())
      .filter((inner) => readScopes(inner).length > 0)
      .map((inner) => {
        // The open fields beside it say which entry of a list it belongs to.
        const selection = `${field.name} { ${selectOpen(named).slice(1, -1)} ${inner.name} }`;
        return toProtected(type, [field.name, inner.name], readScopes(inner), selection);
      });
  });
}

function toProtected(
  { name }: GraphQLObjectType,
  path: readonly string[],
  scopes: readonly string[],
  selection: string,
): ProtectedField {
  const words = path.map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`);
  return { type: name, path, scopes, operation: `ConsoleReveal${name}${words.join('')}`, selection };
}

function selectAll(type: Composite): string {
  return `{ ${Object.keys(type.getFields()).join(' ')} }`;
}

/** Of all types that a job reaches. */
function listKinds(): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const reached = new Set<GraphQLNamedType>();
  const visit = (type: GraphQLNamedType): void => {
    if (reached.has(type) || !(isObjectType(type) || isInterfaceType(type))) return;
    reached.add(type);
    if (isAbstractType(type)) schema.getPossibleTypes(type).forEach(visit);
    Object.values(type.getFields()).forEach((field) => visit(getNamedType(field.type)));
  };
  jobTypes.forEach(visit);
  const entries = [...reached].filter(isObjectType).map((type) => {
    const kinds = Object.values(type.getFields()).flatMap((field) => toKind(field).map((kind) => [field.name, kind]));
    return [type.name, Object.fromEntries(kinds) as Readonly<Record<string, string>>] as const;
  });
  return Object.fromEntries(
    entries.filter(([, kinds]) => Object.keys(kinds).length > 0).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** One kind, or none for plain text and numbers. */
function toKind({ type }: Field): readonly string[] {
  const named = getNamedType(type);
  if (named.name === 'JobStatus') return ['status'];
  if (isEnumType(named)) return ['word'];
  const kind = { DateTime: 'time', URL: 'url' }[named.name];
  return kind === undefined ? [] : [kind];
}
