/** The width of the project's documents, in characters. */
const maxColumns = 140;

/** Breaks a text at its blanks into lines of at most 140 characters; all but the first begin with `indent`. */
export function wrap(text: string, indent: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= maxColumns) lines.splice(-1, 1, `${last} ${word}`);
    else lines.push(last === undefined ? word : `${indent}${word}`);
  }
  return lines.join('\n');
}
