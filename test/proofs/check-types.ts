/** Values that are checked by the types of a package that stands apart from the program. */
import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const compiler = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
const options = ['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--types', 'node'];

/**
 * What the compiler says of a text; empty where all is well.
 * @param folder where the packages are that the text imports
 */
export async function checkTypes(folder: string, text: string): Promise<string> {
  const file = join(folder, `check-${process.pid}.ts`);
  writeFileSync(file, text);
  try {
    const { stdout } = await run(process.execPath, [compiler, ...options, file], { maxBuffer: 10_000_000 });
    return stdout;
  } catch (error) {
    return (error as { readonly stdout: string }).stdout;
  } finally {
    rmSync(file);
  }
}
