/** Makes `jobgraph/client`: one script without imports, and the declarations of its types. `npm run build` writes dist/client. */
import { execFile } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { rolldown, type Plugin } from 'rolldown';

const sources = new URL('../client/', import.meta.url);
const target = new URL('../dist/client/', import.meta.url);

/** The folder of `jobgraph/client` in what is built. */
export const clientFolder = fileURLToPath(target);

/**
 * Writes `index.js`, `index.d.ts` and the declarations that it needs. Whatever else is in the folder goes.
 * @param plugins see the script's modules
 */
export async function buildClient(folder: string, plugins: readonly Plugin[] = []): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await Promise.all([bundle(folder, plugins), declare(folder)]);
}

async function bundle(folder: string, plugins: readonly Plugin[]): Promise<void> {
  const build = await rolldown({
    input: fileURLToPath(new URL('index.ts', sources)),
    platform: 'neutral',
    tsconfig: fileURLToPath(new URL('tsconfig.json', sources)),
    plugins: [...plugins],
  });
  await build.write({ dir: folder, format: 'esm' });
  await build.close();
}

async function declare(folder: string): Promise<void> {
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const emit = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly'];
  const project = ['--project', fileURLToPath(sources), '--outDir', folder];
  await promisify(execFile)(process.execPath, [compiler, ...project, ...emit]);
  // Of the console and the command only, and of a library that the declarations do without.
  await rm(join(folder, 'sign-in.d.ts'));
  // The compiler leaves `./query.ts` as it stands in the sources, which not every reader of declarations takes.
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.d.ts'))) {
    const text = await readFile(join(folder, name), 'utf8');
    await writeFile(join(folder, name), text.replaceAll(/(from '\.\/[^']+)\.ts'/g, "$1.js'"));
  }
}

if (import.meta.main) await buildClient(clientFolder);
