/** Which read answers an ask: the table that the reader reads by and the cost rule counts by. */
import type { JobFacts } from '../job.ts';
import type { Adapter, ListRow } from './adapter.ts';
import { asksForSecrets, type Ask } from './ask.ts';

/** How much a read says of a job: each level holds all that those before it do. */
export const levels = ['row', 'detail', 'complete'] as const;
export type Level = (typeof levels)[number];

/** Facts that the key alone, or any read at all, answers. */
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

/** The least level that holds all these facts. Looked up for a set that was asked about before: one serves many jobs. */
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

/** A name stands for all that is inside it: `progress` covers `progress.total`. */
function covers(names: ReadonlySet<string>, fact: string): boolean {
  return names.has(fact) || names.has(fact.split('.', 1)[0] ?? fact);
}

export function holds(level: Level, needed: Level): boolean {
  return levels.indexOf(level) >= levels.indexOf(needed);
}

/** True where a list row answers the whole ask without a describe. */
export function answersFromRow({ listing }: Adapter, { alsoHolds }: ListRow, ask: Ask): boolean {
  if (asksForSecrets(ask)) return false;
  return [...ask.facts].every((fact) => holdsInRow(listing, alsoHolds, fact));
}

/** True where a list row holds this fact. */
export function holdsInRow(listing: Adapter['listing'], alsoHolds: ListRow['alsoHolds'], fact: string): boolean {
  return (
    covers(factsOfAnyRead, fact) ||
    (listing !== undefined && covers(listing.rowFacts, fact)) ||
    (alsoHolds?.includes(fact) ?? false)
  );
}

/** How many calls a read of this level makes at worst, retries and further pages of a completion left out. */
export function callsOf(level: Level): number {
  return level === 'complete' ? 2 : 1;
}
