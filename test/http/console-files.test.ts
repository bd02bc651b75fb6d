/** Where the console's files come from, in packages of a few stand-ins. */
import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import { createFileFinder, findFiles } from '../../src/transports/pages/console/files.ts';

/** Seconds, of the sources and of what is built of them. */
const [earlier, later] = [1_000, 2_000];

const builder = `export const buildConsole = async () => [{ name: 'main.js', content: Buffer.from('made') }];`;
const unfit = `import 'a-package-that-is-not-installed';\n${builder}`;

/** Finds the files of a package with these, as old as they say. */
function find(files: Readonly<Record<string, readonly [content: string, modified: number]>>) {
  const root = mkdtempSync(join(inject('scratchFolder'), 'package-'));
  for (const [name, [content, modified]] of Object.entries(files)) {
    const file = join(root, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    utimesSync(file, modified, modified);
  }
  // A folder is as old as its newest entry.
  for (const folder of ['console', 'console/src'])
    if (files['console/src/main.tsx']) utimesSync(join(root, folder), earlier, earlier);
  return createFileFinder(pathToFileURL(`${root}/`))();
}

async function listContents(files: ReturnType<typeof find>): Promise<unknown> {
  return (await files)?.map(({ name, content }) => [name, String(content)]);
}

const built = (modified: number) =>
  ({
    'dist/console/main.js': ['built', modified],
    'dist/console/manifest.json': ['{}', modified],
  }) as const;
const readyMade = [
  ['main.js', 'built'],
  ['manifest.json', '{}'],
];
const madeNow = [['main.js', 'made']];

describe('the files of the console', () => {
  it('are those of dist/console, without the sources or newer than those', async () => {
    const sources = { 'console/src/main.tsx': ['', earlier], 'bin/build-console.ts': [builder, earlier] } as const;

    expect(await listContents(find(built(later)))).toEqual(readyMade);
    expect(await listContents(find({ ...built(later), ...sources }))).toEqual(readyMade);
  });

  it('are built in memory where dist/console is missing, or older than a source', async () => {
    const sources = { 'console/src/main.tsx': ['', later], 'bin/build-console.ts': [builder, earlier] } as const;

    expect(await listContents(find(sources))).toEqual(madeNow);
    expect(await listContents(find({ ...built(earlier), ...sources }))).toEqual(madeNow);
  });

  it('are those of an old build, or none, without the packages to build them', async () => {
    const sources = { 'console/src/main.tsx': ['', later], 'bin/build-console.ts': [unfit, earlier] } as const;

    expect(await listContents(find({ ...built(earlier), ...sources }))).toEqual(readyMade);
    expect(await listContents(find(sources))).toBeUndefined();
    expect(await listContents(find({}))).toBeUndefined();
  });

  it('are not found if their build fails', async () => {
    const failing = `export const buildConsole = async () => { throw new Error('no such import'); };`;

    await expect(
      find({ 'console/src/main.tsx': ['', later], 'bin/build-console.ts': [failing, earlier] }),
    ).rejects.toThrow('no such import');
  });

  it('of this checkout hold a page’s script, its style, and what it may ask', async () => {
    const names = (await findFiles())?.map(({ name }) => name);

    expect(names).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^main-[\w-]+\.js$/),
        expect.stringMatching(/^console-[\w-]+\.css$/),
        'manifest.json',
        'operations.json',
      ]),
    );
  });
});
