/** The options of `jobs ls` that choose jobs, as the graph's `JobFilter`. */
import { isTerminal, jobStatuses, type JobStatus } from '../src/provider/contract/job.ts';
import { UsageFault } from './exit.ts';
import { readMoment } from './moments.ts';
import { toWords } from './options.ts';

/** Those options of `jobs ls`, as texts. */
export interface FilterOptions {
  readonly status?: readonly string[];
  readonly source?: readonly string[];
  readonly provider?: readonly string[];
  readonly account?: readonly string[];
  /** Each is KEY or KEY=VALUE. */
  readonly label?: readonly string[];
  readonly definition?: readonly string[];
  readonly since?: string;
  readonly until?: string;
  readonly endedSince?: string;
  readonly text?: string;
}

/** A label that a source must have: with any value, or with one of these. */
interface LabelFilter {
  readonly key: string;
  readonly values?: readonly string[];
}

/** Members of `JobFilter`. */
export interface Filter {
  readonly sources?: readonly string[];
  readonly providers?: readonly string[];
  readonly accounts?: readonly string[];
  readonly sourceLabels?: readonly LabelFilter[];
  readonly definitions?: readonly string[];
  readonly statuses?: readonly JobStatus[];
  readonly isTerminal?: boolean;
  readonly createdAfter?: string;
  readonly createdBefore?: string;
  readonly endedAfter?: string;
  readonly text?: string;
}

/** Absent members are left out. Throws `CommandFault`. */
export async function toFilter(options: FilterOptions, now: number): Promise<Filter> {
  const { since, until, endedSince, text } = options;
  const sources = toWords(options.source);
  const providers = toWords(options.provider);
  const moment = (name: string, value: string | undefined): string | undefined =>
    value === undefined ? undefined : readMoment(name, value, now);
  return dropUndefined({
    ...toStatusFilter(toWords(options.status)),
    sources: sources.length === 0 ? undefined : sources,
    providers: providers.length === 0 ? undefined : await toProviders(providers),
    accounts: options.account && toWords(options.account),
    sourceLabels: options.label && toLabels(toWords(options.label)),
    // Names of workflows and pipelines may hold commas.
    definitions: options.definition,
    createdAfter: moment('--since', since),
    createdBefore: moment('--until', until),
    endedAfter: moment('--ended-since', endedSince),
    text,
  });
}

/** Whether only jobs are meant that FAILED or TIMED_OUT. */
export function isOfFailures({ statuses = [] }: Filter): boolean {
  return statuses.length > 0 && statuses.every((status) => groups['failed']?.(status));
}

function dropUndefined(members: Readonly<Record<string, unknown>>): Filter {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/** Of one key several values may be given; several keys must all be there. */
function toLabels(words: readonly string[]): readonly LabelFilter[] {
  const pairs = words.map((word) => /^([^=]+)(?:=(.*))?$/s.exec(word) ?? refuseLabel(word));
  const byKey = Map.groupBy(pairs, ([, key = '']) => key);
  return [...byKey].map(([key, ofKey]) => {
    const values = ofKey.flatMap(([, , value]) => value ?? []);
    return values.length === 0 ? { key } : { key, values };
  });
}

function refuseLabel(word: string): never {
  throw new UsageFault(`--label must be KEY or KEY=VALUE, but got ${JSON.stringify(word)}.`);
}

/** Words for several statuses. */
export const groups: Readonly<Record<string, (status: JobStatus) => boolean>> = {
  active: (status) => !isTerminal(status),
  ended: isTerminal,
  failed: (status) => status === 'FAILED' || status === 'TIMED_OUT',
};

function toStatusFilter(words: readonly string[]): Readonly<Record<string, unknown>> {
  const [only] = words;
  if (only === undefined) return {};
  // Also the statuses that a later version may have.
  if (words.length === 1 && (only === 'active' || only === 'ended')) return { isTerminal: only === 'ended' };
  return { statuses: [...new Set(words.flatMap((word) => toStatuses('--status', word)))] };
}

/** The statuses that a word stands for: one, or those of a group. Throws `CommandFault`. */
export function toStatuses(option: string, word: string): readonly JobStatus[] {
  const group = groups[word];
  if (group !== undefined) return jobStatuses.filter(group);
  const status = jobStatuses.find((known) => known === word.toUpperCase().replaceAll('-', '_'));
  if (status !== undefined) return [status];
  const expected = [...jobStatuses, ...Object.keys(groups)].join(', ');
  throw new UsageFault(`${option} must be of ${expected}, but got ${JSON.stringify(word)}.`);
}

/** A provider's name in the configuration, e.g. `awsbatch`, for that of the graph. */
export function toConfigName(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, '');
}

/** By the names of the configuration (`awsbatch`) or of the graph (`AWS_BATCH`). */
async function toProviders(words: readonly string[]): Promise<readonly string[]> {
  const { readSchema } = await import('./schema.ts');
  const { providers } = readSchema();
  return words.map((word) => {
    const provider = providers.find((known) => toConfigName(known) === toConfigName(word));
    if (provider !== undefined) return provider;
    const expected = providers.map(toConfigName).join(', ');
    throw new UsageFault(`--provider must be of ${expected}, but got ${JSON.stringify(word)}.`);
  });
}
