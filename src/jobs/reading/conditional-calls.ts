/** Second reads that a provider answers with 304 where nothing has changed. */
import type { Call, Read } from '../../provider/contract/adapter.ts';
import type { Clock } from '../../platform/clock.ts';
import { toArrival, weighed } from './weighed.ts';
import type { PageStore } from './list-pages.ts';
import { withIfNoneMatch } from './if-none-match.ts';

/** The source's name, which begins the ids of its results, and where these are held. */
interface ConditionalCallsOptions extends Clock {
  readonly source: string;
  readonly pages: PageStore;
}

/** Remembers the results of reads that revalidate. Each read asks the provider again whether its result has changed. */
export function withConditionalReads(options: ConditionalCallsOptions, call: Call): Call {
  const { source, pages } = options;
  return async <T>(read: Read<T>): Promise<T> => {
    if (read.revalidates !== true) return call(read);
    const id = `${source} ${read.operation} ${JSON.stringify(read.request)}`;
    const stale = pages.getStale(id);
    const came = await call(
      stale?.etag === undefined ? weighed(read) : withIfNoneMatch(weighed(read), stale, stale.etag),
    );
    pages.set(id, { ...came, ...toArrival(options) });
    // The entry under this id was made by the same read, so its result has the same type.
    return came.result as T;
  };
}
