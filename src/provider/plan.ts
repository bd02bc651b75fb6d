/** Which read answers a selection. Used by the reader, and to compute the cost of operations. */
import type { JobFacts } from '../job.ts';
import type { Adapter, ListRow } from './adapter.ts';
import { needsSecrets, type RequestedFields } from './requested-fields.ts';

/** How much of a job a read returns: each level includes those before it. */
export const levels = ['row', 'detail', 'complete'] as const;
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
  const known = levelsOf.get(adapter) ?? new WeakMap<ReadonlySet<string>, Level>();
  levelsOf.set(adapter, known);
  const level = known.get(facts) ?? findLevel(adapter, facts);
  known.set(facts, level);
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

export function holds(level: Level, needed: Level): boolean {
  return levels.indexOf(level) >= levels.indexOf(needed);
}

/** Whether a list row answers the whole selection without a describe. */
export function answersFromRow({ listing }: Adapter, { alsoHolds }: ListRow, requested: RequestedFields): boolean {
  if (needsSecrets(requested)) return false;
  return [...requested.facts].every((fact) => holdsInRow(listing, alsoHolds, fact));
}

/** Whether a list row contains this fact. */
export function holdsInRow(listing: Adapter['listing'], alsoHolds: ListRow['alsoHolds'], fact: string): boolean {
  return (
    covers(factsOfAnyRead, fact) ||
    (listing !== undefined && covers(listing.rowFacts, fact)) ||
    (alsoHolds?.some((name) => fact === name || fact.startsWith(`${name}.`)) ?? false)
  );
}

/** Maximum number of calls for a read of this level, without retries and further pages of a completion. */
export function callsOf(level: Level): number {
  return level === 'complete' ? 2 : 1;
}
