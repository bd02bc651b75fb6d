import { Kind, parse, type DocumentNode } from 'graphql';
import { expect, it } from 'vitest';
import { createOperationMemory, createPreparedOperation } from '../../src/operation/prepared-operation.ts';
import { derive } from '../../src/operation/run/plan.ts';
import { createGatewaySchema } from '../../src/operation/schema.ts';
import { start } from '../federation/lab-world.ts';

const bound = 50_000_000;
const tokens = 305;

function createText(name: string): { readonly text: string; readonly document: DocumentNode } {
  const text = `query ${name} { ${'job '.repeat(300)} }`;
  return { text, document: parse(text) };
}

it('keeps operations and texts within one bound, and forgets the longest unused', () => {
  const memory = createOperationMemory();
  const first = createText('First');
  memory.keep(first.text, first.document, tokens);
  memory.registered.set('x', 'a text');

  expect([memory.registered.get('x'), memory.registered.get('y')]).toEqual(['a text', undefined]);
  for (let index = 0; index < 400; index += 1) {
    const { text, document } = createText(`Q${index}`);
    memory.keep(text, document, tokens).grow(60_000);
    memory.registered.set(String(index), 'y'.repeat(index));
  }

  expect(memory.bytes()).toBeLessThanOrEqual(bound);
  expect(memory.bytes()).toBeGreaterThan(bound / 2);
  expect(memory.find(first.text)).toBeUndefined();
  expect(memory.registered.get('x')).toBeUndefined();
  expect(memory.find(createText('Q399').text)).toBeDefined();
});

it('counts what is planned and derived of an operation, and forgets a text that it makes too large', () => {
  const memory = createOperationMemory();
  const text = '{ jobSources { name region } }';
  const document = parse(text);
  const { grow } = memory.keep(text, document, 7);
  const [definition] = document.definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  const { planOf } = createPreparedOperation(createGatewaySchema(), document, definition, grow);
  const before = memory.bytes();

  const [field] = planOf({}).rootSelection().fields;
  if (field === undefined) throw new Error('no field');
  const planned = memory.bytes();
  for (let time = 0; time < 2; time += 1) derive(field, 'key', () => ({}));
  const derived = memory.bytes();

  expect(planned - before).toBeGreaterThanOrEqual(300);
  expect(derived - planned).toBeGreaterThanOrEqual(1500);
  expect(derived - planned).toBeLessThan(3000);
  grow(bound);
  expect([memory.bytes(), memory.find(text)]).toEqual([0, undefined]);
});

it('counts nothing for a text that was forgotten', () => {
  const memory = createOperationMemory();
  const { text, document } = createText('Q');
  const { grow } = memory.keep(text, document, tokens);
  grow(bound);

  grow(1);
  expect(memory.bytes()).toBe(0);

  const again = memory.keep(text, document, tokens);
  const bytes = memory.bytes();
  grow(1);
  expect([memory.bytes(), memory.find(text)]).toEqual([bytes, again]);
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
