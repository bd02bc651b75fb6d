/** What fits at the cursor of a command line: commands, options, and what an option or an argument takes. */
import type { Command, Option } from 'commander';
import { jobStatuses } from '../src/provider/contract/job.ts';
import { findCursor, listCommands, listOptions, type Cursor, type WrittenWords } from './completion-cursor.ts';
import { listFieldNames } from './fields.ts';
import { groups, toConfigName } from './filter.ts';
import type { CommonOptions } from './options.ts';
import { listProtectedNames } from './reveal.ts';
import { readSchema } from './schema.ts';

/** A word to choose, and what it means. */
interface Choice {
  readonly value: string;
  readonly meaning?: string;
}

/** Words to choose from, or files, which the shell itself knows best. After words that are `open` no blank is set. */
export interface Suggestions {
  readonly kind: 'words' | 'open' | 'files';
  readonly choices: readonly Choice[];
}

/** Names that the program does not know by itself. No function throws. */
export interface KnownNames {
  /** Of the sources of the gateway that these options name. */
  readonly sources: (given: CommonOptions) => Promise<readonly string[]>;
  /** Of cli.yaml. */
  readonly profiles: () => Promise<readonly string[]>;
}

const files: Suggestions = { kind: 'files', choices: [] };

/** What fits at the cursor. Nothing where nothing is known of that place. */
export async function suggest(program: Command, written: WrittenWords, known: KnownNames): Promise<Suggestions> {
  const cursor = findCursor(program, written);
  const { command, option, operands, allowsOptions } = cursor;
  const { current } = written;
  if (option !== undefined) return suggestValues(option, cursor, current.slice(cursor.head.length), known);
  if (allowsOptions && current.startsWith('-')) {
    const choices = listOptions(command).map(({ long, description }) => ({ value: long ?? '', meaning: description }));
    return toSuggestions(choices, current);
  }
  const commands = operands === 0 ? listCommands(command) : [];
  if (commands.length === 0) return suggestArguments(cursor, current, known);
  return toSuggestions(
    commands.map((one) => ({ value: one.name(), meaning: one.description() })),
    current,
  );
}

/** What --json chooses fields of, by the command; else of a job. */
const typeOf: Readonly<Record<string, string>> = { sources: 'JobSource', logs: 'JobLogLine' };

async function suggestValues(option: Option, cursor: Cursor, part: string, known: KnownNames): Promise<Suggestions> {
  const { head, command } = cursor;
  if (option.argChoices !== undefined) return toSuggestions(toChoices(option.argChoices), part, head);
  if (/[<[]FILE[\]>]/.test(option.flags)) return files;
  switch (option.long) {
    case '--for':
      return toSuggestions(toChoices(listStatuses(part)), part, head);
    case '--status':
    case '--ok':
      return suggestList(listStatuses(part), part, head);
    case '--provider':
      return suggestList(readSchema().providers.map(toConfigName), part, head);
    case '--source':
      return suggestList(await known.sources(cursor.given), part, head);
    case '--profile':
      return toSuggestions(toChoices(await known.profiles()), part, head);
    case '--reveal':
      return suggestList(listProtectedNames(readSchema()), part, head);
    case '--json':
      return suggestList(listFieldNames(readSchema(), typeOf[command.name()] ?? 'Job'), part, head);
    default:
      return toSuggestions([], part);
  }
}

async function suggestArguments(
  { command, operands, given }: Cursor,
  current: string,
  known: KnownNames,
): Promise<Suggestions> {
  const argument =
    command.registeredArguments[operands] ?? command.registeredArguments.findLast(({ variadic }) => variadic);
  if (argument?.argChoices !== undefined) return toSuggestions(toChoices(argument.argChoices), current);
  if (argument?.name() === 'file') return files;
  if (argument?.name() !== 'id') return toSuggestions([], current);
  const sources = await known.sources(given);
  return { ...toSuggestions(toChoices(sources.map((name) => `${name}:`)), current), kind: 'open' };
}

function toChoices(values: readonly string[]): readonly Choice[] {
  return values.map((value) => ({ value }));
}

/** In the case in which the user has begun. */
function listStatuses(part: string): readonly string[] {
  const last = part.slice(part.lastIndexOf(',') + 1);
  const isLower = last !== '' && last === last.toLowerCase();
  const statuses = jobStatuses.map((status) => (isLower ? status.toLowerCase() : status));
  return [...new Set([...statuses, ...Object.keys(groups)])];
}

/** `head` stands before the part in the word at the cursor. */
function toSuggestions(choices: readonly Choice[], part: string, head = ''): Suggestions {
  const matching = choices.filter(({ value }) => value.startsWith(part));
  return { kind: 'words', choices: matching.map(({ value, ...choice }) => ({ ...choice, value: `${head}${value}` })) };
}

/** Values between commas: those that are given are not offered again. */
function suggestList(values: readonly string[], part: string, head: string): Suggestions {
  const given = part.split(',').slice(0, -1);
  const before = given.map((value) => `${value},`).join('');
  const left = values.filter((value) => !given.includes(value));
  return toSuggestions(toChoices(left), part.slice(before.length), `${head}${before}`);
}

/** What every shell takes as it is: it is put into the user's line without quotes. */
const plain = /^[\w.,:=/@+-]+$/;

/**
 * For the script of a shell: the kind on the first line, then a line for each choice, its meaning after a tab. Of each
 * choice only the part is printed that replaces `replaced`, the end of the word at the cursor.
 */
export function formatSuggestions({ kind, choices }: Suggestions, current: string, replaced = current): string {
  const kept = current.endsWith(replaced) ? current.length - replaced.length : 0;
  const lines = choices
    .filter(({ value }) => plain.test(value))
    .map(({ value, meaning = '' }) => `${value.slice(kept)}\t${meaning}`);
  return [kind, ...lines, ''].join('\n');
}
