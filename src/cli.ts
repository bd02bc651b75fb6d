/** The program as a command: what it uses of its process, and the parts of the server that some commands need. */
import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { CommandFault, exits } from './cli/exit.ts';
import { run } from './cli/program.ts';
import { useProxies } from './cli/proxies.ts';
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
  return { write: (chunk) => stream.write(chunk), isTerminal: stream.isTTY };
}

async function readInput(): Promise<string> {
  try {
    return await text(addAbortSignal(interrupted.signal, process.stdin));
  } catch (cause) {
    const { code = 'unreadable' } = cause as NodeJS.ErrnoException;
    throw new CommandFault(exits.usage, `Standard input must be text that can be read, but got ${code}.`, { cause });
  }
}

const interrupted = new AbortController();
process.once('SIGINT', () => {
  interrupted.abort();
});
process.stdout.on('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
  // A reader that has enough, such as head, is no fault; but whoever watches would write to nobody for ever.
  if (code === 'EPIPE') {
    interrupted.abort();
    return;
  }
  process.stderr.write(`jobgraph: The answer cannot be written (${code}).\n`);
  process.exit(exits.output);
});
// There is nowhere left to say it.
process.stderr.on('error', () => undefined);

try {
  await useProxies(process.env);
  process.exitCode = await run(process.argv.slice(2), {
    env: process.env,
    stdout: toOutput(process.stdout),
    stderr: toOutput(process.stderr),
    readInput,
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
  if (error instanceof CommandFault) process.stderr.write(`jobgraph: ${error.message}\n`);
  else reportFault(error);
  process.exitCode = error instanceof CommandFault ? error.status : exits.software;
}
