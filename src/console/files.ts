/**
 * The console's files: what `npm run build` left in dist/console, or, in a checkout where that is missing or older than its
 * sources, what is built in memory when the page is first asked for.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { packageFile } from '../package-files.ts';

/** A file of dist/console by its name in that folder. */
export interface BuiltFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** Finds the files. Undefined where there are none, and nothing to build them with. */
export type FindFiles = () => Promise<readonly BuiltFile[] | undefined>;

/** What `bin/build-console.ts` exports. */
interface Builder {
  readonly buildConsole: () => Promise<readonly BuiltFile[]>;
}

const built = packageFile('dist/console/');
const sources = packageFile('console/');
const builder = packageFile('bin/build-console.ts');

export const findFiles: FindFiles = async () => {
  const isBuilt = existsSync(new URL('manifest.json', built));
  if (isBuilt && !isOlderThanSources()) return readBuilt();
  const made = await buildInMemory();
  if (made !== undefined) return made;
  return isBuilt ? readBuilt() : undefined;
};

/** False for a package without the sources. */
function isOlderThanSources(): boolean {
  if (!existsSync(sources)) return false;
  const { mtimeMs } = statSync(new URL('manifest.json', built));
  const names = readdirSync(sources, { recursive: true, encoding: 'utf8' });
  return names.some((name) => statSync(`${fileURLToPath(sources)}${name}`).mtimeMs > mtimeMs);
}

async function readBuilt(): Promise<readonly BuiltFile[]> {
  const names = await readdir(built);
  return Promise.all(names.map(async (name) => ({ name, content: await readFile(new URL(name, built)) })));
}

/** Undefined in a package, and in an installation without the packages that only a build needs. */
async function buildInMemory(): Promise<readonly BuiltFile[] | undefined> {
  if (!existsSync(builder) || !existsSync(sources)) return undefined;
  try {
    const { buildConsole } = (await import(builder.href)) as Builder;
    return await buildConsole();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
