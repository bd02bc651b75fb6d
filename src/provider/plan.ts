/** Which read answers a selection. Used by the reader, and to compute the cost of operations. */
import type { JobFacts } from '../job.ts';
import type { Adapter, ListRow } from './adapter.ts';
import { needsSecrets, type RequestedFields } from './requested-fields.ts';

/** How much of a job a read returns: each level includes those before it. */
export const levels = ['row', 'detail', 'complete'] as const;
/** One of `levels`. */
export type Level = (typeof levels)[number];

/** Facts that the key or any read answers. */
const factsOfAnyRead: ReadonlySet<string> = new Set([
  'id',
  'providerJobId',
  'provider',
  'source',
  'fetchedAt',
  'consoleUrl',
  '__typename',
]);

const levelsOf = new WeakMap<object, WeakMap<ReadonlySet<string>, Level>>();

/** The lowest level with all these facts. Cached by the set, because one set serves many jobs. */
export function toLevel<Facts extends JobFacts>(adapter: Adapter<Facts>, facts: ReadonlySet<string>): Level {
  let known = levelsOf.get(adapter);
  if (known === undefined) {
    known = new WeakMap<ReadonlySet<string>, Level>();
    levelsOf.set(adapter, known);
  }
  let level = known.get(facts);
  if (level === undefined) {
    level = findLevel(adapter, facts);
    known.set(facts, level);
  }
  return level;
}

function findLevel<Facts extends JobFacts>({ completion, listing }: Adapter<Facts>, facts: ReadonlySet<string>): Level {
  const asked = [...facts];
  if (completion !== undefined && asked.some((fact) => covers(completion.facts, fact))) return 'complete';
  if (listing !== undefined && asked.every((fact) => covers(factsOfAnyRead, fact) || covers(listing.rowFacts, fact)))
    return 'row';
  return 'detail';
}

/** A name includes everything inside it: `progress` covers `progress.total`. */
function covers(names: ReadonlySet<string>, fact: string): boolean {
  return names.has(fact) || names.has(fact.split('.', 1)[0] ?? fact);
}

/** Whether a record of this level contains what the needed level contains. */
export function holds(level: Level, needed: Level): boolean {
  return level === needed || levels.indexOf(level) > levels.indexOf(needed);
}

/** Whether a job's key answers the whole selection. */
export function answersFromKey({ facts, ...requested }: RequestedFields): boolean {
  return !needsSecrets({ facts, ...requested }) && [...facts].every((fact) => covers(factsOfAnyRead, fact));
}

/** Whether a list row answers the whole selection without a describe. */
export function answersFromRow(adapter: Adapter, row: ListRow, requested: RequestedFields): boolean {
  if (requested.secrets.size > 0 || mayHideText(row, requested.secretsOfMasked)) return false;
  return [...requested.facts].every((fact) => holdsInRow(adapter, row.alsoHolds, fact));
}

/** If the names of withheld secrets are not known, any text may be masked. */
function mayHideText({ withheld }: ListRow, secretsOfMasked: ReadonlySet<string>): boolean {
  return secretsOfMasked.size > 0 && withheld?.some((name) => secretsOfMasked.has(name)) !== false;
}

/** Whether a list row contains this fact. */
export function holdsInRow(adapter: Adapter, alsoHolds: ListRow['alsoHolds'], fact: string): boolean {
  const { listing, completion } = adapter;
  if (covers(factsOfAnyRead, fact)) return true;
  if (listing === undefined) return false;
  if (areRowsWhole(adapter)) return completion === undefined || !covers(completion.facts, fact);
  return covers(listing.rowFacts, fact) || (alsoHolds !== undefined && covers(new Set(alsoHolds), fact));
}

/** Whether the rows of a list contain everything that a describe answers. */
function areRowsWhole({ listing }: Adapter): boolean {
  return listing?.rowsAreRecords === true || listing?.pagesOfKeys === true;
}

/** The maximum of what one more job of a source costs; `jobsPerCall` such jobs that are read in one turn share a call. */
export interface ReadCost {
  readonly calls: number;
  readonly jobsPerCall: number;
}

/** Without retries, further pages of a completion, and what splitting a failed batch adds. */
export function toReadCost(adapter: Adapter, requested: RequestedFields): ReadCost {
  const level = toLevel(adapter, requested.facts);
  if (level === 'complete' || needsSecrets(requested)) return { calls: level === 'complete' ? 2 : 1, jobsPerCall: 1 };
  return { calls: 1, jobsPerCall: adapter.describe.maxKeys };
}

/** The same for a job whose list row was read. */
export function toRowCost(adapter: Adapter, requested: RequestedFields): ReadCost {
  const cost = toReadCost(adapter, requested);
  const isRecord = adapter.listing?.rowsAreRecords === true && !needsSecrets(requested);
  // What is left is the completion.
  return isRecord ? { ...cost, calls: cost.calls - 1 } : cost;
}

/** How many calls a page of a list costs. */
export function callsOfPage({ listing, describe }: Adapter): number {
  if (listing?.pagesOfKeys !== true) return 1;
  return 1 + Math.ceil(listing.maxPageSize / describe.maxKeys);
}
