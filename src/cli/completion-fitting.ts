/** What fits at the cursor of a command line: commands, options, and what an option or an argument takes. */
import type { Command, Option } from 'commander';
import { jobStatuses } from '../job.ts';
import { findPlace, listCommands, listOptions, type Place, type WrittenWords } from './completion-place.ts';
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
export interface Fitting {
  readonly kind: 'words' | 'open' | 'files';
  readonly choices: readonly Choice[];
}

/** Names that only the user's own world knows. Nothing of it throws. */
export interface KnownNames {
  /** Of the sources of the gateway that these options name. */
  readonly sources: (given: CommonOptions) => Promise<readonly string[]>;
  /** Of cli.yaml. */
  readonly profiles: () => Promise<readonly string[]>;
}

const files: Fitting = { kind: 'files', choices: [] };

/** What fits at the cursor. Nothing where nothing is known of the place. */
export async function findFitting(program: Command, written: WrittenWords, known: KnownNames): Promise<Fitting> {
  const place = findPlace(program, written);
  const { command, option, operands, takesOptions } = place;
  const { current } = written;
  if (option !== undefined) return fitOption(option, place, current.slice(place.head.length), known);
  if (takesOptions && current.startsWith('-')) {
    const choices = listOptions(command).map(({ long, description }) => ({ value: long ?? '', meaning: description }));
    return fit(choices, current);
  }
  const commands = operands === 0 ? listCommands(command) : [];
  if (commands.length === 0) return fitArgument(place, current, known);
  return fit(
    commands.map((one) => ({ value: one.name(), meaning: one.description() })),
    current,
  );
}

async function fitOption(option: Option, place: Place, part: string, known: KnownNames): Promise<Fitting> {
  const { head, command } = place;
  if (option.argChoices !== undefined) return fit(toChoices(option.argChoices), part, head);
  if (/[<[]FILE[\]>]/.test(option.flags)) return files;
  switch (option.long) {
    case '--for':
      return fit(toChoices(listStatuses(part)), part, head);
    case '--status':
    case '--ok':
      return fitList(listStatuses(part), part, head);
    case '--provider':
      return fitList(readSchema().providers.map(toConfigName), part, head);
    case '--source':
      return fitList(await known.sources(place.given), part, head);
    case '--profile':
      return fit(toChoices(await known.profiles()), part, head);
    case '--reveal':
      return fitList(listProtectedNames(readSchema()), part, head);
    case '--json':
      return fitList(listFieldNames(readSchema(), command.name() === 'sources' ? 'JobSource' : 'Job'), part, head);
    default:
      return fit([], part);
  }
}

async function fitArgument({ command, operands, given }: Place, current: string, known: KnownNames): Promise<Fitting> {
  const argument =
    command.registeredArguments[operands] ?? command.registeredArguments.findLast(({ variadic }) => variadic);
  if (argument?.argChoices !== undefined) return fit(toChoices(argument.argChoices), current);
  if (argument?.name() === 'file') return files;
  if (argument?.name() !== 'id') return fit([], current);
  const sources = await known.sources(given);
  return { ...fit(toChoices(sources.map((name) => `${name}:`)), current), kind: 'open' };
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
function fit(choices: readonly Choice[], part: string, head = ''): Fitting {
  const fitting = choices.filter(({ value }) => value.startsWith(part));
  return { kind: 'words', choices: fitting.map(({ value, ...choice }) => ({ ...choice, value: `${head}${value}` })) };
}

/** Values between commas: those that are given are not offered again. */
function fitList(values: readonly string[], part: string, head: string): Fitting {
  const given = part.split(',').slice(0, -1);
  const before = given.map((value) => `${value},`).join('');
  const left = values.filter((value) => !given.includes(value));
  return fit(toChoices(left), part.slice(before.length), `${head}${before}`);
}

/** What every shell takes as it is: it is put into the user's line without quotes. */
const plain = /^[\w.,:=/@+-]+$/;

/**
 * For the script of a shell: the kind on the first line, then a line for each choice, its meaning after a tab. Of each
 * choice only the part is printed that stands in place of `replaced`, the end of the word at the cursor.
 */
export function printFitting({ kind, choices }: Fitting, current: string, replaced = current): string {
  const kept = current.endsWith(replaced) ? current.length - replaced.length : 0;
  const lines = choices
    .filter(({ value }) => plain.test(value))
    .map(({ value, meaning = '' }) => `${value.slice(kept)}\t${meaning}`);
  return [kind, ...lines, ''].join('\n');
}
