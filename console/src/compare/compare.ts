/** What differs between two jobs of one type, as their open fields say it. Pure. */
import {
  isEmpty,
  isList,
  isObject,
  listEntries,
  toLabel,
  toTypeName,
  type Fact,
  type FactObject,
} from '../detail/facts.ts';
import { fieldKinds } from '../detail/fields.generated.ts';

export interface Difference {
  /** From the job to the field, for example `Environment variables: NODE_ENV: Value from`. */
  readonly path: string;
  /** What this job says. Null where it says nothing. */
  readonly one: string | null;
  readonly other: string | null;
}

/** What differs in every run, and so tells nothing: names of the run itself, how far it came, and how long its parts took. */
const always =
  /^(?:id|providerJobId|progress|arn|taskArn|uid|etag|resourceVersion|traceHeader|url|runnerName|logStreamName|streamName|jobId|runId|jobRunId|originalAttemptRunId|previousRunId|executionId|actionExecutionId|externalExecutionId|checkSuiteId|runNumber|buildNumber|fetchedAt|durationSeconds|dpuSeconds|(?:execution|training|billable|active)Seconds|(?:queue|setup|execution|cleanup|run)Milliseconds)$/;

/** Fields by which entries of a list are told apart, the first that an entry has. */
const keys = ['name', 'key', 'type', 'taskId', 'taskKey', 'subject', 'channel', 'identifier'] as const;

/** In the order of the schema; times, addresses, and what differs in every run are left out. */
export function compareFacts(one: FactObject, other: FactObject): readonly Difference[] {
  const [here, there] = [flatten(one), flatten(other)];
  const paths = [...new Set([...here.keys(), ...there.keys()])];
  return paths
    .map((path) => ({ path, one: here.get(path) ?? null, other: there.get(path) ?? null }))
    .filter((difference) => difference.one !== difference.other);
}

function flatten(job: FactObject): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const put = (path: readonly string[], fact: Fact): void => {
    if (isEmpty(fact)) return;
    if (isObject(fact)) putObject(path, fact);
    else if (isList(fact)) putList(path, fact);
    else found.set(path.join(': '), String(fact));
  };
  const putObject = (path: readonly string[], object: FactObject): void => {
    for (const [name, inner] of listEntries(object))
      if (isTelling(toTypeName(object), name)) put([...path, toLabel(name)], inner);
  };
  const putList = (path: readonly string[], list: readonly Fact[]): void => {
    const objects = list.filter(isObject);
    if (objects.length < list.length) put(path, list.map(String).join(', '));
    else for (const [key, object] of nameEntries(objects)) put([...path, key], object);
  };
  putObject([], job);
  return found;
}

function isTelling(type: string, name: string): boolean {
  const kinds: Readonly<Record<string, Readonly<Record<string, string>>>> = fieldKinds;
  return !always.test(name) && !['time', 'url'].includes(kinds[type]?.[name] ?? '');
}

/** Entries by what tells them apart; several of one name are counted. */
function nameEntries(objects: readonly FactObject[]): readonly (readonly [string, FactObject])[] {
  const counts = new Map<string, number>();
  return objects.map((object, place) => {
    const key = keys.map((name) => object[name]).find((fact) => typeof fact === 'string');
    const name = typeof key === 'string' ? key : String(place + 1);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return [count === 1 ? name : `${name} (${count})`, object];
  });
}
