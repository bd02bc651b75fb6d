/**
 * One list of a source: which of its containers' pages it reads, and what it does about those that fail. Where the
 * provider promises no order, all pages are read, then sorted.
 */
import type { ListFilter } from '../../provider/contract/adapter.ts';
import { compareRows, type ContainerPages, type ReadRow } from './container-pages.ts';

/** The row that follows; undefined at the end. A promise only if a page has to be read for it. */
export type NextRow = ReadRow | undefined | Promise<ReadRow | undefined>;

/** The state of one list of a source while it is read. */
export interface ListRun {
  readonly filter: ListFilter;
  readonly budget: PageBudget;
  /** The containers, in the order of their first pages. Throws `ProviderError`. */
  readonly readContainers: () => Promise<readonly ContainerPages[]>;
  /** Reports a `ProviderError`, and throws anything else. */
  readonly noteFailure: (error: unknown) => void;
}

/** How many pages of a source one list may read. */
export interface PageAllowance {
  readonly pages: number;
  /** Whether a container's first page may be read beyond them. */
  readonly takeFirst: () => boolean;
  /** Whether another page may be read beyond them. Default: none may. */
  readonly takeFurther?: () => boolean;
  /** Takes back the pages that this list does not need. */
  readonly giveBack?: (pages: number) => void;
}

/** The pages that one list may still read. A page that is not allowed makes the list truncated. */
export interface PageBudget {
  readonly takeFirst: () => boolean;
  readonly takeFurther: () => boolean;
  /** More jobs follow that are not read. */
  readonly noteCut: () => void;
  /** No page is read any more. */
  readonly end: () => void;
  readonly isTruncated: () => boolean;
}

/** Spends the pages of the allowance first, then asks for each further page. */
export function createPageBudget({ pages, takeFirst, takeFurther, giveBack }: PageAllowance): PageBudget {
  let left = pages;
  let isTruncated = false;

  function spend(isAllowedBeyond: () => boolean): boolean {
    if (left > 0) left -= 1;
    else if (!isAllowedBeyond()) {
      isTruncated = true;
      return false;
    }
    return true;
  }

  return {
    takeFirst: () => spend(takeFirst),
    takeFurther: () => spend(() => takeFurther?.() === true),
    noteCut: () => {
      isTruncated = true;
    },
    end: () => {
      giveBack?.(left);
      left = 0;
    },
    isTruncated: () => isTruncated,
  };
}

/** A container whose first page has been read. */
interface FirstPage {
  readonly container: ContainerPages;
  /** Sorted. */
  readonly rows: readonly ReadRow[];
}

/** Reads the first page of every container, without those that cannot be listed. */
export async function readFirstPages(run: ListRun): Promise<readonly FirstPage[]> {
  const pages = await Promise.all(
    (await readContainers(run)).map(async (container) => {
      const rows = await readPage(run, container);
      return rows === undefined ? [] : [{ container, rows }];
    }),
  );
  return pages.flat();
}

async function readContainers({
  readContainers: read,
  budget,
  noteFailure,
}: ListRun): Promise<readonly ContainerPages[]> {
  try {
    const containers = await read();
    return containers.filter(() => budget.takeFirst());
  } catch (error) {
    noteFailure(error);
    return [];
  }
}

/** Undefined if the container cannot be listed, which is reported. */
export async function readPage(run: ListRun, container: ContainerPages): Promise<readonly ReadRow[] | undefined> {
  try {
    return await container.readPage();
  } catch (error) {
    run.noteFailure(error);
    return undefined;
  }
}

/** Gives one row after the other of containers in no order. */
export function createSortedStream(run: ListRun): () => NextRow {
  let sorted: readonly ReadRow[] | undefined;
  let index = -1;

  async function begin(): Promise<ReadRow | undefined> {
    sorted = await readAll(run);
    return sorted[index];
  }

  return () => {
    index += 1;
    return sorted === undefined ? begin() : sorted[index];
  };
}

interface SortedContainer {
  readonly container: ContainerPages;
  readonly beginnings: number;
  /** By key: a job that moved from page to page meanwhile comes twice. */
  readonly rows: Map<string, ReadRow>;
}

async function readAll(run: ListRun): Promise<readonly ReadRow[]> {
  const { budget } = run;
  let open = (await readFirstPages(run)).map(({ container, rows }) => addRows(toSortedContainer(container), rows));
  const ended: SortedContainer[] = [];
  // In rounds, so that the same pages are read every time, even if not all are allowed.
  while (open.length > 0) {
    const allowed: SortedContainer[] = [];
    for (const listed of open) {
      const rest = listed.container.rest();
      if (rest === 'cut') budget.noteCut();
      (rest === 'page' && budget.takeFurther() ? allowed : ended).push(listed);
    }
    open = (await Promise.all(allowed.map((listed) => readNext(run, listed)))).flat();
  }
  budget.end();
  const rows = new Map(ended.flatMap((listed) => [...listed.rows]));
  return [...rows.values()].sort(compareRows);
}

/** Gives nothing of a container that cannot be listed to its end: it would be unknown which of its jobs are missing. */
async function readNext(run: ListRun, listed: SortedContainer): Promise<readonly SortedContainer[]> {
  const { container, beginnings } = listed;
  const rows = await readPage(run, container);
  if (rows === undefined) return [];
  return [addRows(container.beginnings() === beginnings ? listed : toSortedContainer(container), rows)];
}

function toSortedContainer(container: ContainerPages): SortedContainer {
  return { container, beginnings: container.beginnings(), rows: new Map() };
}

function addRows(listed: SortedContainer, rows: readonly ReadRow[]): SortedContainer {
  for (const row of rows) listed.rows.set(row.key, row);
  return listed;
}
