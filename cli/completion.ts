/** `completion SHELL`: the script for a shell; and the hidden command that the script asks at each press of TAB. */
import { readFileSync } from 'node:fs';
import { Argument, Option, type Command } from 'commander';
import { packageFile } from '../src/package-files.ts';
import type { CliContext } from './context.ts';

/**
 * The script of each shell. None of them evaluates a word of the line or of the answer: words go to the program as
 * arguments, and its answer (`formatSuggestions`) is data.
 */
const scripts = { bash: 'jobgraph.bash', zsh: 'jobgraph.zsh', fish: 'jobgraph.fish', powershell: 'jobgraph.ps1' };

/** What the script of a shell says about the cursor. */
interface CursorOptions {
  /** The word at the cursor as far as it is written; the words before it are arguments. */
  readonly current: string;
  /** Instead of both: all that is written before the cursor. */
  readonly line?: string;
  /** The end of that word, which a choice replaces. Default: the whole word. */
  readonly replaced?: string;
}

/** Adds `completion`, and the hidden `__complete` that the scripts call. */
export function addCompletion(program: Command, { stdout, ...context }: CliContext): void {
  program
    .command('completion')
    .description('print the completion script for a shell')
    .addArgument(new Argument('<shell>').choices(Object.keys(scripts)))
    .action((shell: keyof typeof scripts) => {
      stdout.write(readFileSync(packageFile(`cli/completion/${scripts[shell]}`), 'utf8'));
    });
  program
    .command('__complete', { hidden: true })
    .argument('[words...]')
    .addOption(new Option('--current <WORD>').default(''))
    .option('--line <LINE>')
    .option('--replaced <TEXT>')
    .action(async (before: readonly string[], { current, line, replaced }: CursorOptions) => {
      const { suggest, formatSuggestions } = await import('./completion-suggestions.ts');
      const { askForSources } = await import('./completion-sources.ts');
      const { splitLine } = await import('./completion-cursor.ts');
      const written = line === undefined ? { before, current } : splitLine(line);
      const suggestions = await suggest(program, written, {
        sources: (given) => askForSources({ ...context, stdout }, given),
        profiles: async () => (await import('./profiles.ts')).listProfiles(context),
      });
      stdout.write(formatSuggestions(suggestions, written.current, replaced));
    });
}
