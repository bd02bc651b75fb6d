/** Enums of the SDL that are made of the code. */

interface EnumToPrint {
  readonly name: string;
  /** The file that it is made of. */
  readonly origin: string;
  readonly description: string;
  readonly values: readonly { readonly name: string; readonly description: string }[];
}

/** A file of SDL. */
export function formatEnum({ name, origin, description, values }: EnumToPrint): string {
  const lines = values.map((value) => `${formatDescription(value.description, '  ')}  ${value.name}\n`);
  return `# Made of ${origin}: npm run generate.\n${formatDescription(description, '')}enum ${name} {\n${lines.join('')}}\n`;
}

/** As wide as the SDL is, in characters. */
const width = 120;

/** In one line, or in several of the SDL's width. */
function formatDescription(text: string, indent: string): string {
  const line = `${indent}"${text}"\n`;
  if (line.length <= width + 1) return line;
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? indent} ${word}`;
    if (lines.length > 0 && longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(`${indent}${word}`);
  }
  return [`${indent}"""`, ...lines, `${indent}"""`, ''].join('\n');
}
