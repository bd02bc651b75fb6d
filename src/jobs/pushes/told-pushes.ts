/** The pushes of a source, as its reader tells them: to the watchers of this process, and to other processes. */
import type { Adapter } from '../../provider/contract/adapter.ts';
import type { JobFacts } from '../../provider/contract/job.ts';
import { createListeners, everyJob } from './listeners.ts';
import { createPushState, type PushStateOptions } from './push-state.ts';
import type { Listening, Pushes, PushReader } from './pushes.ts';
import type { NamedHint, SharedHints, SharedHintsOptions } from './shared-hints.ts';

/** The source, how its watched jobs are named by hints, and who hears of its pushes. */
interface ToldPushesOptions extends PushStateOptions {
  readonly adapter?: Pick<Adapter, 'hintedAs'>;
  /** Begins to share hints with other processes. Default: they stay in this process. */
  readonly share?: ((options: Omit<SharedHintsOptions, 'fingerprint'>) => SharedHints) | undefined;
  /** Default: a job is behind a word that is not its `rawStatus`. */
  readonly isBehind?: Pushes['isBehind'];
}

/** Pushes that a reader tells. */
interface ToldPushes extends Pushes {
  readonly reader: PushReader;
}

/** Hears nothing until its reader is told. */
export function createToldPushes(options: ToldPushesOptions): ToldPushes {
  const { monotonic, share, safetyMilliseconds } = options;
  const listeners = createListeners();
  const state = createPushState(options, { isShared: share !== undefined, onLost: listeners.tellLost });
  const { health, noteMissed, noteRead, liveSince } = state;
  const tellHere = ({ job, word }: NamedHint, inStore: number | undefined): void => {
    listeners.tell(job, { word, arrival: { at: monotonic(), inStore } });
  };
  const others = share?.({
    onHint: (hint, inStore) => {
      state.noteHint('elsewhere');
      tellHere(hint, inStore);
    },
    onAlone: state.setAlone,
    onMissed: state.noteGap,
  });
  const names = createNames(options, others);
  const hint: PushReader['hint'] = ({ job, word }) => {
    state.noteHint('here');
    const named = {
      job: typeof job === 'string' ? names.ofKey(job) : names.ofAlias(job.hintedAs),
      word: word === null ? null : names.ofWord(word),
    };
    if (others === undefined) tellHere(named, undefined);
    else void others.tell(named).then((inStore) => tellHere(named, inStore));
  };

  return {
    follow: (key, listener) => {
      const leave = listeners.add(names.ofKey(key), listener);
      return { liveSince, ...followAlias(names, (name) => listeners.add(name, listener), leave) };
    },
    followAll: (onHint) => listeners.add(everyJob, { onHint, onLost: () => undefined }),
    isBehind: (facts, word) =>
      options.isBehind?.(facts, word) ?? (facts.rawStatus === null || names.ofWord(facts.rawStatus) !== word),
    safetyMilliseconds,
    health,
    noteMissed,
    noteRead,
    reader: { ...state.reader, hint },
    close: () => {
      others?.close();
      state.close();
    },
  };
}

interface Names {
  readonly ofKey: (key: string) => string;
  readonly ofAlias: (alias: string) => string;
  /** Undefined where hints name the job by its key alone. */
  readonly ofFacts: (facts: JobFacts) => string | undefined;
  readonly ofWord: (word: string) => string;
}

/** Keys, words and other facts that name a job are told apart. */
function createNames({ adapter }: ToldPushesOptions, others: SharedHints | undefined): Names {
  const toName = others?.toName ?? ((text: string): string => text);
  const ofAlias: Names['ofAlias'] = (alias) => toName(`as ${alias}`);
  return {
    ofKey: (key) => toName(`key ${key}`),
    ofAlias,
    ofFacts: (facts) => {
      const alias = adapter?.hintedAs?.(facts) ?? null;
      return alias === null ? undefined : ofAlias(alias);
    },
    ofWord: toName,
  };
}

/** Once a job's facts are known, it is found by the one that hints may name, too. */
function followAlias(
  { ofFacts }: Names,
  listen: (name: string) => () => void,
  leave: () => void,
): Omit<Listening, 'liveSince'> {
  let alias: string | undefined;
  let leaveAlias: (() => void) | undefined;
  return {
    noteFacts: (facts) => {
      const present = ofFacts(facts);
      if (present === alias) return;
      leaveAlias?.();
      alias = present;
      leaveAlias = present === undefined ? undefined : listen(present);
    },
    leave: () => {
      leave();
      leaveAlias?.();
    },
  };
}
