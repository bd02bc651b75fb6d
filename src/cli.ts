/** The program as a command: what it uses of its process, and the parts of the server that some commands need. */
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { exits } from './cli/exit.ts';
import { run } from './cli/program.ts';
import type { Output, ServerParts } from './cli/surroundings.ts';

const clock = { now: Date.now, monotonic: () => performance.now(), random: Math.random };

/** Loaded when they are needed: a command that asks a gateway loads no server. */
const server: ServerParts = {
  openGraph: async (file) => {
    const { openLocalGraph } = await import('./local-graph.ts');
    return openLocalGraph(file, { ...clock, onFault: reportFault });
  },
  checkConfig: async (file, options) => {
    const { checkConfig } = await import('./config-check.ts');
    return checkConfig(file, { ...clock, ...options, print: (line) => void process.stdout.write(`${line}\n`) });
  },
  printSdl: async (options) => {
    const { printTypeDefs } = await import('./graph/sdl.ts');
    return printTypeDefs(options);
  },
};

function reportFault(error: unknown): void {
  process.stderr.write(
    `jobgraph: a fault of this program: ${error instanceof Error ? (error.stack ?? '') : String(error)}\n`,
  );
}

function toOutput(stream: NodeJS.WriteStream): Output {
  // A reader that is gone, such as head, is no fault.
  stream.on('error', () => undefined);
  return { write: (chunk) => stream.write(chunk), isTerminal: stream.isTTY };
}

const interrupted = new AbortController();
process.once('SIGINT', () => {
  interrupted.abort();
});

try {
  process.exitCode = await run(process.argv.slice(2), {
    env: process.env,
    stdout: toOutput(process.stdout),
    stderr: toOutput(process.stderr),
    readInput: () => text(process.stdin),
    now: clock.now,
    wait: (milliseconds, signal) => pause(milliseconds, undefined, { signal }),
    openAddress: async (address) => {
      const { openAddress } = await import('./cli/browser.ts');
      return openAddress(address, { platform: process.platform, env: process.env });
    },
    signal: interrupted.signal,
    server,
  });
} catch (error) {
  reportFault(error);
  process.exitCode = exits.software;
}
