/** The rows of containers that are each listed newest first, merged: a page is read when its container's turn comes. */
import type { Instant } from '../../provider/contract/job.ts';
import { compareNewestFirst, type JobPosition } from '../reading/job-id.ts';
import { compareRows, type ContainerPages, type ReadRow } from './container-pages.ts';
import { readFirstPages, readPage, type ListRun, type NextRow } from './list-run.ts';

interface MergedContainer {
  readonly container: ContainerPages;
  /** Sorted. */
  rows: ReadRow[];
  /** No page is read any more. */
  isClosed: boolean;
}

/** A container's next row, or the place of its next page. */
interface Head {
  readonly position: JobPosition;
  readonly row: ReadRow | undefined;
}

/** Gives one row after the other. */
export function createMergedStream(run: ListRun): () => NextRow {
  const createdAfter = run.filter.createdAfter?.toISOString();
  const seen = new Set<string>();
  /** Sorted by their heads; undefined before the first pages are read. */
  let containers: MergedContainer[] | undefined;

  async function begin(): Promise<ReadRow | undefined> {
    containers = await start(run);
    return takeNext(containers);
  }

  async function readOn(merged: MergedContainer, others: MergedContainer[]): Promise<ReadRow | undefined> {
    await readMore(run, merged);
    insert(others, merged);
    return takeNext(others);
  }

  function takeNext(sorted: MergedContainer[]): NextRow {
    for (let merged = sorted.shift(); merged !== undefined; merged = sorted.shift()) {
      const head = toHead(merged);
      if (head === undefined) continue;
      if (isOlder(head.position, createdAfter)) break;
      if (head.row === undefined) return readOn(merged, sorted);
      merged.rows.shift();
      insert(sorted, merged);
      if (seen.has(head.row.key)) continue;
      seen.add(head.row.key);
      return head.row;
    }
    // All further rows are older, too.
    sorted.length = 0;
    run.budget.end();
    return undefined;
  }

  return () => (containers === undefined ? begin() : takeNext(containers));
}

async function start(run: ListRun): Promise<MergedContainer[]> {
  const containers: MergedContainer[] = [];
  for (const { container, rows } of await readFirstPages(run)) {
    const merged: MergedContainer = { container, rows: [], isClosed: false };
    addPage(run, merged, rows);
    insert(containers, merged);
  }
  return containers;
}

async function readMore(run: ListRun, merged: MergedContainer): Promise<void> {
  const { container } = merged;
  const rest = container.rest();
  if (rest === 'cut') run.budget.noteCut();
  const rows = rest === 'page' && run.budget.takeFurther() ? await readPage(run, container) : undefined;
  if (rows === undefined) {
    merged.isClosed = true;
    return;
  }
  addPage(run, merged, rows);
}

function addPage({ budget }: ListRun, merged: MergedContainer, rows: readonly ReadRow[]): void {
  // Newer jobs than those given may be on further pages.
  if (!merged.container.isNewestFirst()) budget.noteCut();
  merged.rows = [...merged.rows, ...rows].sort(compareRows);
}

/** Sorts before all times. */
const newest = '~';

/** Undefined if the container has no more rows. */
function toHead({ container, rows, isClosed }: MergedContainer): Head | undefined {
  const [row] = rows;
  const ofRow = row && { position: { createdAt: row.facts.createdAt, id: row.key }, row };
  if (isClosed || container.rest() === 'nothing') return ofRow;
  // The provider orders by time only: rows of the bound's time wait for those of the same time on the next page.
  const ofPage = { position: { createdAt: container.bound() ?? newest, id: '' }, row: undefined };
  return ofRow === undefined || compareNewestFirst(ofPage.position, ofRow.position) < 0 ? ofPage : ofRow;
}

function isOlder({ createdAt }: JobPosition, than: Instant | undefined): boolean {
  return than !== undefined && createdAt !== null && createdAt < than;
}

/** Keeps the order of heads. A part without a head is left out. */
function insert(containers: MergedContainer[], merged: MergedContainer): void {
  const head = toHead(merged);
  if (head === undefined) return;
  let [low, high] = [0, containers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = toHead(containers[middle] as MergedContainer);
    if (other !== undefined && compareNewestFirst(other.position, head.position) <= 0) low = middle + 1;
    else high = middle;
  }
  containers.splice(low, 0, merged);
}
