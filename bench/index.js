/** Brings what the peers need, where it is not there yet, and runs the benchmark. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const isWindows = process.platform === 'win32';

if (!existsSync(`${here}node_modules`)) {
  process.stdout.write('The peers are installed once, which takes a minute or two …\n');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--prefix', here], {
    stdio: 'inherit',
    shell: isWindows,
  });
  if (status !== 0) process.exit(status ?? 1);
}
// What is measured is what its users are told to run.
const { status: buildStatus } = spawnSync('npm', ['run', 'build', '--silent', '--prefix', `${here}..`], {
  stdio: ['ignore', 'ignore', 'inherit'],
  shell: isWindows,
});
if (buildStatus !== 0) process.exit(buildStatus ?? 1);
await import('./run.js');
