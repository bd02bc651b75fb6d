import { makeExecutableSchema } from '@graphql-tools/schema';
import { getOperationAST, GraphQLError, parse, type ExecutionResult } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { createExecutor } from '../../src/operation/run/executor.ts';
import { createPlans } from '../../src/operation/run/plans.ts';
import { createRunDocument } from './run-document.ts';
import { subscribe, type Answers } from '../../src/operation/run/subscribe.ts';

const text = 'x'.repeat(10_000);
let reads = 0;
/** Its `text` is counted when it is read. */
const createItem = () => ({
  id: 'i',
  get text() {
    reads += 1;
    return text;
  },
});
const shared = createItem();
const alike = new Error('alike');

const schema = makeExecutableSchema({
  typeDefs: `
    type Item { id: ID! text: String! fails: Int }
    type Query { items: [Item!]! later: [Item] same: [Item]! texts: [String!]! failures: [Int] alike: [Int] waits: Item }
    type Subscription { item: Item }`,
  resolvers: {
    Item: {
      fails: () => {
        throw new Error('no');
      },
    },
    Query: {
      items: () => Array.from({ length: 1000 }, createItem),
      later: () => Array.from({ length: 1000 }, async () => Promise.resolve(createItem())),
      same: () => [shared, Promise.resolve(shared), shared],
      texts: () => Array.from({ length: 1000 }, () => text),
      failures: () => Array.from({ length: 1000 }, () => new Error('no')),
      alike: () => Array.from({ length: 1000 }, () => alike),
      waits: () => new Promise(() => undefined),
    },
    Subscription: {
      item: {
        subscribe: async function* () {
          yield* [{ item: createItem() }, { item: createItem() }];
        },
      },
    },
  },
});

const refusal = new GraphQLError('enough');

/** Room for so many bytes. */
function createRoom(bytes: number) {
  let reserved = 0;
  return {
    reserve: (more: number) => {
      reserved += more;
      if (reserved > bytes) throw refusal;
    },
    release: () => {
      reserved = 0;
    },
  };
}

async function run(query: string, bytes = 200_000): Promise<ExecutionResult> {
  return createRunDocument(schema)({
    document: parse(query),
    operationName: null,
    variables: {},
    contextValue: {},
    quota: createRoom(bytes),
  });
}

afterEach(() => {
  reads = 0;
});

describe('an answer for which there is no room', () => {
  it.each([
    ['of objects', '{ items { text } }'],
    ['of objects that come later', '{ later { text } }'],
    ['in one of several lists', '{ later { text } items { text } again: later { text } }'],
    ['beside a field that never comes', '{ waits { id } later { text } }'],
    ['in a document that is not kept', `{ ${'a'.repeat(9)}: items { ${many('text', 2500)} } }`],
  ])('is the refusal alone, and is not made further: %s', async (_what, query) => {
    expect(await run(query)).toEqual({ errors: [refusal] });
    expect(reads).toBeLessThan(2600);
  });

  it.each([
    ['of texts', '{ texts }'],
    ['of errors', '{ failures }'],
    ['of errors in objects', '{ items { id fails } }'],
    ['of names', '{ items { id __typename aVeryLongNameThatIsRepeatedInEachOfTheObjectsOfAList: id } }'],
  ])('is refused: %s', async (_what, query) => {
    expect(await run(query, 60_000)).toEqual({ errors: [refusal] });
  });

  it('is answered whole where there is just enough', async () => {
    const { data, errors } = await run('{ texts }', 1000 * (text.length + 4));

    expect([errors, (data?.['texts'] as unknown[]).length]).toEqual([undefined, 1000]);
  });
});

function many(name: string, count: number): string {
  return Array.from({ length: count }, (_value, index) => `f${index}: ${name}`).join(' ');
}

describe('what a list holds several times', () => {
  it('is completed once, and counted each time', async () => {
    const { data } = await run('{ same { id text } }');
    const [one, other, third] = data?.['same'] as readonly object[];

    expect(one).toEqual({ id: 'i', text });
    expect([other === one, third === one, reads]).toEqual([true, true, 1]);
    expect(await run('{ a: same { text } b: same { text } c: same { text } }', 70_000)).toEqual({ errors: [refusal] });
  });

  it('fails at each of its places', async () => {
    const { errors } = await run('{ same { id fails } }');

    expect(errors?.map(({ path }) => path)).toEqual([
      ['same', 0, 'fails'],
      ['same', 2, 'fails'],
      ['same', 1, 'fails'],
    ]);
  });
});

describe('what fails alike at many places', () => {
  it('is one error with a path for each', async () => {
    const { errors = [] } = await run('{ alike }', 10_000_000);

    expect(errors).toHaveLength(1000);
    expect(errors.every((error) => error instanceof GraphQLError && error.originalError === alike)).toBe(true);
    expect(JSON.parse(JSON.stringify([errors[0], errors[999]]))).toEqual([
      { message: 'alike', locations: [{ line: 1, column: 3 }], path: ['alike', 0] },
      { message: 'alike', locations: [{ line: 1, column: 3 }], path: ['alike', 999] },
    ]);
    // Where it lies in the document was worked out once.
    expect(new Set(errors.map(({ locations }) => locations)).size).toBe(1);
  });

  it('names the field that it stands for', async () => {
    const { errors = [] } = await run('{ one: alike other: alike }', 10_000_000);

    expect(errors.map(({ path, locations }) => [path?.[0], locations?.[0]?.column])).toEqual(
      errors.map((_error, index) => (index < 1000 ? ['one', 3] : ['other', 14])),
    );
  });
});

describe('the events of a subscription', () => {
  async function open(query: string, bytes: number) {
    let left = 0;
    const openQuota = () => {
      const { reserve } = createRoom(bytes);
      return {
        reserve,
        reserved: () => 0,
        release: () => {
          left += 1;
        },
      };
    };
    const document = parse(query);
    const operation = getOperationAST(document);
    if (!operation) throw new Error('no operation');
    const answers = await subscribe(
      { plan: createPlans(schema, document, operation)({}), variables: {}, contextValue: {} },
      {
        schema,
        execute: createExecutor(schema),
        openQuota,
        takeTurn: () => undefined,
        publish: (result) => result as never,
        joinGroup: () => undefined,
      },
    );
    return { answers: answers as Answers, left: () => left };
  }

  it('each have a room, until the next one is asked for', async () => {
    const { answers, left } = await open('subscription { item { id } }', 1000);

    expect(await answers.next()).toMatchObject({
      value: { answer: { result: { data: { item: { id: 'i' } } } } },
      done: false,
    });
    expect(left()).toBe(0);
    await answers.next();
    expect(left()).toBe(1);
    expect(await answers.next()).toEqual({ value: undefined, done: true });
    expect(left()).toBe(2);
  });

  it('are refused each for itself', async () => {
    const { answers, left } = await open(`subscription { item { ${many('text', 30)} } }`, 100_000);

    const refused = { value: { answer: { result: { errors: [refusal] } } }, done: false };
    expect(await answers.next()).toMatchObject(refused);
    expect(await answers.next()).toMatchObject(refused);
    await answers.return();
    expect(left()).toBe(2);
  });
});
