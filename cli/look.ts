/** What the reader of the answer can be shown: colours, and signs beyond ASCII. */
import { styleText } from 'node:util';
import type { Style } from './columns.ts';
import type { CliContext } from './context.ts';
import type { CommonOptions } from './options.ts';

/** Both decided once for a run. */
export interface Look {
  readonly isColored: boolean;
  /** Whether the locale has no signs beyond ASCII. Texts of providers are shown as they are. */
  readonly isAscii: boolean;
}

/** Of `--color`, else of the environment (NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE), else colours for a terminal alone. */
export function toLook({ env, stdout }: Pick<CliContext, 'env' | 'stdout'>, { color = 'auto' }: CommonOptions): Look {
  return {
    isColored: color === 'auto' ? takesColors(env, stdout.isTerminal) : color === 'always',
    isAscii: /^(C|POSIX)$/.test(env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || ''),
  };
}

function takesColors(env: CliContext['env'], isTerminal: boolean): boolean {
  if (env['NO_COLOR']) return false;
  const forced = [env['FORCE_COLOR'], env['CLICOLOR_FORCE']].find((value) => value !== undefined && value !== '');
  return forced === undefined ? isTerminal && env['TERM'] !== 'dumb' : forced !== '0' && forced !== 'false';
}

/** The text in this style, where colours are shown. */
export function paint(style: Style | undefined, text: string, { isColored }: Look): string {
  return !isColored || style === undefined || text === '' ? text : styleText(style, text, { validateStream: false });
}
