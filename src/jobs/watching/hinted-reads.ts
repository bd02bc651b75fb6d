/** When a job is read for hints: at most once a second, the last time after the last hint. */
import type { Clock } from '../../platform/clock.ts';
import { isTerminal, type JobFacts } from '../../provider/contract/job.ts';
import { createAlarm } from './alarm.ts';
import type { PollPace } from './poll-pace.ts';
import type { HeardHint, Pushes } from '../pushes/pushes.ts';

/** The reads that the hints of one job ask for. Nothing else is held of its hints. */
export interface HintedReads {
  /** A hint has come. It takes the place of earlier ones. */
  readonly note: (hint: HeardHint) => void;
  /** Plans the next read, if one is needed. */
  readonly plan: () => void;
  /** A read begins that shows all changes until now. */
  readonly begin: () => BegunRead;
  /** Cancels the planned read, until `plan` is called. */
  readonly stop: () => void;
}

/** A read, and the hint that it is for. */
export interface BegunRead {
  /** Undefined if the read is for no hint. */
  readonly hint: BegunHint | undefined;
  /** The read has ended. @param facts undefined if it has failed */
  readonly settle: (facts: JobFacts | undefined) => void;
}

interface BegunHint {
  /** When a process must have begun the read at the earliest, by the store's clock; undefined: this process must read. */
  readonly sinceInStore: number | undefined;
  /** When the hint came, by the monotonic clock; undefined if it has been read for before. */
  readonly cameAt: number | undefined;
}

/** The clock of the reads, their pace, and how a read is compared with a hint. */
interface HintedReadsOptions extends Pick<Clock, 'monotonic'>, Pick<PollPace, 'whenFree'> {
  readonly isBehind: Pushes['isBehind'];
}

/** Minimum time from one read to the next. */
const stepMilliseconds = 1000;
/** A provider's reads may trail its pushes: when a job is read again after the first read for a hint. */
const againMilliseconds: readonly number[] = [1000, 5000];

/** Processes read again at about the same time: one that began so much earlier than planned does for all. */
const againTolerance = 500;

interface Wanted extends HeardHint {
  /** By the monotonic clock, as all times here. */
  readonly from: number;
  /** When the job is read again if this read, too, is older than the change; undefined before the first read. */
  readonly again?: readonly number[];
}

/** @param read begins a read */
export function createHintedReads(
  { monotonic, isBehind, whenFree }: HintedReadsOptions,
  read: () => void,
): HintedReads {
  const alarm = createAlarm(monotonic, () => whenFree(read));
  let wanted: Wanted | undefined;
  let lastAt = -Infinity;

  function isMet({ word }: Wanted, facts: JobFacts | undefined): boolean {
    return facts !== undefined && (word === null || isTerminal(facts.status) || !isBehind(facts, word));
  }

  return {
    note: (hint) => {
      wanted = { ...hint, from: hint.at };
    },
    plan: () => {
      if (wanted !== undefined) alarm.setAt(Math.max(wanted.from, lastAt + stepMilliseconds));
    },
    begin: () => {
      const begun = wanted;
      const beganAt = monotonic();
      lastAt = beganAt;
      wanted = undefined;
      return {
        hint: begun && toBegunHint(begun),
        settle: (facts) => {
          const [from, ...again] = begun?.again ?? againMilliseconds.map((later) => beganAt + later);
          if (begun === undefined || wanted !== undefined || from === undefined || isMet(begun, facts)) return;
          wanted = { ...begun, from, again };
        },
      };
    },
    stop: alarm.stop,
  };
}

function toBegunHint({ at, inStore, from, again }: Wanted): BegunHint {
  const isFirst = again === undefined;
  const later = isFirst ? 0 : from - at - againTolerance;
  return { sinceInStore: inStore && Math.floor(inStore + later), cameAt: isFirst ? at : undefined };
}
