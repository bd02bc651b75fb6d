import { parseArgs } from 'node:util';

export interface CommandLine {
  /** The configuration file; without one the gateway runs in demo mode. */
  readonly config: string | undefined;
  readonly port: number | undefined;
  readonly host: string | undefined;
  readonly help: boolean;
  readonly version: boolean;
}

/** The arguments are not what the program takes. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const usage = `usage: npm start -- [--config FILE] [--port N] [--host H]

  --config FILE  sources and settings (YAML or JSON); without it: demo mode, on built-in emulators
  --port N       the port to listen on, 0 = any free one
  --host H       the address to listen on; in demo mode a loopback one
  --help         this text
  --version      the version`;

/** Throws `UsageError`. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const { config, port, host, help, version } = parseOptions(argv);
  return { config, port: port === undefined ? undefined : readPort(port), host, help: help ?? false, version: version ?? false };
}

function parseOptions(argv: readonly string[]): { config?: string; port?: string; host?: string; help?: boolean; version?: boolean } {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        config: { type: 'string' },
        port: { type: 'string' },
        host: { type: 'string' },
        help: { type: 'boolean' },
        version: { type: 'boolean' },
      },
    }).values;
  } catch (cause) {
    throw new UsageError((cause as Error).message.split('\n', 1)[0], { cause });
  }
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65_535)) throw new UsageError(`--port must be a whole number from 0 to 65535, but got ${JSON.stringify(text)}.`);
  return port;
}
