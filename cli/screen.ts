/** The whole of a terminal, drawn again and again: on its alternate screen, so that what stood there before comes back at the end. */
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import type { Output, TerminalSize } from './context.ts';

/** A screen that is open. */
export interface Screen {
  /** Draws what there is to show now. */
  readonly draw: () => void;
  /** Gives the terminal back as it was. */
  readonly close: () => void;
}

/** xterm's private modes 1049 (the alternate screen, and the cursor's place) and 25 (the cursor). */
const enter = '\u001b[?1049h\u001b[?25l';
const leave = '\u001b[?25h\u001b[?1049l';
const home = '\u001b[H';
/** The rest of the line; everything below. Sent before a text: behind one that fills its line they take its last character. */
const clearLine = '\u001b[K';
const clearBelow = '\u001b[J';

const usualSize: TerminalSize = { columns: 80, rows: 24 };

/** `toLines` gives the lines of a frame of this size; what is too much for it is not shown. The caller closes it at every end. */
export function openScreen(
  { write, size, onResize }: Output,
  toLines: (size: TerminalSize) => readonly string[],
): Screen {
  const draw = (): void => {
    const now = size?.() ?? usualSize;
    const lines = toLines(now).slice(0, now.rows);
    const rest = lines.length < now.rows ? [clearBelow] : [];
    write(home + [...lines.map((line) => clearLine + line), ...rest].join('\r\n'));
  };
  write(enter);
  const stopListening = onResize?.(draw);
  return {
    draw,
    close: () => {
      stopListening?.();
      write(leave);
    },
  };
}

/** A line as the terminal breaks it: where it is too long, its parts, without colours. */
export function breakLine(line: string, columns: number): readonly string[] {
  if (stringWidth(line) <= columns) return [line];
  const parts = [''];
  for (const { segment } of new Intl.Segmenter().segment(stripVTControlCharacters(line))) {
    const last = parts.at(-1) ?? '';
    if (stringWidth(last) + stringWidth(segment) <= columns) parts[parts.length - 1] = last + segment;
    else parts.push(segment);
  }
  return parts;
}
