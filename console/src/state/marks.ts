/** Whether a failure is new: words made of the newest runs of a job's definition. Nothing is guessed where runs are not known. */
import type { DefinitionRunsFragment } from '../graph/graphql.generated.ts';
import { toKnownStatus, toStatusLook } from './status.ts';

/** The newest runs of one definition, as the graph counts them. */
export type Runs = Omit<DefinitionRunsFragment, '__typename'>;

export interface Mark {
  /** For example `NEW`, `×3`, `flaky` or `?`. */
  readonly word: string;
  readonly kind: 'new' | 'again' | 'flaky' | 'unknown';
  readonly title: string;
}

/** How many times the usual a run takes before it is called slow. */
const slowFactor = 2;

export function toRunsKey(source: string, definition: string): string {
  return `${source}\n${definition}`;
}

/** By what `toRunsKey` gives. */
export function indexRuns(definitions: readonly Runs[]): ReadonlyMap<string, Runs> {
  return new Map(definitions.map((runs) => [toRunsKey(runs.source.name, runs.definition), runs]));
}

/** What a run says about its definition: only ended ones that went well or badly do. */
function toOutcome(status: string | null): 'good' | 'bad' | null {
  if (status === 'SUCCEEDED') return 'good';
  return status !== null && toStatusLook(toKnownStatus(status)).group === 'badly' ? 'bad' : null;
}

/** The word of a job that failed; null where it did not, is not among the runs, or there is nothing to say. */
export function toMark(runs: Runs, id: string): Mark | null {
  const place = runs.runs.findIndex((run) => run.id === id);
  if (place === -1 || toOutcome(runs.runs[place]?.status ?? null) !== 'bad') return null;
  if (runs.isFlaky === true) return { word: 'flaky', kind: 'flaky', title: 'It fails and recovers again and again.' };
  const before = runs.runs.slice(place);
  const known = before.filter(({ status }) => toOutcome(status) !== null);
  const firstGood = known.findIndex(({ status }) => toOutcome(status) === 'good');
  const streak = firstGood === -1 ? known.length : firstGood;
  const isCut = firstGood === -1 && runs.hasEarlierRuns;
  const isUnsaid = before.some(({ status }) => status === null);
  if (streak === 1 && firstGood !== -1) return { word: 'NEW', kind: 'new', title: 'The run before it was good.' };
  if (streak > 1) {
    const count = isCut ? `${streak}+` : String(streak);
    return { word: `×${count}`, kind: 'again', title: `It has failed ${count} times in a row.` };
  }
  return isCut || isUnsaid ? { word: '?', kind: 'unknown', title: 'Whether it failed before is not known.' } : null;
}

/** How many times the usual a run takes; null where that is not much more, or not known. */
export function toSlowness(runs: Pick<Runs, 'medianDurationSeconds'> | undefined, milliseconds: number | null) {
  const usual = runs?.medianDurationSeconds ?? null;
  if (usual === null || usual <= 0 || milliseconds === null) return null;
  const times = milliseconds / 1000 / usual;
  return times > slowFactor ? times : null;
}

/** For example `▲3×`. */
export function formatTimes(times: number): string {
  return `▲${times < 10 ? Math.floor(times * 10) / 10 : Math.floor(times)}×`;
}

/** The newest runs in words, for example `12 runs, newest first: Failed, Succeeded`. */
export function describeRuns({ runs, hasEarlierRuns }: Pick<Runs, 'runs' | 'hasEarlierRuns'>): string {
  const words = runs.map(({ status }) => (status === null ? 'not said' : toStatusLook(status).word.toLowerCase()));
  const count = runs.length === 1 ? '1 run' : `${runs.length} runs`;
  return `${hasEarlierRuns ? `The last ${count}` : `All ${count}`}, newest first: ${words.join(', ')}`;
}

interface Marked {
  readonly id: string;
  readonly source: string;
  readonly definition: string | null;
}

/** How many jobs have each kind of mark. */
export function countMarks(
  rows: readonly Marked[],
  runs: ReadonlyMap<string, Runs>,
): Readonly<Record<Mark['kind'], number>> {
  const counts = { new: 0, again: 0, flaky: 0, unknown: 0 };
  for (const { id, source, definition } of rows) {
    const own = definition === null ? undefined : runs.get(toRunsKey(source, definition));
    const mark = own === undefined ? null : toMark(own, id);
    if (mark !== null) counts[mark.kind] += 1;
  }
  return counts;
}
