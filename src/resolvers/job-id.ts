/** Parses references to jobs. All mistakes are reported before any call is made. */
import { InputError, type InputSubject } from '../errors/errors.ts';
import type { JobKey, JobProvider } from '../provider/contract/job.ts';
import { formatJobId } from '../jobs/reading/job-id.ts';
import type { Source } from '../jobs/source.ts';

/** A job as an id or the arguments of a root field name it. The provider may not know it. */
export interface JobReference {
  readonly source: Source;
  readonly key: JobKey;
  /** The graph's id. */
  readonly id: string;
}

type Sources = ReadonlyMap<string, Source>;

/**
 * `<source name>:<key>`. Throws `InputError`.
 * @param argument the one that holds the id
 */
export function parseJobId(sources: Sources, id: string, argument: string): JobReference {
  const subject = toSubject(argument, id);
  const separator = id.indexOf(':');
  if (separator < 1) throw new InputError(`A job id must be "<source name>:<key>", but got ${quote(id)}.`, subject);
  const source = readSource(sources, id.slice(0, separator), subject);
  const given = id.slice(separator + 1);
  const key = readKey(source, given, subject);
  // If the client's own text is equal, it is used, so that the engine need not look at a whole new text.
  return { source, key, id: key === given ? id : formatJobId(source.name, key) };
}

/** What an error of an argument is about: the argument, and the job that it names, or what stands in the place of an id. */
export function toSubject(argument: string | undefined, id: string): InputSubject {
  return { argument, jobId: id.length > maxIdLength ? cut(id) : id };
}

/** In characters. What stands in the place of an id may be as long as a request. */
const maxIdLength = 200;

/** A character takes two units at most. */
function cut(id: string): string {
  return Array.from(id.slice(0, 2 * maxIdLength))
    .slice(0, maxIdLength)
    .join('');
}

/** The source of that name and provider; without a name, the provider's only one. Throws `InputError`. */
export function readSourceOf(
  sources: Sources,
  provider: JobProvider,
  name: string | null | undefined,
  subject: InputSubject,
): Source {
  if (name !== null && name !== undefined) {
    const source = readSource(sources, name, subject);
    if (source.provider !== provider) {
      throw new InputError(
        `The source ${quote(name)} must be of provider ${provider}, but is of ${source.provider}.`,
        subject,
      );
    }
    return source;
  }
  const [only, ...others] = [...sources.values()].filter((source) => source.provider === provider);
  if (only === undefined) throw new InputError(`No source of provider ${provider} is configured.`, subject);
  if (others.length > 0) {
    const names = [only, ...others].map((source) => source.name).join(', ');
    throw new InputError(
      `\`source\` must be given where several sources of provider ${provider} are configured: one of ${names}.`,
      subject,
    );
  }
  return only;
}

/** A provider's own key in its text form. Throws `InputError`. */
export function readKey({ name, provider, keyFormat }: Source, key: string, subject: InputSubject): JobKey {
  const { pattern, expected, toCanonical } = keyFormat;
  if (!pattern.test(key)) {
    throw new InputError(
      `The key of a ${provider} job in the source "${name}" must be ${expected}, but got ${quote(key)}.`,
      subject,
    );
  }
  const canonical = toCanonical === undefined ? key : toCanonical(key);
  if (canonical === undefined)
    throw new InputError(`The settings of the source "${name}" leave out the job ${quote(key)}.`, subject);
  return canonical;
}

/**
 * Checks one argument of a provider's root field, a part of the key. Throws `InputError`.
 * @param id the graph's id of the job, if the argument is valid
 */
export function checkKeyArgument(
  argument: string,
  value: string,
  { pattern, expected }: { readonly pattern: RegExp; readonly expected: string },
  id: string,
): void {
  if (!pattern.test(value))
    throw new InputError(
      `The argument \`${argument}\` must be ${expected}, but got ${quote(value)}.`,
      toSubject(argument, id),
    );
}

function readSource(sources: Sources, name: string, subject: InputSubject): Source {
  const source = sources.get(name);
  if (source === undefined)
    throw new InputError(
      `A source of the name ${quote(name)} is not configured; \`jobSources\` lists those that are.`,
      subject,
    );
  return source;
}

const maxQuoteLength = 80;

function quote(text: string): string {
  return JSON.stringify(text.length > maxQuoteLength ? `${text.slice(0, maxQuoteLength)}…` : text);
}
