/** docs/clients.md: its GraphQL is valid, its codes exist. That its TypeScript compiles: test/proofs/clients.proof.ts. */
import { readFileSync } from 'node:fs';
import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import * as client from '../../client/index.ts';
import { createGatewaySchema } from '../../src/operation/schema.ts';
import { blocks, page } from './page.ts';

const schema = createGatewaySchema();

describe('docs/clients.md', () => {
  it('shows valid GraphQL', () => {
    const documents = blocks.filter(({ language }) => language === 'graphql');

    expect(documents.length).toBeGreaterThan(3);
    expect(documents.flatMap(({ text }) => validate(schema, parse(text)))).toEqual([]);
  });

  it('names each file of TypeScript, so that it is compiled', () => {
    const files = blocks.filter(({ language }) => language === 'ts').map(({ file }) => file);

    expect(files.length).toBeGreaterThan(6);
    expect(files).not.toContain(undefined);
  });

  it('names codes that the gateway gives', () => {
    const errors = readFileSync('docs/observability.md', 'utf8');
    const codes = [...page.matchAll(/^\| ([A-Z_, ]+?)(?: \(HTTP \d+\))? +\|/gm)].flatMap(([, cell = '']) =>
      cell.split(', '),
    );

    expect(codes.length).toBeGreaterThan(12);
    expect(codes.filter((code) => !errors.includes(code))).toEqual([]);
  });

  it('names every document of the package', () => {
    const names = Object.keys(client).filter((name) => name.endsWith('Document'));

    expect(names.length).toBeGreaterThan(8);
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('the documents of the package', () => {
  it('are valid', () => {
    const texts = Object.values(client).filter((value) => typeof value === 'string');

    expect(texts.length).toBeGreaterThan(8);
    expect(texts.flatMap((text) => validate(schema, parse(text)))).toEqual([]);
  });
});
