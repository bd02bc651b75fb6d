/** Where in a command line the cursor is. */
import { Command, type Option } from 'commander';

/** The words after the program's name up to the cursor, without quotes. */
export interface WrittenWords {
  readonly before: readonly string[];
  /** The word at the cursor, as far as it is written; empty after a blank. */
  readonly current: string;
}

/** The command before the cursor, its options so far, and the option or argument that comes next. */
export interface Cursor {
  readonly command: Command;
  /** The options before the cursor, by commander's names. */
  readonly given: Readonly<Record<string, string | true>>;
  /** The option whose value is at the cursor. */
  readonly option: Option | undefined;
  /** What of the word at the cursor comes before that value: `--status=`, or nothing. */
  readonly head: string;
  /** How many arguments of the command are before the cursor. */
  readonly operands: number;
  /** Whether an option can begin here. */
  readonly allowsOptions: boolean;
}

/** What `serve` takes: another part of the program reads that (command-line.ts). */
const serve = new Command('serve')
  .description('start the gateway')
  .option('--config <FILE>', 'sources and settings; without it: demo mode')
  .option('--port <N>', 'the port to listen on, 0 = any free one')
  .option('--host <H>', 'the address to listen on');

/** The commands that may follow a command. */
export function listCommands(command: Command): readonly Command[] {
  const visible = command.createHelp().visibleCommands(command);
  return command.parent === null && command !== serve ? [serve, ...visible] : visible;
}

/** The options that may be given with a command, those that all commands have among them. */
export function listOptions(command: Command): readonly Option[] {
  const help = command.createHelp();
  help.showGlobalOptions = true;
  return [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)];
}

/** Reads the words before the cursor, and passes over what commander would refuse. */
export function findCursor(program: Command, { before, current }: WrittenWords): Cursor {
  const given: Record<string, string | true> = {};
  let command = program;
  let option: Option | undefined;
  let operands = 0;
  let allowsOptions = true;
  for (const word of before) {
    const isOption = allowsOptions && /^-./.test(word);
    if (option !== undefined && (option.required || !isOption)) {
      given[option.attributeName()] = word;
      option = undefined;
    } else if (word === '--' && allowsOptions) {
      allowsOptions = false;
      option = undefined;
    } else if (isOption) {
      const { name, value } = splitOption(word);
      const known = findOption(command, name);
      if (known !== undefined) given[known.attributeName()] = value ?? true;
      option = value === undefined && known?.isBoolean() === false ? known : undefined;
    } else {
      const next = operands === 0 ? listCommands(command).find((one) => isCalled(one, word)) : undefined;
      // `help jobs` is about the same commands as `jobs`.
      if (next === undefined) operands += 1;
      else if (word !== 'help') command = next;
    }
  }
  if (option !== undefined && !(option.optional && current.startsWith('-')))
    return { command, given, option, head: '', operands, allowsOptions };
  const { name, value } = splitOption(current);
  option = allowsOptions && value !== undefined ? findOption(command, name) : undefined;
  return { command, given, option, head: option === undefined ? '' : `${name}=`, operands, allowsOptions };
}

/** By its name or another word for it. */
function isCalled(command: Command, word: string): boolean {
  return command.name() === word || command.aliases().includes(word);
}

/** An option by its long or short name. */
function findOption(command: Command, name: string): Option | undefined {
  return listOptions(command).find(({ long, short }) => long === name || short === name);
}

/** `--name=value` in its parts. */
function splitOption(word: string): { readonly name: string; readonly value: string | undefined } {
  const [, name = word, value] = /^(--[^=]+)=(.*)$/s.exec(word) ?? [];
  return { name, value };
}

/** A part of a word: quoted text, a character after a backslash, or a plain character. A quotation without an end reaches to the end of the line. */
const part = /'([^']*)(?:'|$)|"((?:[^"\\]|\\.)*)(?:"|$)|\\(.)|([^\s\\])|\\$/gsy;

/** The words of a line as a shell of POSIX would split it, with nothing expanded. The first is the program's name, and left out. */
export function splitLine(line: string): WrittenWords {
  const words: string[] = [];
  let rest = line.trimStart();
  while (rest !== '') {
    let word = '';
    let length = 0;
    for (const [whole, single, double, escaped, plain] of rest.matchAll(part)) {
      word += single ?? double?.replaceAll(/\\(["\\$`])/g, '$1') ?? escaped ?? plain ?? '';
      length += whole.length;
    }
    words.push(word);
    const left = rest.slice(length);
    rest = left.trimStart();
    if (rest === '' && left !== '') words.push('');
  }
  return { before: words.slice(1, -1), current: words.length < 2 ? '' : (words.at(-1) ?? '') };
}
