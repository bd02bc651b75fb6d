import { parseArgs } from 'node:util';

/** The parsed options; undefined if an option is omitted. */
export interface CommandLine {
  /** The configuration file; without one the gateway runs in demo mode. */
  readonly config: string | undefined;
  readonly port: number | undefined;
  readonly host: string | undefined;
  readonly help: boolean;
  readonly version: boolean;
}

/** The arguments are invalid. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What the program takes. */
export const usage = `usage: npm start -- [--config FILE] [--port N] [--host H]

  --config FILE  sources and settings (YAML or JSON); without it: demo mode, on built-in emulators
  --port N       the port to listen on, 0 = any free one
  --host H       the address to listen on; in demo mode a loopback one
  --help         this text
  --version      the version`;

const withValue = ['config', 'port', 'host'];
const withoutValue = ['help', 'version'];

/** Throws `UsageError`, with a sentence about the first argument that does not fit. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const values = readOptions(argv);
  const port = values.get('port');
  return {
    config: values.get('config'),
    port: port === undefined ? undefined : readPort(port),
    host: values.get('host'),
    help: values.has('help'),
    version: values.has('version'),
  };
}

/** Reads option by option, because the messages of parseArgs about wrong ones are misleading. */
function readOptions(argv: readonly string[]): ReadonlyMap<string, string> {
  const options = Object.fromEntries([
    ...withValue.map((name) => [name, { type: 'string' as const }]),
    ...withoutValue.map((name) => [name, { type: 'boolean' as const }]),
  ]) as Record<string, { readonly type: 'string' | 'boolean' }>;
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true });
  const values = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === 'positional')
      throw new UsageError(`Every argument must belong to an option, but got ${JSON.stringify(token.value)}.`);
    if (token.kind === 'option') values.set(token.name, readValue(token));
  }
  return values;
}

function readValue({
  name,
  rawName,
  value,
}: {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
}): string {
  if (withoutValue.includes(name)) {
    if (value !== undefined) throw new UsageError(`${rawName} must have no value, but got ${JSON.stringify(value)}.`);
    return '';
  }
  if (!withValue.includes(name)) throw new UsageError(`There is no option ${rawName}.`);
  // If an option follows instead of a value, the value was forgotten.
  if (value === undefined || value === '' || value.startsWith('-')) {
    throw new UsageError(
      `${rawName} must have a value, but got ${value === undefined ? 'none' : JSON.stringify(value)}.`,
    );
  }
  return value;
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65_535))
    throw new UsageError(`--port must be a whole number from 0 to 65535, but got ${JSON.stringify(text)}.`);
  return port;
}
