/** `--json` for answers that are made here and have no type of the graph. */
import type { Row } from './columns.ts';
import { CommandFault, exits } from './exit.ts';
import { refuseFormsOfJson, toWords, type CommonOptions } from './options.ts';

/** What is kept of each row, or where --json names nothing, the names that it can have. Throws `CommandFault`. */
export function chooseOwnFields(
  options: CommonOptions,
  names: readonly string[],
): { readonly pick: (row: Row) => Row } | { readonly names: readonly string[] } {
  const { json } = options;
  refuseFormsOfJson(options);
  if (json === undefined) return { pick: (row) => row };
  if (json === true) return { names };
  const chosen = toWords([json]);
  const wrong = chosen.find((name) => !names.includes(name));
  if (chosen.length === 0 || wrong !== undefined)
    throw new CommandFault(
      exits.usage,
      `--json must name fields of ${names.join(', ')}, but got ${wrong === undefined ? 'none' : JSON.stringify(wrong)}.`,
    );
  return { pick: (row) => Object.fromEntries(chosen.map((name) => [name, row[name]])) };
}
