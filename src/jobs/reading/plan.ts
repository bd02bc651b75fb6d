/** Which read answers a selection. Used by the reader, and to compute the cost of operations. */
import type { JobFacts, JobKey } from '../../provider/contract/job.ts';
import type { Adapter, ListRow } from '../../provider/contract/adapter.ts';

/** What an operation selects of one job, by graph field name; `a.b` for a nested field that decides which read is needed. */
export interface RequestedFields {
  readonly facts: ReadonlySet<string>;
  /** Secrets that the viewer may see. They are never cached. */
  readonly secrets: ReadonlySet<string>;
}

/** One job, and its requested fields. */
export interface JobRequest extends RequestedFields {
  readonly key: JobKey;
  /** The graph's id of the job, if it is there already. */
  readonly id?: string;
}

/** Whether secrets are requested, which are read for one operation alone. */
export function needsSecrets({ secrets }: Pick<RequestedFields, 'secrets'>): boolean {
  return secrets.size > 0;
}

/** The facts that a read of a job's log asks for. No row of a list has this name: a log may need all that a describe gives. */
export const loggedJob: RequestedFields = { facts: new Set(['logParts']), secrets: new Set() };

/** What answers both. */
export function mergeRequestedFields(one: RequestedFields, other: RequestedFields): RequestedFields {
  return {
    facts: one.facts.union(other.facts),
    secrets: one.secrets.union(other.secrets),
  };
}

/** Adds facts to a selection, for callers that need them in any case. */
export function withFacts<A extends RequestedFields>(requested: A, facts: ReadonlySet<string>): A {
  return { ...requested, facts: requested.facts.union(facts) };
}

/** Whether an answer to `one` answers `other`, too. */
export function covers(one: RequestedFields, other: RequestedFields): boolean {
  if (one.facts === other.facts && one.secrets === other.secrets) return true;
  return other.facts.isSubsetOf(one.facts) && other.secrets.isSubsetOf(one.secrets);
}

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

const levelsOf = new WeakMap<ReadonlySet<string>, Map<object, Level>>();

/** The lowest level with all these facts. Cached by the set, because one set serves many jobs. */
export function toLevel<Facts extends JobFacts>(adapter: Adapter<Facts>, facts: ReadonlySet<string>): Level {
  let known = levelsOf.get(facts);
  if (known === undefined) {
    known = new Map<object, Level>();
    levelsOf.set(facts, known);
  }
  let level = known.get(adapter);
  if (level === undefined) {
    level = findLevel(adapter, facts);
    known.set(adapter, level);
  }
  return level;
}

function findLevel<Facts extends JobFacts>(adapter: Adapter<Facts>, facts: ReadonlySet<string>): Level {
  const { completion, listing } = adapter;
  const asked = [...facts].flatMap((fact) => listParts(adapter, fact));
  if (completion !== undefined && asked.some((fact) => includes(completion.facts, fact))) return 'complete';
  const rowFacts = listing?.rowFacts;
  if (rowFacts !== undefined && asked.every((fact) => includes(factsOfAnyRead, fact) || includes(rowFacts, fact)))
    return 'row';
  return 'detail';
}

/** A name includes everything inside it: `progress` covers `progress.total`. */
function includes(names: ReadonlySet<string>, fact: string): boolean {
  if (names.has(fact)) return true;
  const dot = fact.indexOf('.');
  return dot !== -1 && names.has(fact.slice(0, dot));
}

/** Whether a record of this level contains what the needed level contains. */
export function holds(level: Level, needed: Level): boolean {
  return level === needed || levels.indexOf(level) > levels.indexOf(needed);
}

/** Whether a job's key answers the whole selection. */
export function answersFromKey({ facts, secrets }: RequestedFields): boolean {
  return !needsSecrets({ secrets }) && [...facts].every((fact) => includes(factsOfAnyRead, fact));
}

/** Whether a list row answers the whole selection without a describe. */
export function answersFromRow(adapter: Adapter, row: ListRow, requested: RequestedFields): boolean {
  return !needsSecrets(requested) && [...requested.facts].every((fact) => holdsInRow(adapter, row.alsoHolds, fact));
}

/** Whether a list row contains this fact. */
export function holdsInRow(adapter: Adapter, alsoHolds: ListRow['alsoHolds'], fact: string): boolean {
  return listParts(adapter, fact).every((part) => holdsPart(adapter, alsoHolds, part));
}

/** The facts that decide `durationSeconds`; any other fact stands for itself. */
function listParts({ reportsStart = true }: Pick<Adapter, 'reportsStart'>, fact: string): readonly string[] {
  return fact === 'durationSeconds' ? ['isTerminal', reportsStart ? 'startedAt' : 'createdAt', 'endedAt'] : [fact];
}

function holdsPart(adapter: Adapter, alsoHolds: ListRow['alsoHolds'], fact: string): boolean {
  const { listing, completion } = adapter;
  if (includes(factsOfAnyRead, fact)) return true;
  if (listing === undefined) return false;
  if (areRowsWhole(adapter)) return completion === undefined || !includes(completion.facts, fact);
  const isInEach = listing.rowFacts !== undefined && includes(listing.rowFacts, fact);
  return isInEach || (alsoHolds !== undefined && includes(new Set(alsoHolds), fact));
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
  // Only the completion is still to be read.
  return isRecord ? { ...cost, calls: cost.calls - 1 } : cost;
}

/** How many calls a page of a source's list costs. A page of keys costs the reads of its jobs, too. */
export function countCallsPerPage({ listing, describe }: Adapter): number {
  if (listing?.pagesOfKeys !== true) return 1;
  return 1 + Math.ceil(listing.maxPageSize / describe.maxKeys);
}
