/** One watched job: polled, and read at once where a hint says that it may have changed. */
import type { Clock } from '../../platform/clock.ts';
import type { JobKey } from '../../provider/contract/job.ts';
import { createJobReads, type PollTimes } from './job-reads.ts';
import type { Source } from '../source.ts';
import { createWatchedJob, type WatchedJob } from './watched-job.ts';

/** Follows one job by polls and hints, and calls its watchers after each change. */
export interface Poller extends Pick<WatchedJob, 'watchers' | 'state'> {
  readonly stop: () => void;
}

/** Begins to read and to listen at once, until `stop` is called. */
export function createPoller(source: Source, key: JobKey, { now, monotonic }: Clock, times: PollTimes): Poller {
  const watched = createWatchedJob();
  const pushed = source.pushes?.follow(key, {
    onHint: (hint) => {
      reads.hint(hint);
    },
    onLost: () => {
      reads.hasten();
    },
  });
  const liveSince = pushed?.liveSince ?? ((): undefined => undefined);
  const reads = createJobReads({
    source,
    key,
    now,
    monotonic,
    times,
    watched,
    noteFacts: pushed?.noteFacts,
    controller: new AbortController(),
    liveSince,
  });
  const leaveOthers = source.reader.others?.follow(key, () => void reads.takeRecent());
  reads.begin();
  return {
    watchers: watched.watchers,
    state: watched.state,
    stop: () => {
      reads.stop();
      leaveOthers?.();
      pushed?.leave();
    },
  };
}
