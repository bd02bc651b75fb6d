/** Whole jobs from the provider: by one call for each, or for as many keys as its provider takes at once. */
import { ProviderError } from '../../errors/errors.ts';
import type { JobKey, JobRecord, JobSecrets } from '../../provider/contract/job.ts';
import { formatJobId } from './job-id.ts';
import { BadAnswer, type Adapter, type BatchAnswer, type Call, type Read } from '../../provider/contract/adapter.ts';
import { type Arrival, toArrival, weighed, type Weighed } from './weighed.ts';
import { storeRead, toAbsence, type StoredFacts } from './fact-store.ts';
import { createBatcher, type Answers } from './batcher.ts';
import { withIfNoneMatch } from './if-none-match.ts';
import { holds } from './plan.ts';
import type { ReaderOptions } from './reader-options.ts';
import type { ReadContext } from '../../calls/read-context.ts';
import { withDeadline } from '../../calls/with-deadline.ts';

/** A job as it was read: the facts, which are stored, and the secrets of the same answer, which are not. */
interface Described {
  readonly stored: StoredFacts;
  readonly secrets: JobSecrets;
}

/** For many operations: keys that are requested in one turn of the event loop share calls. */
export function createSharedDescribe(
  options: ReaderOptions,
): (key: JobKey, context: ReadContext) => Promise<StoredFacts> {
  const { adapter } = options;
  const { maxKeys } = adapter.describe;
  const describeMany = (keys: readonly JobKey[], context: ReadContext): Promise<Answers<Described>> =>
    withDeadline(options, context, (_signal, call) => readMany(options, keys, call));
  const batch = createBatcher<Described, ReadContext>({ maxKeys, call: describeMany });

  return async (key, context) => {
    const { stored } = await remember(options, key, () =>
      maxKeys === 1 || isPart(adapter, key)
        ? withDeadline(options, context, (_signal, call) => readOne(options, key, call, () => findStale(options, key)))
        : batch(key, context),
    );
    return stored;
  };
}

/** For one operation only, with the answer's secrets. Never asks whether something has changed: secrets are not held. */
export function describeAlone(options: ReaderOptions, key: JobKey, call: Call): Promise<Described> {
  return remember(options, key, () => readOne(options, key, call));
}

/** Whether it is a part of a key, by which `Adapter.find` reads the job that it names now. */
function isPart({ find, key: { pattern } }: Adapter, key: JobKey): boolean {
  return find !== undefined && !pattern.test(key);
}

/** Stores what was read, including that there is no such job, or no longer. */
async function remember(
  { source, store, monotonic }: ReaderOptions,
  key: JobKey,
  read: () => Promise<Described>,
): Promise<Described> {
  const id = formatJobId(source, key);
  try {
    const described = await read();
    storeRead(store, source, id, described.stored);
    return described;
  } catch (error) {
    const absent = error instanceof ProviderError ? toAbsence(error) : undefined;
    if (error instanceof ProviderError && absent !== undefined) {
      const { providerCode, requestId } = error;
      storeRead(store, source, id, { absent, providerCode, requestId, readAt: monotonic(), bytes: 0 });
    }
    throw error;
  }
}

/** What a describe answered, fresh or not, if it can be asked whether that has changed. */
function findStale({ source, store }: ReaderOptions, key: JobKey): StoredFacts | undefined {
  const stale = store.getStale(formatJobId(source, key));
  return stale === undefined || 'absent' in stale || !holds(stale.level, 'detail') ? undefined : stale;
}

/**
 * @param findStale gives the facts to return if the provider says that they have not changed. Default: it is not asked
 */
async function readOne(
  options: ReaderOptions,
  key: JobKey,
  call: Call,
  findStale?: () => StoredFacts | undefined,
): Promise<Described> {
  if (isPart(options.adapter, key)) return readFound(options, key, call);
  const described = (await readMany(options, [key], call, findStale)).get(key) ?? new ProviderError('JOB_NOT_FOUND');
  if (described instanceof ProviderError) throw described;
  return described;
}

async function readMany(
  options: ReaderOptions,
  keys: readonly JobKey[],
  call: Call,
  findStale?: () => StoredFacts | undefined,
): Promise<Answers<Described>> {
  const read = weighed(ofThese(keys, options.adapter.describe.read(keys)));
  const stale = read.revalidates === true ? findStale?.() : undefined;
  const answer = await call(stale?.etag === undefined ? read : withIfNoneMatch(read, stale, stale.etag));
  const arrival = toArrival(options);
  if (!('result' in answer)) return new Map(keys.map((key) => [key, toUnchanged(answer, arrival)]));
  return new Map(
    [...answer.result].map(([key, record]) => [
      key,
      record instanceof ProviderError
        ? record
        : toDescribed(record, { ...answer, bytes: answer.bytes / keys.length }, arrival),
    ]),
  );
}

/** Reads by a part of a key: the answer says the rest. */
async function readFound(options: ReaderOptions, part: JobKey, call: Call): Promise<Described> {
  const { adapter } = options;
  const find = adapter.find?.(part);
  if (find === undefined) throw new TypeError('the adapter finds no jobs by parts of their keys');
  const answer = await call(
    weighed({
      ...find,
      keys: [part],
      toResult: (wire, onUnreadable) => {
        const found = find.toResult(wire, onUnreadable);
        if (!adapter.key.pattern.test(found.key)) throw new BadAnswer('', 'text', 'other text');
        return found;
      },
    }),
  );
  const { key, record } = answer.result;
  const { stored, secrets } = toDescribed(record, answer, toArrival(options));
  return { secrets, stored: { ...stored, key } };
}

function toDescribed(
  { facts, secrets }: JobRecord,
  { bytes, etag }: Pick<Weighed<unknown>, 'bytes' | 'etag'>,
  arrival: Arrival,
): Described {
  const stored: StoredFacts = {
    ...arrival,
    level: 'detail',
    facts,
    bytes,
    ...(etag === undefined ? {} : { etag }),
  };
  return { stored, secrets };
}

/** Only the describe was repeated: what completes it, if it was complete, may have changed. */
function toUnchanged(stale: StoredFacts, arrival: Arrival): Described {
  return { stored: { ...stale, ...arrival, level: 'detail' }, secrets: {} };
}

/** An unrequested record must not be dropped: the key that it replaces would be reported as missing. */
function ofThese(keys: readonly JobKey[], read: Read<BatchAnswer>): Read<BatchAnswer> {
  return {
    ...read,
    keys,
    toResult: (answer, onUnreadable) => {
      const result = read.toResult(answer, onUnreadable);
      for (const key of result.keys()) if (!keys.includes(key)) throw new BadAnswer('', 'text', "another job's id");
      return result;
    },
  };
}
