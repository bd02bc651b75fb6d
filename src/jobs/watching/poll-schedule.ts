/** When the jobs of one source are polled: each by itself or, where a call reads several, all that are due together. */

/** Runs `poll` once, `wait` milliseconds after `since` or somewhat later. Returns what cancels it. */
export type SchedulePoll = (poll: (at: number) => void, due: PollDue) => () => void;

/** When a job's next poll is due. */
export interface PollDue {
  /** When the last poll was due, in milliseconds since 1970. */
  readonly since: number;
  /** Minimum time between the two polls, in milliseconds. */
  readonly wait: number;
  /** The same, for the jobs of the source to stay within its rate where each poll is a call. */
  readonly waitOfSource: number;
  /** Maximum time between the two polls, in milliseconds, unless the source's rate wants more. */
  readonly maxWait: number;
  /** The last poll was for another interval, and so were those of other jobs: they are spread over the whole one. */
  readonly isNewPace: boolean;
}

/** How often jobs are polled. `now` and `minInterval` are in milliseconds. */
interface PollScheduleOptions {
  readonly now: () => number;
  /** From 0 to 1; spreads polls. */
  readonly random: () => number;
  readonly minInterval: number;
}

/** Each job has its own jitter: a source that reads one job per call gets its calls spread. */
export function createSpreadSchedule({ now, random }: PollScheduleOptions): SchedulePoll {
  return (poll, { wait, waitOfSource, maxWait, isNewPace }) => {
    const shortest = Math.max(wait, waitOfSource);
    const spread = shortest * (isNewPace ? 1 - random() : 1 + random() * 0.1);
    const timer = setTimeout(
      () => {
        poll(now());
      },
      Math.min(spread, Math.max(maxWait, waitOfSource)),
    );
    return () => {
      clearTimeout(timer);
    };
  };
}

interface Meeting {
  readonly polls: Set<(at: number) => void>;
  readonly timer: NodeJS.Timeout;
}

/** A step is longer than the shortest interval by this factor: an answer that took a while is then no longer fresh. */
const stepPerInterval = 1.1;

/** How often jobs are polled, and how much of the source's rate polls may use. */
interface MeetingOptions extends PollScheduleOptions {
  /** How many calls of the source per second may be polls. */
  readonly callsPerSecond: number;
  /** How many jobs one call reads. */
  readonly maxKeys: number;
  /** Whether each job needs one more call. */
  readonly hasCompletion: boolean;
}

/**
 * Polls are put on a grid with steps of about the shortest interval. Those for the same time have one timer, so that they
 * run in one turn of the event loop and share calls. Where they are more than the rate allows, the others are put later.
 * The jitter is the source's.
 */
export function createMeetingSchedule(options: MeetingOptions): SchedulePoll {
  const { now } = options;
  const meetings = new Map<number, Meeting>();
  const { period, offset, room } = createGrid(options);
  const after = (time: number): number => Math.ceil((time - offset) / period) * period + offset;

  function meet(at: number): Meeting {
    const polls: Meeting['polls'] = new Set();
    const timer = setTimeout(
      () => {
        meetings.delete(at);
        for (const poll of polls) poll(at);
      },
      Math.max(0, at - now()),
    );
    const meeting = { polls, timer };
    meetings.set(at, meeting);
    return meeting;
  }

  return (poll, { since, wait, maxWait }) => {
    const onGrid = after(since + wait);
    // The last meeting before the time is over, if there is one.
    const inTime = onGrid > since + maxWait ? Math.max(onGrid - period, after(since + 1)) : onGrid;
    // The last poll may have taken longer than its interval, and the clock may have been set back.
    let at = Math.min(Math.max(inTime, after(now() + 1)), after(now() + Math.max(wait, 1)));
    while ((meetings.get(at)?.polls.size ?? 0) >= room) at += period;
    const meeting = meetings.get(at) ?? meet(at);
    meeting.polls.add(poll);
    return () => {
      if (!meeting.polls.delete(poll) || meeting.polls.size > 0 || meetings.get(at) !== meeting) return;
      clearTimeout(meeting.timer);
      meetings.delete(at);
    };
  };
}

interface Grid {
  /** Between two meetings, in milliseconds. */
  readonly period: number;
  readonly offset: number;
  /** Maximum number of polls per meeting. */
  readonly room: number;
}

function createGrid({ random, minInterval, callsPerSecond, maxKeys, hasCompletion }: MeetingOptions): Grid {
  const step = Math.max(1, Math.ceil(minInterval * stepPerInterval));
  const offset = Math.floor(random() * step);
  const minCalls = hasCompletion ? 2 : 1;
  // A slow source meets at multiples of a longer period, in which it may be called at all.
  const period = step * Math.ceil(Math.max(1, ((minCalls / callsPerSecond) * 1000) / step));
  const calls = Math.max(minCalls, Math.floor((period * callsPerSecond) / 1000));
  return { period, offset, room: hasCompletion ? calls - Math.ceil(calls / (maxKeys + 1)) : calls * maxKeys };
}
