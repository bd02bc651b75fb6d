/** The commands that documents show, as a shell would read them. */

/** A command of a `sh` block: its line without comments, with the lines that a quote or a backslash joins to it. */
export interface ShownCommand {
  readonly document: string;
  readonly command: string;
}

/** Every command of the document's `sh` blocks, in order. */
export function listCommands(document: string, text: string): readonly ShownCommand[] {
  const blocks = [...text.matchAll(/^ *```sh\n(.+?)^ *```$/gms)];
  return blocks.flatMap(([, block = '']) => splitCommands(block)).map((command) => ({ document, command }));
}

/** The languages of the document's blocks; empty for a block without one. */
export function listLanguages(text: string): readonly string[] {
  return [...text.matchAll(/^ *```(.*)\n[^]*?^ *```$/gm)].map(([, language = '']) => language);
}

/** A quoted text, a joined line, a comment, an end of line, or anything else. */
const token = /'[^']*'|"(?:\\.|[^"\\])*"|\\\n|(?<=^|\s)#[^\n]*|\n|[^]/gy;

function splitCommands(block: string): readonly string[] {
  const commands = [''];
  for (const [part] of block.matchAll(token)) {
    if (part === '\n') commands.push('');
    else if (!part.startsWith('#')) commands.push(`${commands.pop() ?? ''}${part === '\\\n' ? ' ' : part}`);
  }
  return commands.map((command) => command.trim()).filter((command) => command !== '');
}

/** The words of a simple command without variables; quotes are taken off. */
export function splitWords(command: string): readonly string[] {
  return (command.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? []).map((word) => word.replaceAll(/['"]/g, ''));
}
