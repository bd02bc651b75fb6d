/** `sources`: the accounts that jobs are read from, and how each is doing. */
import { idColumn, textAt, textColumn, timeColumn, type Column, type Row, type Style } from '../columns.ts';
import { exits } from '../exit.ts';
import { sourceFields, toSourcesQuery } from '../operations.ts';
import { chooseFields } from '../options.ts';
import type { Session } from '../session.ts';

const styles: Readonly<Record<string, Style>> = { HEALTHY: 'green', DEGRADED: 'yellow', UNAVAILABLE: 'red' };

const columns: readonly Column[] = [
  idColumn('SOURCE', 'name'),
  textColumn('PROVIDER', 'provider'),
  textColumn('REGION', 'region'),
  textColumn('LIFECYCLE', 'lifecycle'),
  textColumn('LISTS', 'canList'),
  { ...textColumn('STATE', 'health.state'), style: (row) => styles[textAt(row, 'health.state')] },
  timeColumn('ANSWERED', 'health.lastSuccessAt'),
  textColumn('LAST ERROR', 'health.lastErrorCode'),
];

/** Prints the sources; 69 where one is UNAVAILABLE and `check` is set. Throws `CommandFault`. */
export async function listSources(session: Session, { check }: { readonly check?: boolean }): Promise<number> {
  const chosen = await chooseFields(session.options, 'JobSource', sourceFields);
  if ('names' in chosen) return session.names(chosen.names);
  const query = toSourcesQuery(chosen.selection);
  const sources = (await session.askFor('jobSources', { query })) as readonly Row[];
  await session.rows(
    columns,
    sources.map(({ checked: _checked, ...source }) => source),
  );
  const isDown = sources.some((source) => textAt(source, 'checked.state') === 'UNAVAILABLE');
  return check === true && isDown ? exits.unavailable : exits.done;
}
