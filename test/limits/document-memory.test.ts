import { Kind, parse, type DocumentNode } from 'graphql';
import { expect, it } from 'vitest';
import { createDocumentMemory } from '../../src/graph/document-memory.ts';
import { rememberOf } from '../../src/resolvers/remembered-fields.ts';
import { start } from '../federation/lab-world.ts';

const bound = 50_000_000;

function createDocument(name: string): DocumentNode {
  return parse(`query ${name} { ${'job '.repeat(300)} }`);
}

it('keeps documents, texts and what was prepared within one bound, and forgets the longest unused', async () => {
  const memory = createDocumentMemory();
  const [registered, admitted] = [memory.createTexts('registered'), memory.createTexts('admitted')];
  const first = createDocument('First');
  await memory.documents.set('first', first);
  registered.set('x', 'a text');

  expect([registered.get('x'), admitted.get('x')]).toEqual(['a text', undefined]);
  for (let index = 0; index < 400; index += 1) {
    const document = createDocument(`Q${index}`);
    await memory.documents.set(String(index), document);
    memory.countPrepared(document, 200);
    admitted.set('y'.repeat(index), '');
  }

  expect(memory.bytes()).toBeLessThanOrEqual(bound);
  expect(memory.bytes()).toBeGreaterThan(bound / 2);
  expect(await memory.documents.get('first')).toBeUndefined();
  expect(registered.get('x')).toBeUndefined();
  expect(await memory.documents.get('399')).toBeDefined();
});

it('counts what is remembered of a document’s fields, and forgets a document that it makes too large', async () => {
  const memory = createDocumentMemory();
  const document = createDocument('Q');
  await memory.documents.set('q', document);
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  const fields = operation.selectionSet.selections.filter((selection) => selection.kind === Kind.FIELD);
  const before = memory.bytes();

  for (const field of fields.slice(0, 10)) rememberOf(operation, [field], 'key', () => ({}));
  const grown = memory.bytes();
  for (const field of fields.slice(0, 10)) rememberOf(operation, [field], 'key', () => ({}));

  expect(grown - before).toBeGreaterThanOrEqual(15_000);
  expect(memory.bytes()).toBe(grown);
  memory.countPrepared(document, 100_000);
  expect([memory.bytes(), await memory.documents.get('q')]).toEqual([0, undefined]);
});

it('finds out nothing of a root field that the viewer may not ask', async () => {
  const { emulator, gateway } = await start({ limits: { jobsPerOperation: 1, upstreamCalls: 1, answerFields: 1 } });
  const token = await gateway.token('job:sensitive');
  const document = `query ($r: [_Any!]!) { jobsById(ids: ["lab:job-1", "lab:job-2"]) { id status }
    jobs { nodes { id status } } _entities(representations: $r) { ... on Job { id } } }`;
  const r = ['lab:job-1', 'lab:job-2'].map((id) => ({ __typename: 'Job', id }));

  const { status, errors } = await gateway.query(document, { token, variables: { r } });

  // Whoever may ask is told of the limits.
  expect([status, new Set(errors.map(({ extensions }) => extensions.code))]).toEqual([
    200,
    new Set(['UNAUTHORIZED_FIELD_OR_TYPE']),
  ]);
  expect((await gateway.query(document, { variables: { r } })).status).toBe(400);
  expect(emulator.calls).toEqual([]);
});

it('finds a document by its text as long as it is kept', async () => {
  const memory = createDocumentMemory();
  const [first, second] = [parse('query A { a }'), parse('query B { b }')];
  await memory.documents.set('first', first);
  await memory.documents.set('second', second);
  memory.countPrepared(first, 1);

  expect(memory.find('query A { a }')).toBe(first);
  expect(memory.find('query B { b }')).toBe(second);
  expect(memory.find('query C { c }')).toBeUndefined();

  await memory.documents.delete('first');
  memory.countPrepared(second, bound);

  expect(memory.find('query A { a }')).toBeUndefined();
  expect(memory.find('query B { b }')).toBeUndefined();
});
