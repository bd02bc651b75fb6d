/** The rows of containers that are each listed newest first, merged: a page is read when its container's turn comes. */
import { compareNewestFirst, type Instant, type JobPosition } from '../job.ts';
import { compareRows, type ContainerPages, type ReadRow } from './container-pages.ts';
import { readFirstPages, readPage, type ListRun } from './list-run.ts';

interface Part {
  readonly container: ContainerPages;
  /** Sorted. */
  rows: ReadRow[];
  /** Further pages have no newer rows; undefined as long as no row had a time. */
  bound: Instant | undefined;
  /** No page is read any more. */
  isClosed: boolean;
}

/** A container's next row, or the place of its next page. */
interface Head {
  readonly position: JobPosition;
  readonly row: ReadRow | undefined;
}

/** Gives one row after the other; undefined at the end. */
export function createMergedStream(run: ListRun): () => Promise<ReadRow | undefined> {
  const createdAfter = run.filter.createdAfter?.toISOString();
  const seen = new Set<string>();
  /** Sorted by their heads. */
  let started: Promise<Part[]> | undefined;

  return async () => {
    const parts = await (started ??= start(run));
    for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
      const head = toHead(part);
      if (head === undefined) continue;
      if (isOlder(head.position, createdAfter)) break;
      if (head.row === undefined) await readMore(run, part);
      else part.rows.shift();
      insert(parts, part);
      if (head.row === undefined || seen.has(head.row.key)) continue;
      seen.add(head.row.key);
      return head.row;
    }
    // All further rows are older, too.
    parts.length = 0;
    run.budget.end();
    return undefined;
  };
}

async function start(run: ListRun): Promise<Part[]> {
  const parts: Part[] = [];
  for (const { container, rows } of await readFirstPages(run)) {
    const part: Part = { container, rows: [], bound: undefined, isClosed: false };
    addPage(part, rows);
    insert(parts, part);
  }
  return parts;
}

async function readMore(run: ListRun, part: Part): Promise<void> {
  const { container } = part;
  const rest = container.rest();
  if (rest === 'cut') run.budget.noteCut();
  const beginnings = container.beginnings();
  const rows = rest === 'page' && run.budget.takeFurther() ? await readPage(run, container) : undefined;
  if (rows === undefined) {
    part.isClosed = true;
    return;
  }
  if (container.beginnings() !== beginnings) part.bound = undefined;
  addPage(part, rows);
}

function addPage(part: Part, rows: readonly ReadRow[]): void {
  part.rows = [...part.rows, ...rows].sort(compareRows);
  part.bound = rows.findLast(({ facts }) => facts.createdAt !== null)?.facts.createdAt ?? part.bound;
}

/** Sorts before all times. */
const newest = '~';

/** Undefined if the container has no more rows. */
function toHead({ container, rows, bound, isClosed }: Part): Head | undefined {
  const [row] = rows;
  const ofRow = row && { position: { createdAt: row.facts.createdAt, id: row.key }, row };
  if (isClosed || container.rest() === 'nothing') return ofRow;
  // The provider orders by time only: rows of the bound's time wait for those of the same time on the next page.
  const ofPage = { position: { createdAt: bound ?? newest, id: '' }, row: undefined };
  return ofRow === undefined || compareNewestFirst(ofPage.position, ofRow.position) < 0 ? ofPage : ofRow;
}

function isOlder({ createdAt }: JobPosition, than: Instant | undefined): boolean {
  return than !== undefined && createdAt !== null && createdAt < than;
}

/** Keeps the order of heads. A part without a head is left out. */
function insert(parts: Part[], part: Part): void {
  const head = toHead(part);
  if (head === undefined) return;
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = toHead(parts[middle] as Part);
    if (other !== undefined && compareNewestFirst(other.position, head.position) <= 0) low = middle + 1;
    else high = middle;
  }
  parts.splice(low, 0, part);
}
