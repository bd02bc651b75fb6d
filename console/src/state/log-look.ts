/** Looks of a log as classes of the style sheet. Colours are the page's own, so that each can be read in light and dark. */

/** What is taken of a look, by the names of client/sgr.ts. */
interface Look {
  readonly foreground: number | null;
  readonly background: number | null;
  readonly isBold: boolean;
  readonly isFaint: boolean;
  readonly isItalic: boolean;
  readonly isUnderlined: boolean;
  readonly isInverse: boolean;
}

const hues = ['', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', ''] as const;

/** Blanks between them; empty for the usual look. On a background the text has the usual colour. */
export function toClasses(look: Look): string {
  const names: readonly (readonly [boolean, string])[] = [
    [look.isBold, 'l-bold'],
    [look.isItalic, 'l-italic'],
    [look.isUnderlined, 'l-underlined'],
    [look.isFaint, 'l-faint'],
    [look.isInverse, 'l-inverse'],
  ];
  const hue = look.background !== null ? toBackground(look.background) : toForeground(look.foreground);
  return [...names.filter(([is]) => is).map(([, name]) => name), hue].filter(Boolean).join(' ');
}

function toForeground(color: number | null): string {
  if (color === null) return '';
  if (color === 8) return 'l-faint';
  const hue = hues[toHue(color)] ?? '';
  return hue === '' ? '' : `l-${hue}`;
}

function toBackground(color: number): string {
  return `l-on-${hues[toHue(color)] || 'grey'}`;
}

/** 0 to 7, by which of red, green and blue are strong. Black, greys and white are 0 or 7. */
function toHue(color: number): number {
  if (color < 16) return color % 8;
  if (color >= 232) return 7;
  const place = color - 16;
  const parts = [Math.floor(place / 36), Math.floor(place / 6) % 6, place % 6];
  const [most, least] = [Math.max(...parts), Math.min(...parts)];
  if (most === least) return 7;
  const strong = parts.map((part) => part > (most + least) / 2);
  return strong.reduce((sum, is, index) => sum + (is ? 2 ** index : 0), 0);
}
