/** `completion SHELL`: the script for a shell; and the hidden command that the script asks at each press of TAB. */
import { readFileSync } from 'node:fs';
import { Argument, Option, type Command } from 'commander';
import { packageFile } from '../package-files.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * The script of each shell. None of them evaluates a word of the line or of the answer: words go to the program as
 * arguments, and its answer (`printFitting`) is data.
 */
const scripts = { bash: 'jobgraph.bash', zsh: 'jobgraph.zsh', fish: 'jobgraph.fish', powershell: 'jobgraph.ps1' };

/** What the script of a shell says about the cursor. */
interface CursorOptions {
  /** The word at the cursor as far as it is written; the words before it are arguments. */
  readonly current: string;
  /** Instead of both: all that is written before the cursor. */
  readonly line?: string;
  /** What of that word a choice replaces: its end. Default: all of it. */
  readonly replaced?: string;
}

/** Adds `completion`, and the hidden `__complete` that the scripts call. */
export function addCompletion(program: Command, { stdout, ...surroundings }: Surroundings): void {
  program
    .command('completion')
    .description('print the completion script for a shell')
    .addArgument(new Argument('<shell>').choices(Object.keys(scripts)))
    .action((shell: keyof typeof scripts) => {
      stdout.write(readFileSync(packageFile(`src/cli/completion/${scripts[shell]}`), 'utf8'));
    });
  program
    .command('__complete', { hidden: true })
    .argument('[words...]')
    .addOption(new Option('--current <WORD>').default(''))
    .option('--line <LINE>')
    .option('--replaced <TEXT>')
    .action(async (before: readonly string[], { current, line, replaced }: CursorOptions) => {
      const { findFitting, printFitting } = await import('./completion-fitting.ts');
      const { askForSources } = await import('./completion-sources.ts');
      const { splitLine } = await import('./completion-place.ts');
      const written = line === undefined ? { before, current } : splitLine(line);
      const fitting = await findFitting(program, written, {
        sources: (given) => askForSources({ ...surroundings, stdout }, given),
        profiles: async () => (await import('./profiles.ts')).listProfiles(surroundings),
      });
      stdout.write(printFitting(fitting, written.current, replaced));
    });
}
