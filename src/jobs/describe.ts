/** Whole jobs from the provider: by one call for each, or for as many keys as its provider takes at once. */
import { ProviderError } from '../errors/errors.ts';
import { formatJobId, type JobKey, type JobSecrets } from '../job.ts';
import { BadAnswer, type BatchAnswer, type Call, type Read } from '../provider/adapter.ts';
import { storeFacts, type StoredFacts } from './fact-store.ts';
import { createGatherer, type Answers } from './gatherer.ts';
import type { ReaderOptions } from './reader.ts';
import type { ReadContext } from '../calls/read-context.ts';
import { weighed } from './weighed.ts';
import { withDeadline } from '../calls/with-deadline.ts';

export interface Described {
  readonly stored: StoredFacts;
  readonly secrets: JobSecrets;
}

/** For many operations: keys that are requested in one turn of the event loop share calls. */
export function createSharedDescribe(
  options: ReaderOptions,
): (key: JobKey, context: ReadContext) => Promise<StoredFacts> {
  const { maxKeys } = options.adapter.describe;
  const describeMany = (keys: readonly JobKey[], context: ReadContext): Promise<Answers<Described>> =>
    withDeadline(options, context, (_signal, call) => readMany(options, keys, call));
  const gather = createGatherer<Described, ReadContext>({ maxKeys, call: describeMany });

  return async (key, context) => {
    const { stored } = await remember(options, key, () =>
      maxKeys === 1
        ? withDeadline(options, context, (_signal, call) => readOne(options, key, call))
        : gather(key, context),
    );
    return stored;
  };
}

/** For one operation only, with the answer's secrets. */
export function describeAlone(options: ReaderOptions, key: JobKey, call: Call): Promise<Described> {
  return remember(options, key, () => readOne(options, key, call));
}

/** Stores what was read, including that there is no such job. */
async function remember(
  { source, store, monotonic }: ReaderOptions,
  key: JobKey,
  read: () => Promise<Described>,
): Promise<Described> {
  const id = formatJobId(source, key);
  try {
    const described = await read();
    storeFacts(store, id, described.stored);
    return described;
  } catch (error) {
    if (error instanceof ProviderError && error.code === 'JOB_NOT_FOUND') {
      const { code: absent, providerCode, requestId } = error;
      store.set(id, { absent, providerCode, requestId, readAt: monotonic(), bytes: 0 });
    }
    throw error;
  }
}

async function readOne(options: ReaderOptions, key: JobKey, call: Call): Promise<Described> {
  const described = (await readMany(options, [key], call)).get(key) ?? new ProviderError('JOB_NOT_FOUND');
  if (described instanceof ProviderError) throw described;
  return described;
}

async function readMany(
  { adapter, now, monotonic }: ReaderOptions,
  keys: readonly JobKey[],
  call: Call,
): Promise<Answers<Described>> {
  const { result, bytes } = await call(weighed(ofThese(keys, adapter.describe.read(keys))));
  const read = { level: 'detail', fetchedAt: new Date(now()).toISOString(), readAt: monotonic() } as const;
  return new Map(
    [...result].map(([key, record]) => [
      key,
      record instanceof ProviderError
        ? record
        : {
            secrets: record.secrets,
            stored: {
              ...read,
              facts: record.facts,
              withheld: Object.keys(record.secrets),
              bytes: bytes / keys.length,
            },
          },
    ]),
  );
}

/** An unrequested record must not be dropped: the key that it replaces would be reported as missing. */
function ofThese(keys: readonly JobKey[], read: Read<BatchAnswer>): Read<BatchAnswer> {
  return {
    ...read,
    keys,
    toResult: (answer) => {
      const result = read.toResult(answer);
      for (const key of result.keys())
        if (!keys.includes(key)) throw new BadAnswer('the answer is of a job that was not asked for');
      return result;
    },
  };
}
