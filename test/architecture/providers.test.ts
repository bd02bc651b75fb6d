import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { providers } from '../../src/providers.ts';

const datasources = new URL('../../src/datasources/', import.meta.url);
const schema = new URL('../../schema/', import.meta.url);
const kits = new URL('../datasources/', import.meta.url);
const parts = ['adapter', 'demo-world', 'emulator', 'index', 'mapping', 'settings', 'wire'];

const folders = readdirSync(datasources, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe('providers', () => {
  it.each(folders)('%s has the files that every provider has', (folder) => {
    const missing = parts.filter((part) => !existsSync(new URL(`${folder}/${part}.ts`, datasources)));

    expect(missing).toEqual([]);
  });

  it.each(folders)('%s gives its file to the conformance kit', (folder) => {
    const files = ['under-test.ts', 'conformance.test.ts'].map((file) => new URL(`${folder}/${file}`, kits));

    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  it('are registered under the names of their folders, and no others', () => {
    expect(providers.map(({ name }) => name).sort()).toEqual(folders.sort());
  });

  it.each(folders)('%s has its part of the graph', (folder) => {
    expect(existsSync(new URL(`${folder}.graphql`, schema))).toBe(true);
  });
});
