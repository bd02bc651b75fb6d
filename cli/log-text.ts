/** Lines of logs as text: for a pipe without any colour, for a terminal with those of the log. No other terminal sequence passes. */
import { joinRuns, parseLineRuns, parseRuns, type Run } from '../client/log-runs.ts';
import type { Look as TextLook } from '../client/sgr.ts';
import type { Style } from './columns.ts';
import { paint, type Look } from './look.ts';
import { toPrintable } from './printable.ts';

/** A line as it is asked for to be printed. */
export interface LogLine {
  readonly time: string | null;
  readonly text: string;
  /** Absent where no colours are shown. */
  readonly rawText?: string;
  readonly kind: string;
}

/** How lines are shown. */
export interface LineLook extends Look {
  /** Whether a person reads them: characters of direction are then shown as `\u202e`. */
  readonly isTerminal: boolean;
  /** Whether each line begins with its time. */
  readonly hasTimes: boolean;
}

/** With its end. In a pipe without colours the text of the line is as the graph says it. */
export function formatLine(line: LogLine, look: LineLook): string {
  const show = look.isTerminal ? toShown : (text: string): string => text;
  const time = look.hasTimes ? `${paint('dim', toPrintable(line.time ?? '-'), look)} ` : '';
  return `${time}${look.isColored ? colorLine(line, look, show) : show(joinRuns(parseRuns(line.text)))}\n`;
}

/** Tabs stay: tables of logs are made with them. */
function toShown(text: string): string {
  return text.split('\t').map(toPrintable).join('\t');
}

const byKind: Readonly<Partial<Record<string, Style>>> = {
  ERROR: 'red',
  WARNING: 'yellow',
  COMMAND: 'blue',
  GROUP: 'blue',
  DEBUG: 'dim',
};

/** The log's own colours; where it has none, those of the line's kind. */
function colorLine({ text, rawText = text, kind }: LogLine, look: Look, show: (text: string) => string): string {
  const runs = parseLineRuns({ text, rawText });
  if (runs.every(({ look: own }) => toCodes(own) === '')) return paint(byKind[kind], show(joinRuns(runs)), look);
  return runs.map((run) => colorRun(run, show)).join('');
}

function colorRun({ text, look }: Run, show: (text: string) => string): string {
  const codes = toCodes(look);
  return codes === '' ? show(text) : `\u001b[${codes}m${show(text)}\u001b[0m`;
}

/** Made anew, so that nothing of the log stands between ESC and `m`. Empty for the usual look. */
function toCodes(look: TextLook): string {
  const flags: readonly (readonly [boolean, string])[] = [
    [look.isBold, '1'],
    [look.isFaint, '2'],
    [look.isItalic, '3'],
    [look.isUnderlined, '4'],
    [look.isInverse, '7'],
  ];
  const codes = flags.filter(([is]) => is).map(([, code]) => code);
  return [...codes, ...toColor(look.foreground, 30), ...toColor(look.background, 40)].join(';');
}

/** @param base 30 for the foreground, 40 for the background */
function toColor(color: number | null, base: number): readonly string[] {
  if (color === null) return [];
  if (color < 8) return [String(base + color)];
  return [color < 16 ? String(base + 52 + color) : `${base + 8};5;${color}`];
}
