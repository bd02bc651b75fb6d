/** What a terminal shows of the text that it is sent: enough of ECMA-48 and of xterm's private modes for what the command sends. */
import stringWidth from 'string-width';

export interface Shown {
  /** The lines of the screen from the first, without blanks at their ends and blank lines at the end. */
  readonly lines: readonly string[];
  readonly isAlternate: boolean;
  readonly isCursorHidden: boolean;
  /** How many lines have left the screen at its top. */
  readonly scrolled: number;
}

/** Reads parts of text, a control sequence at a time. */
const sequence = /\u001b\[(\?)?([\d;]*)([A-Za-z])|\r|\n|[^\u001b\r\n]+/gy;

/** A terminal of this size. Throws for a sequence that it does not know. */
export function createVirtualTerminal(columns: number, rows: number) {
  const createScreen = () => ({ cells: Array.from({ length: rows }, () => [] as string[]), row: 0, column: 0 });
  const usual = createScreen();
  let screen = usual;
  let isCursorHidden = false;
  let scrolled = 0;

  function lineFeed(): void {
    if (screen.row < rows - 1) {
      screen.row += 1;
      return;
    }
    screen.cells.shift();
    screen.cells.push([]);
    scrolled += 1;
  }

  function print(text: string): void {
    for (const { segment } of new Intl.Segmenter().segment(text)) {
      const width = stringWidth(segment);
      // A full line breaks only when something follows.
      if (screen.column + width > columns) {
        screen.column = 0;
        lineFeed();
      }
      const line = screen.cells[screen.row] ?? [];
      while (line.length < screen.column) line.push(' ');
      line.splice(screen.column, width, segment, ...Array.from({ length: width - 1 }, () => ''));
      screen.column += width;
    }
  }

  function command(isPrivate: boolean, argument: string, final: string): void {
    const name = `${isPrivate ? '?' : ''}${argument}${final}`;
    if (final === 'm') return;
    const line = screen.cells[screen.row] ?? [];
    switch (name) {
      case '?1049h':
        screen = createScreen();
        return;
      case '?1049l':
        screen = usual;
        return;
      case '?25l':
      case '?25h':
        isCursorHidden = final === 'l';
        return;
      case 'H':
        screen.row = 0;
        screen.column = 0;
        return;
      case 'K':
        // The cursor stands on the last cell of a full line.
        line.length = Math.min(line.length, screen.column, columns - 1);
        return;
      case 'J':
        line.length = Math.min(line.length, screen.column, columns - 1);
        for (const below of screen.cells.slice(screen.row + 1)) below.length = 0;
        return;
      default:
        throw new Error(`The sequence must be known, but got ${JSON.stringify(name)}.`);
    }
  }

  return {
    write(text: string): void {
      sequence.lastIndex = 0;
      let end = 0;
      for (const [whole, isPrivate, argument = '', final] of text.matchAll(sequence)) {
        end += whole.length;
        if (final !== undefined) command(isPrivate !== undefined, argument, final);
        else if (whole === '\r') screen.column = 0;
        else if (whole === '\n') {
          // As a tty gives it to a terminal: with a return before.
          screen.column = 0;
          lineFeed();
        } else print(whole);
      }
      if (end !== text.length)
        throw new Error(`The text must be known, but got ${JSON.stringify(text.slice(end, end + 20))}.`);
    },
    shown(): Shown {
      const lines = screen.cells.map((cells) => cells.join('').trimEnd());
      const last = lines.findLastIndex((line) => line !== '');
      return { lines: lines.slice(0, last + 1), isAlternate: screen !== usual, isCursorHidden, scrolled };
    },
  };
}
