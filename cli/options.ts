/** The options that all commands have. */
import { UsageFault } from './exit.ts';
import { readTimeout } from './moments.ts';
import { listFieldNames, toSelection } from './fields.ts';
import type { CliContext } from './context.ts';

/** What `--output` takes. */
export const forms = ['table', 'wide', 'json', 'jsonl', 'yaml', 'csv', 'id'] as const;

/** One of `forms`. */
export type Form = (typeof forms)[number];

/** The options that every command takes, by commander’s names. */
export interface CommonOptions {
  readonly url?: string;
  readonly config?: string;
  readonly profile?: string;
  readonly tokenFile?: string;
  /** Whether a token may be sent over http to another machine. */
  readonly insecure?: boolean;
  readonly output?: Form;
  /** True without a value: the fields are listed. */
  readonly json?: string | true;
  readonly utc?: boolean;
  /** False for `--no-headers`. */
  readonly headers?: boolean;
  readonly color?: 'auto' | 'always' | 'never';
  /** Whether each request is said on standard error. */
  readonly debug?: boolean;
  readonly quiet?: boolean;
  readonly timeout?: string;
}

/** Milliseconds. */
const defaultTimeout = 30_000;

/** Milliseconds for one request. Throws `CommandFault`. */
export function toTimeout({ timeout }: CommonOptions): number {
  return timeout === undefined ? defaultTimeout : readTimeout('--timeout', timeout);
}

/** For each request: aborts when its time is over, or the user interrupts. */
export function toDeadline({ signal }: CliContext, options: CommonOptions): () => AbortSignal {
  const timeout = toTimeout(options);
  return () => AbortSignal.any([signal, AbortSignal.timeout(timeout)]);
}

/** The words of an option that may be repeated, each with several between commas. */
export function toWords(values: readonly string[] | undefined, between: string | RegExp = ','): readonly string[] {
  return (values ?? [])
    .flatMap((value) => value.split(between))
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** Throws `CommandFault` for a form that the command does not have. */
export function refuseForms({ output = 'table' }: CommonOptions, command: string, known: readonly Form[]): void {
  if (!known.includes(output))
    throw new UsageFault(`--output of ${command} must be ${known.join(', ')}, but got ${output}.`);
}

/**
 * The names that --json gives; undefined without --json, `all` where the names themselves are to be printed. Throws `CommandFault` for a
 * form that does not show chosen fields.
 */
export function readFieldNames({ json, output = 'json' }: CommonOptions): readonly string[] | 'all' | undefined {
  if (json === undefined) return undefined;
  if (output !== 'json' && output !== 'jsonl' && output !== 'yaml')
    throw new UsageFault(`--output must be json, jsonl or yaml with --json, but got ${output}.`);
  return json === true ? 'all' : toWords([json]);
}

/**
 * The selection of `type`: the fields of --json, or else `usual`. If --json has no value, the names for printing instead.
 */
export async function chooseFields(
  options: CommonOptions,
  type: string,
  usual: string,
): Promise<{ readonly selection: string } | { readonly names: readonly string[] }> {
  const names = readFieldNames(options);
  if (names === undefined) return { selection: usual };
  const { readSchema } = await import('./schema.ts');
  const schema = readSchema();
  if (names === 'all') return { names: listFieldNames(schema, type) };
  if (names.length === 0) throw new UsageFault('--json must name fields between commas, but got none.');
  return { selection: toSelection(schema, type, names) };
}
