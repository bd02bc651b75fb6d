/**
 * Generates the types of a checkout with a sixth provider and checks all of its source: `npm run check:sixth-provider`.
 * Of its own, because it takes as long as all other tests of the architecture together.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { addFolder, addSdl, addToRegistry, generate } from './add-sixth-provider.ts';
import { createCheckout } from './checkout.ts';

const checkout = createCheckout();
try {
  for (const add of [addFolder, addSdl, addToRegistry, generate]) add(checkout);
  for (const [command, ...args] of [['graphql-codegen', '--config', 'codegen.ts'], ['tsc']])
    execFileSync(join(checkout.folder, 'node_modules/.bin', command ?? ''), args, {
      cwd: checkout.folder,
      stdio: 'inherit',
    });
  process.stdout.write('A sixth provider passes the type check.\n');
} finally {
  checkout.remove();
}
