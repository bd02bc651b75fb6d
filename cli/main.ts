/** The program as a command: what it uses of its process, and the parts of the server that some commands need. */
import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { CommandFault, exits, UsageFault } from './exit.ts';
import { codeOf } from './files.ts';
import { run } from './program.ts';
import { useProxies } from './proxies.ts';
import type { Output, ServerParts } from './context.ts';

const clock = { now: Date.now, monotonic: () => performance.now(), random: Math.random };

/** Loaded when they are needed: a command that asks a gateway loads no server. */
const server: ServerParts = {
  openGraph: async (file) => {
    const { openLocalGraph } = await import('./local-graph.ts');
    return openLocalGraph(file, { ...clock, onFault: reportFault });
  },
  checkConfig: async (file, options) => {
    const { checkConfig } = await import('./config-check.ts');
    return checkConfig(file, {
      ...clock,
      onFault: reportFault,
      ...options,
      print: (line) => void process.stdout.write(`${line}\n`),
    });
  },
  printSdl: async (options) => {
    const { printTypeDefs } = await import('../src/operation/sdl.ts');
    return printTypeDefs(options);
  },
};

function reportFault(error: unknown): void {
  process.stderr.write(
    `jobgraph: a fault of this program: ${error instanceof Error ? (error.stack ?? '') : String(error)}\n`,
  );
}

function toOutput(stream: NodeJS.WriteStream): Output {
  const { isTTY: isTerminal } = stream;
  const output: Output = { write: (chunk) => stream.write(chunk), isTerminal };
  if (!isTerminal) return output;
  return {
    ...output,
    // A terminal that says no size has 0 of both.
    size: () => ({ columns: stream.columns || 80, rows: stream.rows || 24 }),
    onResize: (listener) => {
      stream.on('resize', listener);
      return () => stream.off('resize', listener);
    },
  };
}

async function readInput(): Promise<string> {
  try {
    return await text(addAbortSignal(interrupted.signal, process.stdin));
  } catch (cause) {
    throw new UsageFault(`Standard input must be text that can be read, but got ${codeOf(cause)}.`, { cause });
  }
}

const interrupted = new AbortController();
/** What a shell says of a program that such a signal has ended. */
const endings = { SIGINT: exits.interrupted, SIGTERM: exits.terminated, SIGHUP: exits.hungUp } as const;
let ending: number | undefined;
for (const [name, status] of Object.entries(endings))
  process.once(name, () => {
    ending = status;
    interrupted.abort();
  });
process.stdout.on('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
  // A reader that has enough, such as head, is no fault; but a watch has to end.
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
  const status = await run(process.argv.slice(2), {
    env: process.env,
    stdout: toOutput(process.stdout),
    stderr: toOutput(process.stderr),
    readInput,
    now: clock.now,
    wait: (milliseconds, signal) => pause(milliseconds, undefined, { signal }),
    openAddress: async (address) => {
      const { openAddress } = await import('./browser.ts');
      return openAddress(address, { platform: process.platform, env: process.env });
    },
    signal: interrupted.signal,
    server,
  });
  process.exitCode = status === exits.interrupted ? (ending ?? status) : status;
} catch (error) {
  if (error instanceof CommandFault) process.stderr.write(`jobgraph: ${error.message}\n`);
  else reportFault(error);
  process.exitCode = error instanceof CommandFault ? error.status : exits.software;
}
