/** Rows of lists: a mapping returns the facts that a list says of a job; what every row says, and nulls, follow from it. */
import type { ListRow } from './adapter.ts';
import type { JobFacts, JobKey } from './job.ts';

/** What a list says of a job, by the names of facts. What it does not say is left out. */
export type SaidFacts<Facts extends JobFacts> = Pick<Facts, 'providerJobId'> & Partial<Facts>;

/** The rows of one provider's lists. */
interface Rows<Args extends readonly unknown[]> {
  /** The names of the facts that every row says. */
  readonly rowFacts: ReadonlySet<string>;
  readonly toRow: (key: JobKey, ...args: Args) => ListRow;
}

/** The facts that all providers have in common, of a row that says nothing of them. */
const unsaid: Omit<JobFacts, 'providerJobId'> = {
  name: null,
  kind: null,
  definition: null,
  status: 'UNKNOWN',
  rawStatus: null,
  statusSource: 'NOT_REPORTED',
  isTerminal: false,
  statusMessage: null,
  createdAt: null,
  startedAt: null,
  updatedAt: null,
  endedAt: null,
  progress: null,
  failures: [],
  consoleUrl: null,
};

/**
 * @param toSaid maps what the list answers of one job
 * @param least arguments for which it says the least: all other rows say these facts, too
 * @param parts names the members of nested facts of which the list does not say all
 */
export function createRows<Args extends readonly unknown[]>(
  toSaid: (...args: Args) => SaidFacts<JobFacts>,
  least: Args,
  parts: Readonly<Record<string, readonly string[]>> = {},
): Rows<Args> {
  const namesInEach = Object.keys(toSaid(...least));
  const rowFacts = new Set(namesInEach.flatMap((name) => parts[name]?.map((part) => `${name}.${part}`) ?? name));
  /** One list for all rows that say the same. */
  const others = new Map<string, readonly string[]>();

  function findOthers(said: object): readonly string[] {
    const names = Object.keys(said).filter((name) => !namesInEach.includes(name));
    const known = others.get(names.join());
    if (known !== undefined) return known;
    others.set(names.join(), names);
    return names;
  }

  return {
    rowFacts,
    toRow: (key, ...args) => {
      const said = toSaid(...args);
      const facts = { ...unsaid, ...said };
      const saysMore = Object.keys(said).length > namesInEach.length;
      return saysMore ? { key, facts, alsoHolds: findOthers(said) } : { key, facts };
    },
  };
}
