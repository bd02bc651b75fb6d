/** Connects the feeds of a source to its calls and streams. */
import type { OpenStream } from '../calls/opener.ts';
import { withDeadline, type DeadlineOptions } from '../calls/with-deadline.ts';
import { createJobFeeds, type FeedsOptions, type JobFeeds } from './feeds.ts';

export interface SourceFeedsOptions extends DeadlineOptions, Omit<FeedsOptions, 'call' | 'open'> {
  readonly open: OpenStream;
}

/** All feeds together count as one requester, the same as polls. */
const requester = 'watcher';

export function createSourceFeeds({ open, ...options }: SourceFeedsOptions): JobFeeds {
  const operation = {};
  return createJobFeeds({
    ...options,
    call: (read, signal) =>
      withDeadline(options, { requester, operation, signal, isForNoJob: true }, (_signal, call) => call(read)),
    open: (read, signal) => open(read, { requester, operation, signal }),
  });
}
