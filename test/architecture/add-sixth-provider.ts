/** What adding a provider takes, step by step. */
import { execFileSync } from 'node:child_process';
import type { Checkout } from './checkout.ts';

export const fixture = 'test/architecture/sixth-provider';

export function addFolder({ add }: Checkout): void {
  add(`${fixture}/printshop`, 'src/datasources/printshop');
  add(`${fixture}/emulator`, 'emulators/printshop');
}

export function addSdl({ add }: Checkout): void {
  add(`${fixture}/printshop.graphql`, 'schema/printshop.graphql');
}

/** The one file of the program that is edited by hand. */
export function addToRegistry({ edit }: Checkout): void {
  edit('src/providers.ts', (text) =>
    text
      .replace(
        'import { panorama }',
        "import { printshop } from './datasources/printshop/index.ts';\nimport { panorama }",
      )
      .replace(/,?\s*\] as const/, ', printshop] as const'),
  );
}

/** What is made of the code: `npm run generate`. */
export function generate({ folder }: Checkout): void {
  execFileSync(process.execPath, ['bin/generate.ts'], { cwd: folder, stdio: 'inherit' });
}
