/** Messages of the store about the reads of other processes. They hold names of records, and no contents. */

/** The other processes' messages about records. A message holds names only. */
export interface Notifications {
  /** A message as `put` and `release` send it: who sends it, then names. */
  readonly hear: (message: string) => void;
  /** Messages may have been missed: all followers are called, spread over a second. */
  readonly catchUp: () => void;
  /** Resolves to whether a message named it; false after a tenth of a second or somewhat more, in one turn for all who wait. */
  readonly wait: (name: string) => Promise<boolean>;
  /** Calls `onChange` for what other processes say of this name, at most once in a tenth of a second. Returns what ends it. */
  readonly follow: (name: string, onChange: () => void) => () => void;
  readonly close: () => void;
}

/** Who this process is, and the chance that spreads its reads. */
interface NotificationsOptions {
  /** The sender of this process. */
  readonly self: string;
  /** From 0 to 1. */
  readonly random: () => number;
}

const pulseMilliseconds = 100;
const catchUpMilliseconds = 1000;

/** Hears only the messages that are given to `hear`. */
export function createNotifications({ self, random }: NotificationsOptions): Notifications {
  const waiting = createWaiting(random);
  const followers = new Map<string, Set<() => void>>();
  const { after, clear } = createTimers();

  return {
    hear: (message) => {
      const [sender, ...names] = message.split(' ');
      for (const name of names) {
        waiting.wake(name);
        if (sender !== self) for (const notify of [...(followers.get(name) ?? [])]) notify();
      }
    },
    catchUp: () => {
      for (const ofName of followers.values())
        for (const notify of ofName)
          after(random() * catchUpMilliseconds, () => {
            if (ofName.has(notify)) notify();
          });
    },
    wait: waiting.wait,
    follow: (name, onChange) => {
      const ofName = followers.get(name) ?? new Set();
      const notify = throttle(() => {
        // The follower may have left meanwhile.
        if (ofName.has(notify)) onChange();
      }, after);
      followers.set(name, ofName.add(notify));
      return () => {
        ofName.delete(notify);
        if (ofName.size === 0 && followers.get(name) === ofName) followers.delete(name);
      };
    },
    close: () => {
      waiting.close();
      clear();
      followers.clear();
    },
  };
}

interface Waiting extends Pick<Notifications, 'wait' | 'close'> {
  readonly wake: (name: string) => void;
}

/** One timer for all who wait: what they ask next goes out together. */
function createWaiting(random: () => number): Waiting {
  const waiting = new Map<string, Set<(isNews: boolean) => void>>();
  let pulse: NodeJS.Timeout | undefined;

  function wake(name: string, isNews: boolean): void {
    const all = waiting.get(name) ?? [];
    waiting.delete(name);
    for (const resolve of all) resolve(isNews);
  }

  function wakeAll(): void {
    clearTimeout(pulse);
    pulse = undefined;
    for (const name of [...waiting.keys()]) wake(name, false);
  }

  return {
    wake: (name) => {
      wake(name, true);
    },
    wait: (name) =>
      new Promise((resolve) => {
        waiting.set(name, (waiting.get(name) ?? new Set()).add(resolve));
        pulse ??= setTimeout(wakeAll, pulseMilliseconds * (1 + random() / 2));
      }),
    close: wakeAll,
  };
}

interface Timers {
  readonly after: (milliseconds: number, act: () => void) => void;
  readonly clear: () => void;
}

function createTimers(): Timers {
  const timers = new Set<NodeJS.Timeout>();
  return {
    after: (milliseconds, act) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        act();
      }, milliseconds);
      timers.add(timer);
    },
    clear: () => {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** At once, and then not before the time is over, when it is called for all calls in between. */
function throttle(act: () => void, after: Timers['after']): () => void {
  let isResting = false;
  let isWanted = false;
  const run = (): void => {
    isResting = true;
    after(pulseMilliseconds, () => {
      isResting = false;
      if (isWanted) {
        isWanted = false;
        run();
      }
    });
    act();
  };
  return () => {
    if (isResting) isWanted = true;
    else run();
  };
}
