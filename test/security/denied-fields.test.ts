import { buildSubgraphSchema } from '@apollo/subgraph';
import { MapperKind, mapSchema } from '@graphql-tools/utils';
import type { GraphQLError, GraphQLFieldResolver } from 'graphql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDemoIssuer } from '../../src/auth/demo-tokens.ts';
import { enforceScopes } from '../../src/auth/scope-directives.ts';
import { knownScopes, type KnownScope, type Viewer } from '../../src/auth/viewer.ts';
import { createGatewaySchema } from '../../src/operation/schema.ts';
import { readTypeDefs } from '../../src/operation/sdl.ts';
import { providers } from '../../src/providers.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { canaryIds, secretValues, startCanaryWorld, type CanaryWorld } from './canary-world.ts';
import { formatSecretsOf, listObjectTypes } from './protected-fields.ts';

/** Facts of jobs that move are kept as long as those of jobs that have ended: no call is made because one is old. */
const cache = { runningSeconds: 3600 };

let world: CanaryWorld;
let gateway: GatewayUnderTest;

beforeEach(async () => {
  world = await startCanaryWorld();
  gateway = await startGateway({ sources: world.sources, cache });
});

afterEach(async () => {
  await gateway.close();
  await world.close();
});

/** Every field of Query that needs a scope, and what each needs to be asked. */
const rootFields = `
  job(id: "devices:IE1") { id }
  jobsById(ids: ["devices:IE1"]) { id }
  jobs { nodes { id } }
  jobStats { total { value } }
  jobSourceChecks { isSound }
  jobLog(id: "devices:IE1") { lines { rawText } }
  jobsByProviderJobId(providerJobId: "IE1") { jobs { id } }
  jobSources { name }
  ${providers.map(formatRootField).join('\n  ')}
  _entities(representations: [{ __typename: "Job", id: "devices:IE1" }, { __typename: "JobSource", id: "devices" }]) { __typename }
`;
/** A provider's own field, with all that is protected. A viewer without job:read is refused before the arguments are read. */
function formatRootField({ rootField, typeName }: (typeof providers)[number]): string {
  const given = rootField.keyArguments.map((name) => `${name}: "x"`).join(', ');
  return `${rootField.name}(${given}) { id status ${formatSecretsOf(createGatewaySchema(), { typeName })} }`;
}

/** These need no scope. */
const openNames = new Set(['_service', 'jobViewer']);
const rootNames = Object.keys(createGatewaySchema().getQueryType()?.getFields() ?? {}).filter(
  (name) => !openNames.has(name),
);

/** All but these need job:read alone. */
const alsoRequired: Readonly<Record<string, string>> = { jobSourceChecks: 'job:operate', jobLog: 'job:logs' };

function toRequired(path: string): readonly (readonly string[])[] {
  const also = alsoRequired[path];
  return [also === undefined ? ['job:read'] : ['job:read', also]];
}

function toMissing(path: string, scopes: readonly string[]): readonly string[] {
  return toRequired(path)
    .flat()
    .filter((scope) => !scopes.includes(scope));
}

describe('a viewer without job:read', () => {
  it.each([
    { name: 'no scope', scopes: [] },
    { name: 'every other scope', scopes: ['job:sensitive', 'job:credentials', 'job:operate', 'job:logs'] },
  ] as const)('causes no call upstream with $name, whatever is asked for', async ({ scopes }) => {
    const token = await gateway.token(...scopes);

    const answer = await gateway.query(`{ ${rootFields} }`, { token });

    expect(world.calls()).toEqual([]);
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual(
      Object.fromEntries(rootNames.map((name) => [name, name === '_entities' ? [null, null] : null])),
    );
    expect(answer.errors.map(({ path, extensions }) => [path?.join('.'), extensions]).sort()).toEqual(
      [...rootNames.filter((name) => name !== '_entities'), '_entities.0', '_entities.1']
        .map((path) => [
          path,
          {
            code: 'UNAUTHORIZED_FIELD_OR_TYPE',
            requiredScopes: toRequired(path),
            missingScopes: toMissing(path, scopes),
          },
        ])
        .sort(),
    );
  });

  it('is told to bring a token where nobody may read without one, and causes no call', async () => {
    const { settings } = createDemoIssuer({ now: () => new Date() });
    const closed = await startGateway({
      sources: world.sources,
      auth: { ...settings, anonymousScopes: [] } as typeof settings,
    });

    const { status, errors } = await closed.query(`{ ${rootFields} }`);

    await closed.close();
    expect(status).toBe(200);
    expect(errors.map(({ path, extensions }) => [path?.join('.'), extensions]).sort()).toEqual(
      [...rootNames.filter((name) => name !== '_entities'), '_entities.0', '_entities.1']
        .map((path) => [path, { code: 'UNAUTHENTICATED', requiredScopes: toRequired(path) }])
        .sort(),
    );
    expect(world.calls()).toEqual([]);
  });
});

const everySecret = `
  ... on PanoramaPackageImportJob { clientToken }
  ... on CosBatchJob { clientRequestToken }
  ... on ImportExportJob { locationMessage carrier trackingNumber shippingAddress signature signatureFileContents manifestText artifacts { url } }
  ... on CodePipelineJob { artifactCredentials { sessionToken } continuationToken configuration { key value } }
`;
const describes = [
  'DescribePackageImportJob import-canary',
  `DescribeJob ${canaryIds.cos}`,
  'GetStatus IE1',
  `GetJobDetails ${canaryIds.pipeline}`,
];

function formatAll(fields: string): string {
  return `{ jobsById(ids: ${JSON.stringify(world.jobs.map(({ id }) => id))}) { id ${fields} } }`;
}

describe('a denied secret', () => {
  it('causes no call of its own: the facts that are kept suffice', async () => {
    const token = await gateway.token('job:read');
    await gateway.query(formatAll('providerJobId fetchedAt ... on CodePipelineJob { configuration { key } }'), {
      token,
    });
    world.reset();

    const answer = await gateway.query(formatAll(`providerJobId ${everySecret}`), { token });

    expect(world.calls()).toEqual([]);
    expect(answer.data).toMatchObject({ jobsById: world.jobs.map(({ id }) => ({ id })) });
    expect(new Set(answer.errors.map(({ extensions }) => extensions.code))).toEqual(
      new Set(['UNAUTHORIZED_FIELD_OR_TYPE']),
    );
  });

  it('is not read with the facts beside it either: what others then find is facts alone', async () => {
    const reader = await gateway.token('job:read');
    const keeper = await gateway.token('job:read', 'job:credentials', 'job:sensitive');
    await gateway.query(formatAll(`providerJobId ${everySecret}`), { token: reader });
    world.reset();

    await gateway.query(formatAll(everySecret), { token: keeper });

    expect(world.calls().toSorted()).toEqual([...describes].sort());
  });
});

describe('an allowed secret', () => {
  const all: readonly KnownScope[] = knownScopes;

  it('is read afresh each time, with the facts beside it by one call', async () => {
    const token = await gateway.token(...all);
    const document = formatAll(`providerJobId fetchedAt ${everySecret}`);

    const first = await gateway.query(document, { token });
    const again = await gateway.query(document, { token });

    expect(world.calls().toSorted()).toEqual([...describes, ...describes].sort());
    expect([first.errors, again.errors]).toEqual([[], []]);
    expect(JSON.stringify(again.data)).toContain(JSON.stringify(secretValues['ImportExportJob.trackingNumber']));
  });

  it('is read once for all who ask in one operation, by whatever name and door', async () => {
    const token = await gateway.token(...all);

    const answer = await gateway.query(
      `{
        importExportJob(jobId: "IE1") { status trackingNumber again: trackingNumber }
        other: importExportJob(source: "devices", jobId: "IE1") { signature }
        job(id: "devices:IE1") { ... on ImportExportJob { carrier } }
        _entities(representations: [{ __typename: "Job", id: "devices:IE1" }]) { ... on ImportExportJob { shippingAddress } }
      }`,
      { token },
    );

    expect(world.calls()).toEqual(['GetStatus IE1']);
    expect(answer.errors).toEqual([]);
    expect(answer.data).toMatchObject({ other: { signature: secretValues['ImportExportJob.signature'] } });
  });

  it('is left alone where @include and @skip leave it out', async () => {
    const token = await gateway.token(...all);
    await gateway.query('{ importExportJob(jobId: "IE1") { progressCode } }', { token });
    world.reset();

    const answer = await gateway.query(
      `query ($with: Boolean!, $without: Boolean!) {
        importExportJob(jobId: "IE1") { progressCode trackingNumber @include(if: $with) ... @skip(if: $without) { signature } }
      }`,
      { token, variables: { with: false, without: true } },
    );

    expect(answer.data).toEqual({ importExportJob: { progressCode: 'SuccessWithErrors' } });
    expect(answer.errors).toEqual([]);
    expect(world.calls()).toEqual([]);
  });
});

describe('the resolver of a guarded field', () => {
  /** Who asked, by `Type.field`. */
  let ran: string[];
  const spied = mapSchema(buildSubgraphSchema([{ typeDefs: readTypeDefs() }]), {
    [MapperKind.OBJECT_FIELD]: (config, fieldName, typeName) => {
      const run: GraphQLFieldResolver<unknown, unknown> = () => ran.push(`${typeName}.${fieldName}`);
      return { ...config, resolve: run, ...(typeName === 'Subscription' ? { subscribe: run } : {}) };
    },
  });
  const guarded = listObjectTypes(enforceScopes(spied)).flatMap((type) =>
    Object.values(type.getFields()).flatMap((field) => {
      const scopes = field.extensions.requiredScopes;
      return scopes === undefined ? [] : [{ name: `${type.name}.${field.name}`, field, scopes }];
    }),
  );
  const subsets = Array.from({ length: 2 ** knownScopes.length }, (_subset, bits) =>
    knownScopes.filter((_scope, index) => (bits >> index) % 2 === 1),
  );

  beforeEach(() => {
    ran = [];
  });

  it.each(guarded)('runs for those who hold its scopes, and for nobody else: $name', ({ name, field, scopes }) => {
    const doors = [field.resolve, field.subscribe].filter((door) => door !== undefined);
    const allowed = subsets.filter((held) =>
      scopes.some((all) => all.every((scope) => held.some((one) => one === scope))),
    );

    const outcomes = subsets.flatMap((held) =>
      doors.map((door) => {
        const viewer: Viewer = { kind: 'token', subject: 'ada', scopes: new Set(held), expiresAt: null };
        try {
          // The guard looks at the context alone.
          void door({}, {}, { viewer }, undefined as never);
          return held;
        } catch (error) {
          return (error as GraphQLError).extensions['code'];
        }
      }),
    );

    const expected = subsets.flatMap((held) =>
      doors.map(() => (allowed.includes(held) ? held : 'UNAUTHORIZED_FIELD_OR_TYPE')),
    );
    expect(outcomes).toEqual(expected);
    expect(ran).toEqual(Array(allowed.length * doors.length).fill(name));
  });
});
