/** A job's fields as the graph gives them, and how they are named and arranged for people. */

export type Fact = string | number | boolean | null | undefined | readonly Fact[] | FactObject;

export interface FactObject {
  readonly [name: string]: Fact;
}

export type Entry = readonly [name: string, fact: Fact];

export function isObject(fact: Fact): fact is FactObject {
  return typeof fact === 'object' && fact !== null && !Array.isArray(fact);
}

export function isList(fact: Fact): fact is readonly Fact[] {
  return Array.isArray(fact);
}

/** Whether a field says nothing: null, an empty text or list, or an object whose fields are all empty. */
export function isEmpty(fact: Fact): boolean {
  if (fact == null || fact === '') return true;
  if (isList(fact)) return fact.length === 0;
  return isObject(fact) && listEntries(fact).every(([, inner]) => isEmpty(inner));
}

/** Without the name of the type, in the order of the schema. */
export function listEntries(object: FactObject): readonly Entry[] {
  return Object.entries(object).filter(([name]) => name !== '__typename');
}

/** The fields that at least one of these objects says. */
export function listColumns(rows: readonly FactObject[], showsEmpty: boolean): readonly string[] {
  const names = new Set(rows.flatMap((row) => listEntries(row).map(([name]) => name)));
  return [...names].filter((name) => showsEmpty || rows.some((row) => !isEmpty(row[name])));
}

const capitals = new Set(['arn', 'etag', 'id', 'ids', 'json', 'kms', 'sha', 'sse', 'ttl', 'uid', 'url']);

/** `backoffLimitPerIndex` → `Backoff limit per index`, `roleArn` → `Role ARN`, `createdAt` → `Created`. */
export function toLabel(name: string): string {
  const words = name
    .replace(/(?<=.)At$/, '')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(' ')
    .map((word) => word.toLowerCase())
    .map((word) => (capitals.has(word) ? toAcronym(word) : word));
  return toSentence(words.join(' '));
}

function toAcronym(word: string): string {
  return { etag: 'ETag', ids: 'IDs' }[word] ?? word.toUpperCase();
}

/** A value of an enumeration: `NOT_RECEIVED` → `Not received`. */
export function toWords(value: string): string {
  return toSentence(value.toLowerCase().replaceAll('_', ' '));
}

function toSentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

/** `s3://bucket/key` of an object in S3, and its region where that is known. */
export function toS3Text(object: FactObject): string {
  const [bucket, key, region] = ['bucket', 'key', 'region'].map((name) => toText(object[name]));
  return `s3://${bucket}/${key}${region === '' ? '' : ` (${region})`}`;
}

/** Of an object of a job: the name of its type. */
export function toTypeName({ __typename: type }: FactObject): string {
  return toText(type);
}

function toText(fact: Fact): string {
  return typeof fact === 'string' ? fact : '';
}
