import { createHash } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { buildSchema, parse, validate } from 'graphql';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildConsole } from '../../bin/build-console.ts';

const schema = buildSchema(
  readFileSync(new URL('../../schema/snapshot/jobgraph.graphql', import.meta.url), 'utf8').replace(
    /^extend schema[^)]*\)$/m,
    '',
  ),
  { assumeValid: true },
);

interface Manifest {
  readonly script: string;
  readonly style: string;
  /** By the name of their module. */
  readonly parts: Readonly<Record<string, string>>;
}

describe('the built console', () => {
  let files: ReadonlyMap<string, Buffer>;
  const readJson = (name: string) => JSON.parse(String(files.get(name))) as unknown;
  const readManifest = () => readJson('manifest.json') as Manifest;
  const sizeOf = (name: string) => files.get(`${name}.gz`)!.length;

  beforeAll(async () => {
    files = new Map((await buildConsole()).map(({ name, content }) => [name, Buffer.from(content)]));
  });

  it('has its script and style by their hash, each compressed twice', () => {
    const { script, style } = readManifest();

    expect(script).toMatch(/^main-[\w-]+\.js$/);
    expect(style).toMatch(/^console-[\w-]+\.css$/);
    for (const name of [script, style]) {
      expect(gunzipSync(files.get(`${name}.gz`)!)).toEqual(files.get(name));
      expect(brotliDecompressSync(files.get(`${name}.br`)!)).toEqual(files.get(name));
    }
  });

  it('takes at most 60 kB compressed before the first rows: one script and one style sheet', () => {
    const { script, style } = readManifest();

    expect(sizeOf(script) + sizeOf(style)).toBeLessThanOrEqual(60 * 1024);
    // Nothing else is loaded with it.
    expect(String(files.get(script))).not.toMatch(/\bfrom *["']\.\/|\bimport *["']/);
  });

  it('has the rest in parts that are loaded by need, at most 16 kB each, and 120 kB in all', () => {
    const { script, style, parts } = readManifest();
    const names = Object.keys(parts);

    expect(names).toEqual(
      expect.arrayContaining(['detail-panel', 'log-pane', 'oidc', 'sign-in-dialog', 'sources-view', 'time-chart']),
    );
    expect(names.filter((name) => sizeOf(parts[name]!) > 16 * 1024)).toEqual([]);
    const all = [script, style, ...Object.values(parts)];
    expect(all.map(sizeOf).reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(120 * 1024);
    expect([...files.keys()].filter((name) => /\.(?:js|css)$/.test(name)).toSorted()).toEqual(all.toSorted());
  });

  it('has each operation in the part that sends it', () => {
    const { script, parts } = readManifest();
    const holds = (name: string, operation: string) => String(files.get(name)).includes(`query ${operation}`);

    expect(holds(script, 'ConsoleJobs(')).toBe(true);
    expect(holds(script, 'ConsoleJobDetail(')).toBe(false);
    expect(holds(parts['detail-panel']!, 'ConsoleJobDetail(')).toBe(true);
  });

  it('lists its operations by their SHA-256, and the schema answers each', () => {
    const operations = Object.entries(readJson('operations.json') as Record<string, string>);

    expect(operations.length).toBeGreaterThan(4);
    for (const [digest, text] of operations) {
      expect(createHash('sha256').update(text).digest('hex')).toBe(digest);
      expect(validate(schema, parse(text)), text).toEqual([]);
    }
  });
});
