// Usage: node bin/run-all.js SCRIPT… Runs these scripts of package.json, as many at once as the machine has processors, and
// those after a failed one as well. Prints what each said when it has ended, and at the end how each went. Exits 1 if any failed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';

const scripts = process.argv.slice(2);
const waiting = scripts.values();
const results = new Map();

async function run(script) {
  const started = performance.now();
  const child = spawn(process.execPath, ['--run', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  // As on a terminal: both in the order in which they came.
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
  const [status] = await once(child, 'close');
  process.stdout.write(`\n=== ${script}\n${Buffer.concat(said).toString()}`);
  results.set(script, { isOk: status === 0, seconds: (performance.now() - started) / 1000 });
}

async function runNext() {
  for (const script of waiting) await run(script);
}

await Promise.all(Array.from({ length: availableParallelism() }, runNext));

console.log('');
for (const script of scripts) {
  const { isOk, seconds } = results.get(script);
  console.log(`${isOk ? 'ok    ' : 'FAILED'} ${script} (${seconds.toFixed(1)} s)`);
}
process.exitCode = [...results.values()].every(({ isOk }) => isOk) ? 0 : 1;
