import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDemo, type Demo } from '../../emulators/demo/start.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { measureProcessorTime } from '../processor-time.ts';
import { measureMemory } from './collected-memory.ts';

const megabyte = 1_000_000;
let demo: Demo;
let gateway: GatewayUnderTest;
let memoryBefore: number;

beforeAll(async () => {
  demo = await startDemo();
  // With introspection: its own rules must hold too. What is loaded at the first request is no bomb's.
  gateway = await startGateway({ sources: demo.sources, server: { introspection: true } });
  await gateway.query('{ jobSources { name } }');
  memoryBefore = measureMemory();
});
afterAll(async () => {
  await gateway.close();
  await demo.close();
});
function repeat(count: number, toText: (index: number) => string): string {
  return Array.from({ length: count }, (_value, index) => toText(index)).join(' ');
}

const doubling = (type: string, last: string): string =>
  `${repeat(30, (index) => `fragment F${index} on ${type} { ...F${index + 1} ...F${index + 1} }`)} fragment F30 on ${type} { ${last} }`;

const nested = (open: string, close: string, depth: number): string => `${open.repeat(depth)}${close.repeat(depth)}`;

const bombs: readonly (readonly [string, () => string])[] = [
  ['fragments that unfold to 2^30 root fields', () => toBody(`{ ...F0 } ${doubling('Query', '__typename')}`)],
  [
    'fragments that unfold to 2^30 aliases',
    () => toBody(`{ jobSources { ...F0 } } ${doubling('JobSource', 'x: name')}`),
  ],
  [
    'fragments that unfold to 2^30 directives',
    () => toBody(`{ jobSources { ...F0 } } ${doubling('JobSource', 'name @skip(if: true)')}`),
  ],
  [
    'fragments in a circle',
    () => toBody('{ jobSources { ...A } } fragment A on JobSource { ...B } fragment B on JobSource { ...A }'),
  ],
  ['10,000 aliases', () => toBody(`{ ${repeat(10_000, (index) => `a${index}: __typename`)} }`)],
  ['300 aliases of a job', () => toBody(`{ ${repeat(300, (index) => `a${index}: job(id: "x") { id }`)} }`)],
  ['1,000 directives', () => toBody(`{ __typename ${'@include(if: true) '.repeat(500)} ${'@a '.repeat(500)} }`)],
  ['a field 3,000 times', () => toBody(`{ ${'__typename '.repeat(3000)} }`)],
  ['1,000 arguments', () => toBody(`{ job(${repeat(1000, (index) => `a${index}: 1`)}) { id } }`)],
  ['1,000 variables', () => toBody(`query (${repeat(1000, (index) => `$v${index}: ID`)}) { __typename }`)],
  ['1,000 operations', () => toBody(repeat(1000, (index) => `query Q${index} { __typename }`))],
  ['900,000 braces', () => toBody('{'.repeat(900_000))],
  ['900,000 brackets in a value', () => toBody(`{ job(id: ${'['.repeat(900_000)}`)],
  ['2,000 fields, each in the one before', () => toBody(nested('{ a ', '}', 1900))],
  ['lists in lists', () => toBody(`{ job(id: ${nested('[', ']', 1980)}) { id } }`)],
  ['maps in maps', () => toBody(`query ($f: JobFilter = ${nested('{a:', '}', 990)}) { __typename }`)],
  ['a type of lists', () => toBody(`query ($v: ${nested('[', ']', 1900)}) { __typename }`)],
  ['900,000 commas', () => toBody(`{${','.repeat(900_000)}`)],
  ['a comment of 900,000 characters and no operation', () => toBody(`#${'a'.repeat(900_000)}`)],
  ['a string of 900,000 characters that does not end', () => toBody(`{ job(id: "${'a'.repeat(900_000)}`)],
  ['a block string of 900,000 quotes', () => toBody(`{ job(id: """${'\\"""'.repeat(200_000)}`)],
  ['a number of 900,000 digits', () => toBody(`{ jobs(first: ${'9'.repeat(900_000)}) { nodes { id } } }`)],
  [
    'circular introspection',
    () => toBody(`{ __schema { types { ${'fields { type { '.repeat(30)} name ${'} }'.repeat(30)} } } }`),
  ],
  [
    'introspection that unfolds to 2^30',
    () => toBody(`{ __schema { types { ...F0 } } } ${doubling('__Type', 'x: name')}`),
  ],
  [
    'introspection by 40 aliases',
    () =>
      toBody(`{ ${repeat(40, (index) => `a${index}: __schema { types { name fields { name args { name } } } }`)} }`),
  ],
  [
    'a list of 150,000 ids',
    () => toBody('query ($ids: [ID!]!) { jobsById(ids: $ids) { id } }', `{"ids":[${'"a:b",'.repeat(150_000)}"a:b"]}`),
  ],
  [
    'variables 400,000 lists deep',
    () =>
      toBody(
        'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
        `{"r":${nested('[', ']', 400_000)}}`,
      ),
  ],
  [
    'variables 150,000 maps deep',
    () => toBody('{ __typename }', `{"r":${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}}`),
  ],
  [
    '100,000 variables of names that every object has',
    () =>
      toBody(
        'query ($id: ID!) { job(id: $id) { id } }',
        `{"id":{${repeat(60_000, (index) => `"__proto__${index}":1,`)}"toString":1}}`,
      ),
  ],
  [
    'an alias of 900,000 characters for each row',
    () => toBody(`{ jobs(first: 100) { nodes { ${'a'.repeat(900_000)}: id } } }`),
  ],
  ['a fragment of a name of 201 characters', () => toBody(`{ ...${'a'.repeat(201)} }`)],
  [
    '20,000 members of a filter that it does not have',
    () =>
      toBody(
        'query ($f: JobFilter) { jobs(filter: $f) { nodes { id } } }',
        `{"f":{${repeat(20_000, (index) => `"a${index}":1,`)}"b":1}}`,
      ),
  ],
  [
    '1,000 statuses of 800 characters',
    () =>
      toBody(
        'query ($s: [JobStatus!]) { jobs(filter: { statuses: $s }) { nodes { id } } }',
        JSON.stringify({ s: Array.from({ length: 1000 }, (_value, index) => `${index}${'x'.repeat(800)}`) }),
      ),
  ],
  ['900,000 brackets for a body', () => '['.repeat(900_000)],
  ['a body of lists in lists', () => nested('[', ']', 450_000)],
  ['a body of 10 MB', () => toBody('x'.repeat(10 * megabyte))],
];

function toBody(query: string, variables = '{}'): string {
  return `{"query":${JSON.stringify(query)},"variables":${variables}}`;
}

it.each(bombs)('%s: refused at once, in little memory, and nobody is called', async (_what, toText) => {
  const body = toText();
  let response: Refusal | undefined;

  const milliseconds = await measureProcessorTime(async () => {
    response = await send(body);
  });

  expect(response?.status).toBeGreaterThanOrEqual(400);
  expect(response?.status).toBeLessThan(500);
  expect(response?.codes).not.toEqual([]);
  expect(response?.codes).not.toContain('INTERNAL_SERVER_ERROR');
  expect(response?.size).toBeLessThan(20_000);
  // What goes off takes seconds at least.
  expect(milliseconds).toBeLessThan(1000);
  expect(measureMemory() - memoryBefore).toBeLessThan(50 * megabyte);
  expect(Object.values(demo.emulators).flatMap(({ calls }) => calls)).toEqual([]);
});

it('30 lists behind a cursor of 900,000 characters: little is answered, in little memory, and nobody is called', async () => {
  const lists = repeat(30, (index) => `a${index}: jobs(first: 100, after: $a) { nodes { id } }`);

  const response = await send(toBody(`query ($a: String) { ${lists} }`, JSON.stringify({ a: 'x'.repeat(900_000) })));

  expect(new Set(response.codes)).toEqual(new Set(['BAD_USER_INPUT']));
  expect(response.size).toBeLessThan(20_000);
  expect(measureMemory() - memoryBefore).toBeLessThan(50 * megabyte);
  expect(Object.values(demo.emulators).flatMap(({ calls }) => calls)).toEqual([]);
});

interface Refusal {
  /** In characters. */
  readonly size: number;
  readonly status: number;
  readonly codes: readonly string[];
}

async function send(body: string): Promise<Refusal> {
  const response = await fetch(gateway.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const text = await response.text();
  const { errors } = JSON.parse(text) as {
    readonly errors: readonly { readonly extensions: { readonly code: string } }[];
  };
  return { status: response.status, size: text.length, codes: errors.map(({ extensions }) => extensions.code) };
}
