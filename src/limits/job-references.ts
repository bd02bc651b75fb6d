/** The jobs that the arguments of root fields name. */
import { InputError } from '../errors/errors.ts';
import { parseJobId, type JobReference } from '../resolvers/job-id.ts';
import { maxListLengths } from '../resolvers/max-list-lengths.ts';
import { typedRootFields, type Arguments } from '../resolvers/root-fields.ts';
import type { Source } from '../jobs/source.ts';

/** The jobs that a root field's arguments name. Throws `InputError` if the resolver will refuse them before any call. */
type ReferencesOf = (args: Arguments, sources: ReadonlyMap<string, Source>) => readonly JobReference[];

const referencesOf: Readonly<Record<string, ReferencesOf>> = {
  job: ({ id }, sources) => [parseJobId(sources, id as string)],
  jobsById: ({ ids }, sources) => parseAll(ids, maxListLengths.jobsById, sources),
  jobUpdated: ({ ids }, sources) => parseAll(ids, maxListLengths.jobUpdated, sources),
  _entities: ({ representations }, sources) =>
    parseAll((representations as readonly unknown[]).map(readRepresentedId), maxListLengths._entities, sources),
  ...Object.fromEntries(
    [...typedRootFields].map(([name, readReference]) => [
      name,
      (args: Arguments, sources: ReadonlyMap<string, Source>) => [readReference(args, sources)],
    ]),
  ),
};

/** Whether arguments of this root field name jobs. */
export function namesJobs(name: string): boolean {
  return Object.hasOwn(referencesOf, name);
}

/** By a list of ids, or of representations: fields that are given the same variable name the same jobs. */
export type KnownLists = Map<unknown, readonly JobReference[]>;

/** The jobs that the arguments of this root field name; none if it names none, or will refuse them. */
export function toReferences(
  name: string,
  args: Arguments,
  sources: ReadonlyMap<string, Source>,
  knownLists: KnownLists,
): readonly JobReference[] {
  const list = args['ids'] ?? args['representations'];
  const known = knownLists.get(list);
  if (known !== undefined) return known;
  const references =
    unlessRefused(() => (Object.hasOwn(referencesOf, name) ? referencesOf[name]?.(args, sources) : undefined)) ?? [];
  if (Array.isArray(list)) knownLists.set(list, references);
  return references;
}

/** A list longer than the resolver accepts costs nothing: it is refused as a whole. In other lists, bad ids cost nothing. */
function parseAll(ids: unknown, maximum: number, sources: ReadonlyMap<string, Source>): readonly JobReference[] {
  const all = ids as readonly unknown[];
  if (all.length > maximum) return [];
  const distinct = [...new Set(all)];
  return distinct.flatMap((id) => (typeof id === 'string' ? (unlessRefused(() => parseJobId(sources, id)) ?? []) : []));
}

function readRepresentedId(representation: unknown): unknown {
  return (representation as { readonly id?: unknown } | null)?.id;
}

/** Undefined for what a resolver will refuse before any call, by an `InputError`. */
export function unlessRefused<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
