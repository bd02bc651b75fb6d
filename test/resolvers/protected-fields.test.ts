import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, type GraphQLError, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { enforceScopes } from '../../src/auth/scope-directives.ts';
import type { Viewer } from '../../src/auth/viewer.ts';
import { revealProtectedFields } from '../../src/resolvers/protected-fields.ts';
import { Secret } from '../../src/provider/contract/secret.ts';

const sdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requiresScopes"])
  type Query { job: Job }
  interface Job @key(fields: "id") { id: ID! }
  type Baking implements Job @key(fields: "id") {
    id: ID!
    recipe: String @requiresScopes(scopes: [["job:sensitive"]])
    ovens: [Oven!]
    notes: [Note!]
  }
  type Oven { name: String  command: [String!] @requiresScopes(scopes: [["job:credentials"]]) }
  type Note { text: String }`;

const schema = buildSubgraphSchema([{ typeDefs: parse(sdl) }]);
revealProtectedFields(schema);
const enforced = enforceScopes(schema);

const commands = (...values: readonly (readonly string[])[]): ReadonlyMap<string, Secret<unknown>> =>
  new Map(values.flatMap((value, position) => (value.length > 0 ? [[String(position), new Secret(value)]] : [])));

const baking = {
  __typename: 'Baking',
  id: 'kitchen:1',
  ovens: [{ name: 'upper' }, { name: 'cold' }, { name: 'upper' }] as readonly object[] | null,
  notes: [{ text: 'rises' }],
  secrets: { recipe: new Secret('flour'), 'ovens.command': commands(['bake', '--hot'], [], ['grill']) },
};

interface Answer {
  readonly data: unknown;
  readonly codes: readonly (readonly [string, unknown])[];
  readonly disclosed: readonly string[];
}

async function ask(source: string, scopes: readonly string[], job: object = baking): Promise<Answer> {
  const disclosed: string[] = [];
  const contextValue = {
    viewer: { kind: 'token', subject: 'baker', scopes: new Set(scopes), expiresAt: null } satisfies Viewer,
    noteDisclosure: (id: string, field: string) => disclosed.push(`${id} ${field}`),
  };
  const { data, errors = [] } = await graphql({ schema: enforced, source, rootValue: { job }, contextValue });
  const toCode = ({ path, extensions }: GraphQLError): readonly [string, unknown] => [
    path?.join('.') ?? '',
    extensions['code'],
  ];
  return { data: JSON.parse(JSON.stringify(data)) as unknown, codes: errors.map(toCode), disclosed };
}

const everything = '{ job { id ... on Baking { recipe notes { text } ovens { name command } } } }';

describe('protected fields of the objects in a job’s list', () => {
  it('are shown by their position to viewers with the scope, and each disclosure is recorded', async () => {
    const answer = await ask(everything, ['job:credentials']);

    expect(answer.data).toEqual({
      job: {
        id: 'kitchen:1',
        recipe: null,
        notes: [{ text: 'rises' }],
        ovens: [
          { name: 'upper', command: ['bake', '--hot'] },
          { name: 'cold', command: null },
          { name: 'upper', command: ['grill'] },
        ],
      },
    });
    expect(answer.codes).toEqual([['job.recipe', 'UNAUTHORIZED_FIELD_OR_TYPE']]);
    expect(answer.disclosed).toEqual(['kitchen:1 Oven.command', 'kitchen:1 Oven.command']);
  });

  it('are null for viewers without it, each with its error, and the objects stand', async () => {
    const answer = await ask('{ job { ... on Baking { ovens { name command } } } }', ['job:sensitive']);

    expect(answer.data).toEqual({
      job: { ovens: ['upper', 'cold', 'upper'].map((name) => ({ name, command: null })) },
    });
    expect(answer.codes.map(([path]) => path)).toEqual([0, 1, 2].map((index) => `job.ovens.${index}.command`));
    expect(answer.disclosed).toEqual([]);
  });

  it('are null where the answer has no secrets, and a list that is null stays null', async () => {
    const scopes = ['job:credentials'];

    const withoutSecrets = await ask('{ job { ... on Baking { ovens { command } } } }', scopes, {
      ...baking,
      secrets: {},
    });
    const withoutList = await ask('{ job { ... on Baking { ovens { command } } } }', scopes, {
      ...baking,
      ovens: null,
    });

    expect(withoutSecrets.data).toEqual({ job: { ovens: [0, 1, 2].map(() => ({ command: null })) } });
    expect(withoutList).toEqual({ data: { job: { ovens: null } }, codes: [], disclosed: [] });
  });
});
