/** Every operation that a document shows is one of the graph. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { buildSchema, Kind, parse, validate, type DocumentNode } from 'graphql';
import { expect, it } from 'vitest';

const pages = execFileSync('git', ['ls-files', 'README.md', 'docs/*.md'], { encoding: 'utf8' }).trim().split('\n');
const schema = buildSchema(readFileSync('schema/snapshot/api.graphql', 'utf8'));

const isOperation = ({ definitions }: DocumentNode): boolean =>
  definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION);

const operations = pages.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/^ *```graphql\n(.+?)^ *```$/gms)]
    .map(([, text = '']) => [page, parse(text)] as const)
    .filter(([, document]) => isOperation(document)),
);

it.each(operations)('%s shows a sound operation', (_, document) => {
  expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
});

it('the documents show operations', () => {
  expect(new Set(operations.map(([page]) => page))).toEqual(new Set(['README.md', 'docs/clients.md', 'docs/logs.md']));
});
