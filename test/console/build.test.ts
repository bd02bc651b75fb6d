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

describe('the built console', () => {
  let files: ReadonlyMap<string, Buffer>;
  const readMap = (name: string) => JSON.parse(String(files.get(name))) as Record<string, string>;

  beforeAll(async () => {
    files = new Map((await buildConsole()).map(({ name, content }) => [name, Buffer.from(content)]));
  });

  it('has its script and style by their hash, each compressed twice', () => {
    const { script, style } = readMap('manifest.json');

    expect(script).toMatch(/^main-[\w-]+\.js$/);
    expect(style).toMatch(/^console-[\w-]+\.css$/);
    for (const name of [script!, style!]) {
      expect(gunzipSync(files.get(`${name}.gz`)!)).toEqual(files.get(name));
      expect(brotliDecompressSync(files.get(`${name}.br`)!)).toEqual(files.get(name));
    }
  });

  it('takes at most 60 kB compressed when it is opened, and 10 kB for each part that is loaded later', () => {
    const { script, style } = readMap('manifest.json');
    const first = [`${script!}.gz`, `${style!}.gz`];
    const sizeOf = (name: string) => files.get(name)!.length;
    const later = [...files.keys()].filter((name) => name.endsWith('.gz') && !first.includes(name));

    expect(first.map(sizeOf).reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(60 * 1024);
    expect(later.filter((name) => sizeOf(name) > 10 * 1024)).toEqual([]);
  });

  it('lists its operations by their SHA-256, and the schema answers each', () => {
    const operations = Object.entries(readMap('operations.json'));

    expect(operations.length).toBeGreaterThan(4);
    for (const [digest, text] of operations) {
      expect(createHash('sha256').update(text).digest('hex')).toBe(digest);
      expect(validate(schema, parse(text)), text).toEqual([]);
    }
  });
});
