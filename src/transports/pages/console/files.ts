/**
 * The console's files: those that `npm run build` left in dist/console. In a checkout where these are missing or older
 * than their sources, the files are built in memory when the page is first requested.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { packageFile } from '../../../package-files.ts';
import { toSystemCode } from '../../../platform/system-code.ts';

/** A file of dist/console by its name in that folder. */
export interface BuiltFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** Finds the files. Undefined if no files exist and they cannot be built. */
export type FindFiles = () => Promise<readonly BuiltFile[] | undefined>;

/** The exports of `bin/build-console.ts`. */
interface Builder {
  readonly buildConsole: () => Promise<readonly BuiltFile[]>;
}

/** @param root the package's folder */
export function createFileFinder(root: URL): FindFiles {
  const built = new URL('dist/console/', root);
  const sources = new URL('console/', root);
  const builder = new URL('bin/build-console.ts', root);
  return async () => {
    const isBuilt = existsSync(new URL('manifest.json', built));
    if (isBuilt && !isOlder(new URL('manifest.json', built), sources)) return readFiles(built);
    const made = existsSync(sources) ? await buildInMemory(builder) : undefined;
    return made === undefined && isBuilt ? readFiles(built) : made;
  };
}

/** Finds the files of this package. */
export const findFiles: FindFiles = createFileFinder(packageFile('./'));

/** Whether the file is older than one in the folder. False without the folder. */
function isOlder(file: URL, folder: URL): boolean {
  if (!existsSync(folder)) return false;
  const { mtimeMs } = statSync(file);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).some(
    (name) => statSync(new URL(name, folder)).mtimeMs > mtimeMs,
  );
}

async function readFiles(folder: URL): Promise<readonly BuiltFile[]> {
  const names = await readdir(folder);
  return Promise.all(names.map(async (name) => ({ name, content: await readFile(new URL(name, folder)) })));
}

/** Undefined without the packages that only a build needs. */
async function buildInMemory(builder: URL): Promise<readonly BuiltFile[] | undefined> {
  try {
    const { buildConsole } = (await import(builder.href)) as Builder;
    return await buildConsole();
  } catch (error) {
    if (toSystemCode(error) === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
