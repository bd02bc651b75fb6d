import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KnownScope } from '../../src/auth/viewer.ts';
import { createGatewaySchema } from '../../src/operation/schema.ts';
import { startGateway, type GatewayUnderTest, type GraphQLAnswer } from '../gateway.ts';
import { secretValues, startCanaryWorld, type CanaryJob, type CanaryWorld } from './canary-world.ts';
import { listProtectedFields, listProtectedPaths, type ProtectedPath, type Step } from './protected-fields.ts';

const schema = createGatewaySchema();
const paths = listProtectedPaths(schema);

let world: CanaryWorld;
let gateway: GatewayUnderTest;

beforeAll(async () => {
  world = await startCanaryWorld();
  gateway = await startGateway({ sources: world.sources });
  // A type that the world lacks is one failure, and not one of each test.
  paths.forEach(jobOf);
});

afterAll(async () => {
  await gateway.close();
  await world.close();
});

interface TestedViewer {
  readonly name: string;
  /** Null for a request without a token, which may read jobs here. */
  readonly scopes: readonly KnownScope[] | null;
}

const viewers: readonly TestedViewer[] = [
  { name: 'no token', scopes: null },
  ...(
    [
      [],
      ['job:read'],
      ['job:sensitive'],
      ['job:credentials'],
      ['job:read', 'job:sensitive'],
      ['job:read', 'job:credentials'],
      ['job:sensitive', 'job:credentials'],
      ['job:read', 'job:sensitive', 'job:credentials'],
    ] as const
  ).map((scopes) => ({ name: `a token with ${scopes.join(' ') || 'no scope'}`, scopes })),
];

/** Every denial begins with them. */
const routersWords = 'Unauthorized field or type: `';

type AnswerPath = readonly (string | number)[];

/** A way to ask for one field of a job. */
interface Shape {
  readonly name: string;
  readonly toDocument: (job: CanaryJob, fields: string) => string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Whether the names of the fields are other ones. */
  readonly renames?: boolean;
  /** Where the job stands in the answer, each time it does. */
  readonly places: (job: CanaryJob) => readonly AnswerPath[];
  /** The whole answer around the job. */
  readonly toData: (job: CanaryJob, node: unknown) => unknown;
  /** Jobs that cannot be asked for in this way. */
  readonly excludes?: string;
  /** What is null, each with an error of its own, where the viewer may not read jobs. */
  readonly denied: (job: CanaryJob) => { readonly data: unknown; readonly places: readonly AnswerPath[] };
}

const atRootField = {
  places: ({ rootField }: CanaryJob) => [[rootField]],
  toData: ({ rootField }: CanaryJob, node: unknown) => ({ [rootField]: node }),
  denied: ({ rootField }: CanaryJob) => ({ data: { [rootField]: null }, places: [[rootField]] }),
};
const atEntities = {
  places: () => [['_entities', 0]],
  toData: (_job: CanaryJob, node: unknown) => ({ _entities: [node] }),
  denied: () => ({ data: { _entities: [null] }, places: [['_entities', 0]] }),
};

const shapes: readonly Shape[] = [
  {
    ...atRootField,
    name: 'as a field',
    toDocument: ({ rootField, rootArguments }, fields) => `{ ${rootField}${rootArguments} { id ${fields} } }`,
  },
  {
    name: 'by aliases',
    renames: true,
    toDocument: ({ rootField, rootArguments }, fields) => `{ job: ${rootField}${rootArguments} { id ${fields} } }`,
    places: () => [['job']],
    toData: (_job, node) => ({ job: node }),
    denied: () => ({ data: { job: null }, places: [['job']] }),
  },
  {
    ...atRootField,
    name: 'in a named fragment',
    toDocument: ({ rootField, rootArguments, typeName }, fields) =>
      `fragment Inner on ${typeName} { ${fields} } fragment Outer on Job { id ...Inner }
       { ${rootField}${rootArguments} { ...Outer } }`,
  },
  {
    name: 'in an inline fragment on Job',
    toDocument: ({ id, typeName }, fields) => `{ job(id: "${id}") { id ... on ${typeName} { ${fields} } } }`,
    places: () => [['job']],
    toData: (_job, node) => ({ job: node }),
    denied: () => ({ data: { job: null }, places: [['job']] }),
  },
  {
    ...atEntities,
    name: 'by _entities of Job',
    toDocument: ({ id, typeName }, fields) =>
      `{ _entities(representations: [{ __typename: "Job", id: "${id}" }]) { ... on Job { id ... on ${typeName} { ${fields} } } } }`,
  },
  {
    ...atEntities,
    name: 'by _entities of the concrete type',
    toDocument: ({ id, typeName }, fields) =>
      `{ _entities(representations: [{ __typename: "${typeName}", id: "${id}" }]) { ... on ${typeName} { id ${fields} } } }`,
  },
  {
    ...atRootField,
    name: 'under @include by a variable',
    toDocument: ({ rootField, rootArguments }, fields) =>
      `query ($with: Boolean!) { ${rootField}${rootArguments} { id ... @include(if: $with) { ${fields} } } }`,
    variables: { with: true },
  },
  {
    ...atRootField,
    name: 'in fields that merge',
    toDocument: ({ rootField, rootArguments, typeName }, fields) =>
      `{ ${rootField}${rootArguments} { id } ${rootField}${rootArguments} { ${fields} ... on Job { ... on ${typeName} { ${fields} } } } }`,
  },
  {
    name: 'of items of a list',
    toDocument: ({ id, typeName }, fields) =>
      `{ jobsById(ids: ["nowhere:x", "${id}", "${id}"]) { id ... on ${typeName} { ${fields} } } }`,
    places: () => [
      ['jobsById', 1],
      ['jobsById', 2],
    ],
    toData: (_job, node) => ({ jobsById: [null, node, node] }),
    denied: () => ({ data: { jobsById: null }, places: [['jobsById']] }),
  },
  {
    name: 'of nodes of the list of all jobs',
    toDocument: ({ id, typeName }, fields) =>
      `{ jobs(filter: { sources: ["${id.split(':')[0] ?? ''}"] }) { nodes { id ... on ${typeName} { ${fields} } } } }`,
    excludes: 'CodePipelineJob',
    places: () => [['jobs', 'nodes', 0]],
    toData: (_job, node) => ({ jobs: { nodes: [node] } }),
    denied: () => ({ data: { jobs: null }, places: [['jobs']] }),
  },
];

describe.each(viewers)('$name', (viewer) => {
  it.each(shapes)('gets each protected field exactly where its scopes allow it, asked for $name', async (shape) => {
    const token = viewer.scopes === null ? undefined : await gateway.token(...viewer.scopes);
    const asked = paths.filter(({ typeName }) => typeName !== shape.excludes);

    const answers = await Promise.all(
      asked.map((path) => {
        const fields = formatSelection(path.steps, shape.renames === true);
        return gateway.query(shape.toDocument(jobOf(path), fields), { token, variables: shape.variables ?? {} });
      }),
    );

    expect(answers.map(toComparable)).toEqual(asked.map((path) => toExpected(path, shape, viewer)));
  });
});

const manifest = [['job:credentials', 'job:sensitive']];

it.each([
  [
    ['job:read'],
    ['job:credentials', 'job:sensitive'],
    manifest,
    '`ImportExportJob.manifestText` needs the scopes `job:credentials` and `job:sensitive`; this token lacks `job:credentials` and `job:sensitive`.',
  ],
  [
    ['job:read', 'job:credentials'],
    ['job:sensitive'],
    manifest,
    '`ImportExportJob.manifestText` needs the scopes `job:credentials` and `job:sensitive`; this token lacks `job:sensitive`.',
  ],
  [
    ['job:credentials'],
    ['job:read'],
    [['job:read']],
    '`Query.job` needs the scope `job:read`, which this token lacks.',
  ],
  [
    null,
    undefined,
    manifest,
    '`ImportExportJob.manifestText` needs a token with the scopes `job:credentials` and `job:sensitive`.',
  ],
] as const)(
  'a denial names the field, what it needs and what a token of %j lacks',
  async (held, missing, needed, need) => {
    const job = world.jobs.find(({ typeName }) => typeName === 'ImportExportJob');

    const { errors } = await gateway.query(
      `{ job(id: "${job?.id ?? ''}") { id ... on ImportExportJob { manifestText } } }`,
      { token: held === null ? undefined : await gateway.token(...held) },
    );

    expect(errors.map(({ message, extensions }) => ({ message, ...extensions }))).toEqual([
      {
        message: `Unauthorized field or type: ${need}`,
        code: held === null ? 'UNAUTHENTICATED' : 'UNAUTHORIZED_FIELD_OR_TYPE',
        requiredScopes: needed,
        missingScopes: missing,
      },
    ]);
  },
);

it('the matrix holds every protected field of the schema', () => {
  const fields = new Set(paths.map(({ field }) => field));

  expect([...fields].sort()).toEqual([...listProtectedFields(schema).keys()].sort());
});

function jobOf({ typeName }: ProtectedPath): CanaryJob {
  const job = world.allJobs.find((candidate) => candidate.typeName === typeName);
  if (job === undefined) throw new Error(`The world must hold a job of ${typeName}.`);
  return job;
}

function formatSelection([step, ...rest]: readonly Step[], renames: boolean, depth = 0): string {
  if (step === undefined) return '';
  const inner = rest.length > 0 ? formatSelection(rest, renames, depth + 1) : step.innerNames.join(' ');
  return `${renames ? `alias${depth}: ` : ''}${step.name}${inner === '' ? '' : ` { ${inner} }`}`;
}

function holds({ scopes }: TestedViewer, required: readonly (readonly string[])[]): boolean {
  const held: readonly string[] = scopes ?? ['job:read'];
  return required.some((all) => all.every((scope) => held.includes(scope)));
}

interface Comparable {
  readonly status: number;
  readonly data: unknown;
  readonly errors: readonly { readonly message: string; readonly path: AnswerPath; readonly extensions: unknown }[];
}

function toComparable({ status, data, errors }: GraphQLAnswer): Comparable {
  const known = errors
    // The malformed id of the list has an error of its own.
    .filter(({ extensions }) => extensions.code !== 'BAD_USER_INPUT')
    // Which field it is, and which scopes it needs, follows from the path: a test of its own asks for that.
    .map(({ message, path, extensions: { code } }) => ({
      message: message.slice(0, routersWords.length),
      path: path ?? [],
      extensions: { code },
    }));
  return { status, data, errors: known.sort(compareByPath) };
}

function compareByPath(one: { readonly path: AnswerPath }, other: { readonly path: AnswerPath }): number {
  return JSON.stringify(one.path) < JSON.stringify(other.path) ? -1 : 1;
}

function toExpected(path: ProtectedPath, shape: Shape, viewer: TestedViewer): Comparable {
  const job = jobOf(path);
  const toErrors = (places: readonly AnswerPath[]): Comparable['errors'] =>
    places
      .map((place) => ({
        message: routersWords,
        path: place,
        extensions: { code: viewer.scopes === null ? 'UNAUTHENTICATED' : 'UNAUTHORIZED_FIELD_OR_TYPE' },
      }))
      .sort(compareByPath);
  if (!holds(viewer, [['job:read']])) {
    const { data, places } = shape.denied(job);
    return { status: 200, data, errors: toErrors(places) };
  }
  const { fields, denials } = toField(path.steps, secretOf(path), viewer, shape.renames === true, 0);
  const places = shape.places(job).flatMap((place) => denials.map((denial) => [...place, ...denial]));
  return { status: 200, data: shape.toData(job, { id: job.id, ...fields }), errors: toErrors(places) };
}

function secretOf({ typeName, steps }: ProtectedPath): unknown {
  const names = steps.map(({ name }) => name);
  const whole = secretValues[`${typeName}.${names.join('.')}`];
  const part = (secretValues[`${typeName}.${names[0] ?? ''}`] ?? {}) as Readonly<Record<string, unknown>>;
  const value = whole ?? part[names.at(-1) ?? ''];
  if (value === undefined) throw new Error(`The world must hold a secret for ${typeName}.${names.join('.')}.`);
  return value;
}

interface ExpectedField {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly denials: readonly AnswerPath[];
}

function toField(
  steps: readonly Step[],
  secret: unknown,
  viewer: TestedViewer,
  renames: boolean,
  depth: number,
): ExpectedField {
  const [step, ...rest] = steps;
  if (step === undefined) throw new Error('A path must hold a step.');
  const name = renames ? `alias${depth}` : step.name;
  if (step.scopes !== undefined && !holds(viewer, step.scopes)) return { fields: { [name]: null }, denials: [[name]] };
  if (rest.length === 0) return { fields: { [name]: secret }, denials: [] };
  const items = (step.isList ? (secret as readonly unknown[]) : [secret]).map((item) =>
    toField(rest, item, viewer, renames, depth + 1),
  );
  const inner = items.map(({ fields }) => fields);
  const denials = items.flatMap((item, index) =>
    item.denials.map((denial) => (step.isList ? [name, index, ...denial] : [name, ...denial])),
  );
  return { fields: { [name]: step.isList ? inner : inner[0] }, denials };
}
