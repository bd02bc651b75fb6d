/** Connects the feeds of a source to its calls and streams. */
import type { OpenStream } from '../../calls/opener.ts';
import { withDeadline, type DeadlineOptions } from '../../calls/with-deadline.ts';
import { createJobFeeds, type FeedsOptions } from './feeds.ts';
import type { Pushes } from './pushes.ts';

/** How a source's calls are made, and its streams opened. */
interface SourceFeedsOptions extends DeadlineOptions, Omit<FeedsOptions, 'call' | 'open'> {
  readonly open: OpenStream;
}

/** All feeds together count as one requester, the same as polls. */
const requester = 'watcher';

/** Feeds whose calls and streams count for one operation. */
export function createSourceFeeds({ open, ...options }: SourceFeedsOptions): Pushes {
  const operation = {};
  return createJobFeeds({
    ...options,
    call: (read, signal) =>
      withDeadline(options, { requester, operation, signal, isForNoJob: true }, (_signal, call) => call(read)),
    open: (read, signal) => open(read, { requester, operation, signal }),
  });
}
