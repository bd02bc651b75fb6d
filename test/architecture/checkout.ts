/** A checkout of the program in a folder for temporary files, for tests that change its source. */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const copied = [
  '.github',
  'bin',
  'cli',
  'client',
  'README.md',
  'codegen.ts',
  'console',
  'deploy',
  'docs',
  'emulators',
  'package.json',
  'package-lock.json',
  'rolldown.config.ts',
  'schema',
  'src',
  'tsconfig.json',
];

export interface Checkout {
  readonly folder: string;
  /** Copies a file or folder of this project, `from` its root, to a place in the checkout. */
  readonly add: (from: string, to: string) => void;
  readonly edit: (file: string, edit: (text: string) => string) => void;
  readonly remove: () => void;
}

export function createCheckout(): Checkout {
  const folder = mkdtempSync(join(tmpdir(), 'jobgraph-'));
  for (const name of copied) cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    add: (from, to) => {
      cpSync(join(root, from), join(folder, to), { recursive: true });
    },
    edit: (file, edit) => {
      const path = join(folder, file);
      const before = readFileSync(path, 'utf8');
      const after = edit(before);
      if (after === before) throw new Error(`${file} has nothing to edit`);
      writeFileSync(path, after);
    },
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}
