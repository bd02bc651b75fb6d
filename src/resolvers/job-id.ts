/** Parses references to jobs. All mistakes are reported before any call is made. */
import { InputError } from '../errors/errors.ts';
import { formatJobId, type JobKey, type JobProvider } from '../job.ts';
import type { Source } from '../jobs/source.ts';

/** A job as an id or the arguments of a root field name it. The provider may not know it. */
export interface JobReference {
  readonly source: Source;
  readonly key: JobKey;
  /** The graph's id. */
  readonly id: string;
}

type Sources = ReadonlyMap<string, Source>;

/** `<source name>:<key>`. Throws `InputError`. */
export function parseJobId(sources: Sources, id: string): JobReference {
  const separator = id.indexOf(':');
  if (separator < 1) throw new InputError(`A job id must be "<source name>:<key>", but got ${quote(id)}.`);
  const source = readSource(sources, id.slice(0, separator));
  const given = id.slice(separator + 1);
  const key = readKey(source, given);
  // The client's own text where it says the same: the engine need not look at all of it again.
  return { source, key, id: key === given ? id : formatJobId(source.name, key) };
}

/** The source of that name and provider; without a name, the provider's only one. Throws `InputError`. */
export function readSourceOf(sources: Sources, provider: JobProvider, name: string | null | undefined): Source {
  if (name !== null && name !== undefined) {
    const source = readSource(sources, name);
    if (source.provider !== provider) {
      throw new InputError(`The source ${quote(name)} must be of provider ${provider}, but is of ${source.provider}.`);
    }
    return source;
  }
  const [only, ...others] = [...sources.values()].filter((source) => source.provider === provider);
  if (only === undefined) throw new InputError(`No source of provider ${provider} is configured.`);
  if (others.length > 0) {
    const names = [only, ...others].map((source) => source.name).join(', ');
    throw new InputError(
      `\`source\` must be given where several sources of provider ${provider} are configured: one of ${names}.`,
    );
  }
  return only;
}

/** A provider's own key in its text form. Throws `InputError`. */
export function readKey({ name, provider, keyFormat }: Source, key: string): JobKey {
  const { pattern, expected, toCanonical } = keyFormat;
  if (!pattern.test(key)) {
    throw new InputError(
      `The key of a ${provider} job in the source "${name}" must be ${expected}, but got ${quote(key)}.`,
    );
  }
  const canonical = toCanonical === undefined ? key : toCanonical(key);
  if (canonical === undefined)
    throw new InputError(`The settings of the source "${name}" leave out the job ${quote(key)}.`);
  return canonical;
}

/** One argument of a provider's root field, a part of the key. Throws `InputError`. */
export function readKeyArgument(
  argument: string,
  value: string,
  { pattern, expected }: { readonly pattern: RegExp; readonly expected: string },
): string {
  if (!pattern.test(value))
    throw new InputError(`The argument \`${argument}\` must be ${expected}, but got ${quote(value)}.`);
  return value;
}

function readSource(sources: Sources, name: string): Source {
  const source = sources.get(name);
  if (source === undefined)
    throw new InputError(`A source of the name ${quote(name)} is not configured; \`jobSources\` lists those that are.`);
  return source;
}

const maxQuoteLength = 80;

function quote(text: string): string {
  return JSON.stringify(text.length > maxQuoteLength ? `${text.slice(0, maxQuoteLength)}…` : text);
}
