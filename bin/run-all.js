// Usage: node bin/run-all.js SCRIPT… Runs these scripts of package.json one after the other, also after one has failed,
// and says at the end how each went. Exits 1 if any failed.
import { spawnSync } from 'node:child_process';

const scripts = process.argv.slice(2);
const results = scripts.map((script) => {
  console.log(`\n=== ${script}`);
  const started = performance.now();
  const { status } = spawnSync(process.execPath, ['--run', script], { stdio: 'inherit' });
  return { script, isOk: status === 0, seconds: (performance.now() - started) / 1000 };
});

console.log('');
for (const { script, isOk, seconds } of results) {
  console.log(`${isOk ? 'ok    ' : 'FAILED'} ${script} (${seconds.toFixed(1)} s)`);
}
process.exitCode = results.every(({ isOk }) => isOk) ? 0 : 1;
