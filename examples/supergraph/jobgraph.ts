/** jobgraph in demo mode, as a separate process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { RunningServer } from './annotations.ts';

const program = fileURLToPath(new URL('../../bin/jobgraph.js', import.meta.url));

/** Resolves when it answers. Throws where it ends before that. 0 = any free port. */
export async function startJobgraph(port: number): Promise<RunningServer> {
  const child = spawn(process.execPath, [program, '--port', String(port)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exit = once(child, 'exit');
  // The other process does not outlive this one, even if this one is killed.
  const kill = (): void => void child.kill('SIGTERM');
  process.once('exit', kill);
  const output: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    const collect = (chunk: Buffer): void => {
      output.push(chunk.toString());
      const address = /http:\/\/127\.0\.0\.1:\d+\/graphql/.exec(output.join(''));
      if (address !== null) resolve(address[0]);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('exit', () => {
      reject(new Error(`jobgraph did not start: ${output.join('').trim()}`));
    });
  });
  return {
    url,
    close: async () => {
      process.off('exit', kill);
      kill();
      await exit;
    },
  };
}
