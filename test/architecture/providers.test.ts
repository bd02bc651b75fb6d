import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { providers } from '../../src/providers.ts';
import { isNone, type ProviderUnderTest } from '../conformance/provider-under-test.ts';

const datasources = new URL('../../src/datasources/', import.meta.url);
const schema = new URL('../../schema/', import.meta.url);
const kits = new URL('../datasources/', import.meta.url);
const emulators = new URL('../../emulators/', import.meta.url);
const parts = ['adapter', 'index', 'mapping', 'settings', 'wire'];
const emulatorParts = ['demo-world', 'emulator'];

const folders = readdirSync(datasources, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

function read(file: string): string {
  return readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
}

describe('providers', () => {
  it.each(folders)('%s has the files that every provider has', (folder) => {
    const missing = parts.filter((part) => !existsSync(new URL(`${folder}/${part}.ts`, datasources)));

    expect(missing).toEqual([]);
  });

  it.each(folders)('%s has its emulator and its part of the demo', (folder) => {
    const missing = emulatorParts.filter((part) => !existsSync(new URL(`${folder}/${part}.ts`, emulators)));

    expect(missing).toEqual([]);
  });

  it.each(folders)('%s gives its file to the conformance kit', (folder) => {
    const files = ['under-test.ts', 'conformance.test.ts'].map((file) => new URL(`${folder}/${file}`, kits));

    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  it.each(providers)('$name says what its rows show in the console, if it has a list', async ({ name, typeName }) => {
    const kit = (await import(`../datasources/${name}/under-test.ts`)) as Readonly<Record<string, ProviderUnderTest>>;
    const isInConsole = read('console/src/list/list.graphql').includes(`... on ${typeName} {`);

    expect({ isInConsole }).toEqual({ isInConsole: !isNone(kit[name]?.lists ?? { none: '' }) });
  });

  it.each(providers)('$name is named in the documents', ({ name, typeName }) => {
    expect(read('README.md')).toMatch(new RegExp(`^\\| .* \\| .* \\| \`${typeName}\` +\\|$`, 'm'));
    expect(read('docs/permissions.md')).toMatch(new RegExp(`deploy/permissions/${name}\\.(?:json|yaml|md)`));
  });

  it('are registered under the names of their folders, and no others', () => {
    expect(providers.map(({ name }) => name).sort()).toEqual(folders.sort());
  });

  it.each(folders)('%s has its part of the graph', (folder) => {
    expect(existsSync(new URL(`${folder}.graphql`, schema))).toBe(true);
  });
});
