/** The options that all commands have. */
import { CommandFault, exits } from './exit.ts';
import { readTimeout } from './moments.ts';
import { listFieldNames, toSelection } from './fields.ts';
import type { Surroundings } from './surroundings.ts';

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
  readonly output?: Form;
  /** True without a value: the fields are listed. */
  readonly json?: string | true;
  readonly utc?: boolean;
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
export function toDeadline({ signal }: Surroundings, options: CommonOptions): () => AbortSignal {
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
    throw new CommandFault(exits.usage, `--output of ${command} must be ${known.join(', ')}, but got ${output}.`);
}

/** Throws `CommandFault` for a form that has no place for chosen fields. */
export function refuseFormsOfJson({ json, output = 'json' }: CommonOptions): void {
  if (json === undefined || output === 'json' || output === 'jsonl' || output === 'yaml') return;
  throw new CommandFault(exits.usage, `--output must be json, jsonl or yaml with --json, but got ${output}.`);
}

/**
 * What is selected of `type`: the fields of --json, or else `usual`. Where --json names none, the names are given for
 * printing instead.
 */
export async function chooseFields(
  options: CommonOptions,
  type: string,
  usual: string,
): Promise<{ readonly selection: string } | { readonly names: readonly string[] }> {
  const { json } = options;
  refuseFormsOfJson(options);
  if (json === undefined) return { selection: usual };
  const { readSchema } = await import('./schema.ts');
  const schema = readSchema();
  if (json === true) return { names: listFieldNames(schema, type) };
  const names = toWords([json]);
  if (names.length === 0) throw new CommandFault(exits.usage, '--json must name fields between commas, but got none.');
  return { selection: toSelection(schema, type, names) };
}
