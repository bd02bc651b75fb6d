/** The rooms of src: each stands in the list, has a README, is on the map, and uses only what stands above it. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { beforeAll, describe, expect, it } from 'vitest';
import { rooms, toPath, type Room } from '../../rooms.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const src = join(root, 'src');
const options = await extractDepcruiseOptions(`${root}.dependency-cruiser.mjs`);
const folders = readdirSync(src, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
/** Rooms inside rooms, `operation/run`. */
const inner = rooms.map(({ name }) => name).filter((name) => name.includes('/'));
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const map = readFileSync(join(root, 'docs/architecture.md'), 'utf8');

/** A file of the room; the first of the loose ones, where they are a room. */
function toFile({ name, path }: Room): string {
  if (path === undefined) return `src/${name}/seed.ts`;
  return path
    .replace(/\(([^|)]+)[^)]*\)/, '$1')
    .replace('.*', 'seed')
    .replace('[^/]+', 'seed')
    .replace('\\.ts', '.ts');
}

/** For each room, the one lowest in the list that it may not use. */
const forbidden = rooms.flatMap((room) => {
  const other = rooms.findLast(({ name }) => name !== room.name && !room.uses.includes(name));
  return other === undefined ? [] : [[room.name, other.name, toFile(room), toFile(other)] as const];
});

const seed = 'export type Seed = string;\n';

/** A file that imports the other one. */
function toSeed(from: string, to: string): readonly [string, string] {
  const path = posix.relative(posix.dirname(from), to);
  return [
    from,
    `import type { Seed as Other } from '${path.startsWith('.') ? path : `./${path}`}';\n${seed}export type Known = Other;\n`,
  ];
}

/** The broken rules in a tree of these files. */
async function listBroken(tree: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'jobgraph-'));
  try {
    for (const [file, text] of Object.entries(tree)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const { output } = await cruise(['src'], { ...options, baseDir: folder, validate: true });
    return (output as ICruiseResult).summary.violations.map(({ rule }) => rule.name);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the rooms of src', () => {
  it.each([...folders, ...inner])('%s stands in the list, on the map, and has a README', (name) => {
    const readme = readFileSync(join(src, name, 'README.md'), 'utf8');

    expect(rooms.map((room) => room.name).some((room) => room === name || room.startsWith(`${name}/`))).toBe(true);
    expect(map.includes(`\`${name}\``) || map.includes(`\`${name}/`)).toBe(true);
    expect(readme.trim().split('\n').length).toBeLessThanOrEqual(8);
  });

  it('are all there are: every file belongs to one, at most 14 have a folder in src, and at most 4 files are loose', () => {
    const roomsOf = (file: string): number =>
      rooms.filter((room) => new RegExp(toPath(room)).test(`src/${file}`)).length;

    expect(files.length).toBeGreaterThan(200);
    expect(files.filter((file) => roomsOf(file) !== 1)).toEqual([]);
    expect(files.filter((file) => !file.includes('/')).length).toBeLessThanOrEqual(4);
    expect(folders.length).toBeLessThanOrEqual(14);
  });

  it('of one folder stand together, so that no two folders need each other', () => {
    const folderOf = rooms.map(({ name }) => name.split('/')[0]);
    const begun = folderOf.filter((folder, index) => folder !== folderOf[index - 1]);

    expect(begun).toEqual([...new Set(begun)]);
  });

  it('use only rooms that stand above them, so that no two need each other', () => {
    const backward = rooms.flatMap(({ name, uses }, index) => {
      const above = rooms.slice(0, index).map((room) => room.name);
      return uses.filter((used) => !above.includes(used)).map((used) => `${name} → ${used}`);
    });

    expect(backward).toEqual([]);
  });

  describe('may not use what the list does not name', () => {
    let broken: readonly string[];

    // One tree in which each room has one such import: a tree for each would take ten times as long.
    beforeAll(async () => {
      const used = forbidden.map(([, , , to]) => [to, seed] as const);
      const using = forbidden.map(([, , from, to]) => toSeed(from, to));
      broken = await listBroken(Object.fromEntries([...used, ...using]));
    });

    it.each(forbidden)('%s may not use %s: dependency-cruiser says so', (name) => {
      expect(forbidden.length).toBeGreaterThan(20);
      expect(broken).toContain(`room-${name}`);
    });
  });
});
