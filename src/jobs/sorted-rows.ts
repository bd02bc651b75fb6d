/** The rows of containers whose provider promises no order: all are read, then sorted. */
import { compareRows, type ContainerPages, type ReadRow } from './container-pages.ts';
import { readFirstPages, readPage, type ListRun } from './list-run.ts';

/** Gives one row after the other; undefined at the end. */
export function createSortedStream(run: ListRun): () => Promise<ReadRow | undefined> {
  let sorted: Promise<readonly ReadRow[]> | undefined;
  let index = 0;

  return async () => {
    sorted ??= readAll(run);
    const row = (await sorted)[index];
    index += 1;
    return row;
  };
}

interface Part {
  readonly container: ContainerPages;
  readonly beginnings: number;
  /** By key: a job that moved from page to page meanwhile comes twice. */
  readonly rows: Map<string, ReadRow>;
}

async function readAll(run: ListRun): Promise<readonly ReadRow[]> {
  const { budget } = run;
  let open = (await readFirstPages(run)).map(({ container, rows }) => addRows(toPart(container), rows));
  const ended: Part[] = [];
  // In rounds, so that the same pages are read every time, even if not all are allowed.
  while (open.length > 0) {
    const allowed: Part[] = [];
    for (const part of open) {
      const rest = part.container.rest();
      if (rest === 'cut') budget.noteCut();
      (rest === 'page' && budget.takeFurther() ? allowed : ended).push(part);
    }
    open = (await Promise.all(allowed.map((part) => readNext(run, part)))).flat();
  }
  budget.end();
  const rows = new Map(ended.flatMap((part) => [...part.rows]));
  return [...rows.values()].sort(compareRows);
}

/** Gives nothing of a container that cannot be listed to its end: it would be unknown which of its jobs are missing. */
async function readNext(run: ListRun, part: Part): Promise<readonly Part[]> {
  const { container, beginnings } = part;
  const rows = await readPage(run, container);
  if (rows === undefined) return [];
  return [addRows(container.beginnings() === beginnings ? part : toPart(container), rows)];
}

function toPart(container: ContainerPages): Part {
  return { container, beginnings: container.beginnings(), rows: new Map() };
}

function addRows(part: Part, rows: readonly ReadRow[]): Part {
  for (const row of rows) part.rows.set(row.key, row);
  return part;
}
