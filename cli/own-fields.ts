/** `--json` for answers that are made here and have no type of the graph. */
import type { Row } from './columns.ts';
import { UsageFault } from './exit.ts';
import { readFieldNames, type CommonOptions } from './options.ts';

/** Picks the fields of --json from each row; if --json has no value, the names for printing instead. Throws `CommandFault`. */
export function chooseOwnFields(
  options: CommonOptions,
  names: readonly string[],
): { readonly pick: (row: Row) => Row } | { readonly names: readonly string[] } {
  const chosen = readFieldNames(options);
  if (chosen === undefined) return { pick: (row) => row };
  if (chosen === 'all') return { names };
  const wrong = chosen.find((name) => !names.includes(name));
  if (chosen.length === 0 || wrong !== undefined)
    throw new UsageFault(
      `--json must name fields of ${names.join(', ')}, but got ${wrong === undefined ? 'none' : JSON.stringify(wrong)}.`,
    );
  return { pick: (row) => Object.fromEntries(chosen.map((name) => [name, row[name]])) };
}
