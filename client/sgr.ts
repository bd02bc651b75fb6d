/** Select Graphic Rendition: what a log says of colours and weight (ECMA-48, 8.3.117; colours by ITU-T T.416, 13.1.8). */

/** How a text looks. Looks that are equal need not be the same object. */
export interface Look {
  /** 0 to 15 are the terminal's own, 16 to 255 xterm's cube and greys; null is the usual one. */
  readonly foreground: number | null;
  /** The same. */
  readonly background: number | null;
  readonly isBold: boolean;
  readonly isFaint: boolean;
  readonly isItalic: boolean;
  readonly isUnderlined: boolean;
  readonly isInverse: boolean;
}

/** Without any SGR. */
export const plainLook: Look = {
  foreground: null,
  background: null,
  isBold: false,
  isFaint: false,
  isItalic: false,
  isUnderlined: false,
  isInverse: false,
};

/** The look after `CSI parameters m`. What is not known changes nothing. */
export function applySgr(look: Look, parameters: string): Look {
  // Private sequences end in the same letter, and say something else.
  if (!/^[\d:;]*$/.test(parameters)) return look;
  const words = parameters.split(';');
  let next = look;
  for (let place = 0; place < words.length; place += 1) {
    const [code = 0, ...parts] = (words[place] ?? '').split(':').map(Number);
    if (code !== 38 && code !== 48) {
      next = code === 4 && parts[0] === 0 ? { ...next, isUnderlined: false } : applyCode(next, code);
      continue;
    }
    // The parts of a colour stand behind colons, or as words of their own.
    const given = parts.length > 0 ? parts : words.slice(place + 1, place + 5).map(Number);
    const color = readColor(given, parts.length > 0);
    if (parts.length === 0) place += given[0] === 5 ? 2 : given[0] === 2 ? 4 : words.length;
    if (color !== null) next = { ...next, [code === 38 ? 'foreground' : 'background']: color };
  }
  return next;
}

const changes: Readonly<Record<number, Partial<Look>>> = {
  0: plainLook,
  1: { isBold: true },
  2: { isFaint: true },
  3: { isItalic: true },
  4: { isUnderlined: true },
  7: { isInverse: true },
  21: { isUnderlined: true },
  22: { isBold: false, isFaint: false },
  23: { isItalic: false },
  24: { isUnderlined: false },
  27: { isInverse: false },
  39: { foreground: null },
  49: { background: null },
};

function applyCode(look: Look, code: number): Look {
  if (code >= 30 && code <= 37) return { ...look, foreground: code - 30 };
  if (code >= 40 && code <= 47) return { ...look, background: code - 40 };
  if (code >= 90 && code <= 97) return { ...look, foreground: code - 82 };
  if (code >= 100 && code <= 107) return { ...look, background: code - 92 };
  const change = changes[code];
  return change === undefined ? look : { ...look, ...change };
}

/** Of `5;N` or `2;R;G;B`. Behind colons a space of colours may stand before R. Null where it is none. */
function readColor([kind, ...values]: readonly number[], hasColons: boolean): number | null {
  if (kind === 5) return toByte(values[0]);
  if (kind !== 2) return null;
  const [red, green, blue] = (hasColons && values.length > 3 ? values.slice(1, 4) : values.slice(0, 3)).map(toByte);
  return red == null || green == null || blue == null ? null : toNearest([red, green, blue]);
}

function toByte(value: number | undefined): number | null {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value <= 255 ? value : null;
}

type Rgb = readonly [red: number, green: number, blue: number];

const steps = [0, 95, 135, 175, 215, 255] as const;

/** Of the colours 16 to 255 the one that is most alike. */
function toNearest(color: Rgb): number {
  const [red, green, blue] = color.map(toNearestStep) as [number, number, number];
  const grey = Math.max(0, Math.min(23, Math.round(((color[0] + color[1] + color[2]) / 3 - 8) / 10)));
  const cube: Rgb = [steps[red] ?? 0, steps[green] ?? 0, steps[blue] ?? 0];
  const level = 8 + 10 * grey;
  return distance(color, [level, level, level]) < distance(color, cube) ? 232 + grey : 16 + 36 * red + 6 * green + blue;
}

function toNearestStep(value: number): number {
  const sizes = steps.map((step) => Math.abs(step - value));
  return sizes.indexOf(Math.min(...sizes));
}

function distance(one: Rgb, other: Rgb): number {
  return one.reduce((sum, value, place) => sum + (value - (other[place] ?? 0)) ** 2, 0);
}
