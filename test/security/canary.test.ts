import { inspect } from 'node:util';
import { getNamedType, isAbstractType, isObjectType, type GraphQLObjectType, type GraphQLOutputType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knownScopes } from '../../src/auth/viewer.ts';
import { parseConfig, type Config } from '../../src/config/load.ts';
import { findProvider } from '../../src/providers.ts';
import { createGatewaySchema } from '../../src/operation/schema.ts';
import { createLocalStores } from '../../src/operation/stores.ts';
import { Secret } from '../../src/provider/contract/secret.ts';
import type { FactStore, Stored } from '../../src/jobs/reading/fact-store.ts';
import type { Provider } from '../../src/provider/contract/provider.ts';
import { createSource, type Source } from '../../src/jobs/source.ts';
import { createYielder } from '../../src/calls/yielder.ts';
import { startGateway, type GatewayUnderTest, type GraphQLAnswer } from '../gateway.ts';
import { marker, startCanaryWorld, type CanaryJob, type CanaryWorld } from './canary-world.ts';
import { formatSecretsOf, isProtecting, listProtectedPaths } from './protected-fields.ts';

const schema = createGatewaySchema();
/** Everything that a client can ask to be told beside the answer: a trace, and what it cost. */
const headers = { 'apollo-federation-include-trace': 'ftv1', 'jobgraph-explain': '1' };

let world: CanaryWorld;
let gateway: GatewayUnderTest;

beforeAll(async () => {
  world = await startCanaryWorld();
  gateway = await startGateway({ sources: world.sources, random: () => 0, breaker: { failures: 1000 } });
});

afterAll(async () => {
  await gateway.close();
  await world.close();
});

/** Every field of the type that `job:read` opens, as deep as they go. */
function formatOpenFields(type: GraphQLObjectType): string {
  return Object.values(type.getFields())
    .filter((field) => !isProtecting(field.extensions.requiredScopes))
    .map(({ name, type: fieldType }) => `${name}${formatInner(fieldType)}`)
    .join(' ');
}

function formatInner(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (isObjectType(named)) return ` { ${formatOpenFields(named)} }`;
  if (!isAbstractType(named)) return '';
  return ` { ${schema
    .getPossibleTypes(named)
    .map((inner) => `... on ${inner.name} { ${formatOpenFields(inner)} }`)
    .join(' ')} }`;
}

/** What stands beside the data: errors and extensions, the trace decoded. */
function formatBesides({ errors, extensions, headers: answered }: GraphQLAnswer): string {
  const trace = Buffer.from((extensions?.['ftv1'] as string | undefined) ?? '', 'base64').toString('latin1');
  return JSON.stringify({ errors, extensions, headers: [...answered], trace });
}

const allScopes = knownScopes;
const subsets = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => allScopes.filter((_scope, index) => (bits >> index) % 2 === 1));

describe('the marker that stands in every secret', () => {
  it('is in the data of those who may see it, and in nothing beside the data', async () => {
    const token = await gateway.token(...allScopes);

    const answers = await Promise.all(
      world.allJobs.map((job) =>
        gateway.query(`{ job(id: "${job.id}") { id ${formatSecretsOf(schema, job)} } }`, { token, headers }),
      ),
    );

    for (const [index, answer] of answers.entries()) {
      const besides = formatBesides(answer);
      expect(JSON.stringify(answer.data)).toContain(marker);
      expect(besides).not.toContain(marker);
      // The trace is there, and names the fields that are protected.
      const names = listProtectedPaths(schema)
        .filter(({ typeName }) => typeName === world.allJobs[index]?.typeName)
        .map(({ steps }) => steps[0]?.name ?? '');
      expect(names.filter((name) => !besides.includes(name))).toEqual([]);
      expect(names.length).toBeGreaterThan(0);
      expect(answer.extensions).toHaveProperty('upstream');
    }
  });

  it.each(subsets.map((scopes) => ({ name: scopes.join(' ') || 'no scope', scopes })))(
    'is nowhere in an answer of open fields alone, whoever asks for all of them: $name',
    async ({ scopes }) => {
      const token = await gateway.token(...scopes);
      const answers = await Promise.all(
        world.allJobs.map(({ id, typeName }) => {
          const fields = formatOpenFields(schema.getType(typeName) as GraphQLObjectType);
          return gateway.query(`{ job(id: "${id}") { ... on ${typeName} { ${fields} } } }`, { token, headers });
        }),
      );

      for (const answer of answers) {
        expect(answer.status).toBe(200);
        expect(JSON.stringify(answer.data) + formatBesides(answer)).not.toContain(marker);
      }
    },
  );

  it.each(subsets.map((scopes) => ({ name: scopes.join(' ') || 'no scope', scopes })))(
    'is in no error, however a provider words its own: $name',
    async ({ scopes }) => {
      const token = await gateway.token(...scopes);
      const fields =
        'status ... on ImportExportJob { trackingNumber } ... on CodePipelineJob { actionExecution { status } }';

      const answers = await Promise.all([
        ...world.failingIds.map((id) => gateway.query(`{ job(id: "${id}") { ${fields} } }`, { token, headers })),
        gateway.query(`{ jobsById(ids: ${JSON.stringify(world.failingIds)}) { ${fields} } }`, { token, headers }),
        gateway.query(`{ job(id: "${world.jobs[3]?.id ?? ''}") { ${fields} } }`, { token, headers }),
      ]);

      for (const answer of answers) {
        expect(answer.errors.length).toBeGreaterThan(0);
        expect(JSON.stringify(answer.data) + formatBesides(answer)).not.toContain(marker);
      }
      const codes = new Set(answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code)));
      expect(codes.has('INTERNAL_SERVER_ERROR')).toBe(false);
      expect(codes.size).toBeGreaterThan(scopes.includes('job:read') ? 5 : 0);
    },
  );

  it('is in no line of the log, in none of the numbers, and in no print of the gateway', async () => {
    const token = await gateway.token(...allScopes);
    await gateway.query(
      `query ($id: ID!) { job(id: $id) { ${world.jobs.map((job) => formatSecretsOf(schema, job)).join(' ')} } }`,
      {
        token,
        headers,
        variables: { id: `devices:${marker}` },
      },
    );

    const numbers = await fetch(new URL('/metrics', gateway.url)).then((response) => response.text());
    // The schema alone prints as millions of lines from a certain depth on; it was there before any secret was.
    const { schema: _schema, ...rest } = gateway.server.gateway;
    const printed = inspect(rest, { depth: 12, showHidden: true });
    const logged = gateway.logs.join('');

    expect(logged).toContain('secrets disclosed');
    expect(logged).not.toContain(marker);
    expect(logged).not.toContain(token);
    expect(numbers).not.toContain(marker);
    expect(printed).toContain('createOperation');
    expect(printed).not.toContain(marker);
  });
});

describe('what a source keeps', () => {
  const everySecret = new Set(listProtectedPaths(schema).map(({ steps }) => steps.map(({ name }) => name).join('.')));

  async function withSource<T>(
    job: CanaryJob,
    use: (source: Source, kept: Map<string, Stored>) => Promise<T>,
  ): Promise<T> {
    const config = parseConfig({ auth: { mode: 'none' }, sources: world.sources });
    const kept = new Map<string, Stored>();
    const source = openSource(config, job, kept);
    try {
      return await use(source, kept);
    } finally {
      await source.close();
    }
  }

  function openSource(config: Config, job: CanaryJob, kept: Map<string, Stored>): Source {
    const [settings] = config.sources.filter(({ name }) => job.id.startsWith(`${name}:`));
    if (settings === undefined) throw new Error(`No source for ${job.id}.`);
    const stores = createLocalStores(config, Date.now);
    const spied: FactStore = {
      ...stores.facts,
      set: (id, stored) => {
        kept.set(id, stored);
        stores.facts.set(id, stored);
      },
    };
    return createSource(findProvider(settings.provider) as Provider, settings, {
      stores: { ...stores, facts: spied },
      yielder: createYielder(),
      now: Date.now,
      monotonic: Date.now,
      random: () => 0,
    });
  }

  it.each(Object.keys(Object.groupBy(listProtectedPaths(schema), ({ typeName }) => typeName)))(
    'of %s is facts alone',
    async (typeName) => {
      const [job] = world.allJobs.filter((candidate) => candidate.typeName === typeName);
      if (job === undefined) throw new Error(`The world must hold a job of ${typeName}.`);
      const key = job.id.slice(job.id.indexOf(':') + 1);

      await withSource(job, async ({ reader }, kept) => {
        const context = { requester: 'ada', operation: {}, signal: new AbortController().signal };
        const record = await reader.read({ key, facts: new Set(['status', '*']), secrets: everySecret }, context);

        expect(listIn(record.secrets).some((value) => value instanceof Secret)).toBe(true);
        expect(inspect(record, { depth: 12, showHidden: true, getters: true })).not.toContain(marker);
        expect([...kept.keys()]).toEqual([job.id]);
        expect(listIn(kept)).toContain(record.facts.providerJobId);
        expect(
          listIn(kept).filter(
            (value) => value instanceof Secret || (typeof value === 'string' && value.includes(marker)),
          ),
        ).toEqual([]);
      });
    },
  );
});

/** Every value inside, hidden members, maps and sets included. */
function listIn(value: unknown, seen: Set<unknown> = new Set()): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [value];
  if (seen.has(value)) return [];
  seen.add(value);
  const members = Reflect.ownKeys(value).map((key) => (value as Readonly<Record<PropertyKey, unknown>>)[key]);
  const entries: readonly unknown[] =
    value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)].flat() : [];
  return [value, ...[...members, ...entries].flatMap((member) => listIn(member, seen))];
}
