/** The pushes of a source whose hints a queue or a door tells: to the watchers of this process, and to other processes. */
import type { Adapter } from '../../provider/contract/adapter.ts';
import type { JobFacts } from '../../provider/contract/job.ts';
import { createListeners, everyJob, type Listeners } from './listeners.ts';
import { createPushState, type PushStateOptions } from './push-state.ts';
import type { Hint, HintListener, Listening, Pushes, PushReader } from './pushes.ts';
import type { NamedHint, SharedHints, ShareHints } from './shared-hints.ts';

/** The source, how its watched jobs are named by hints, and who hears of its pushes. */
interface ToldPushesOptions extends PushStateOptions {
  readonly adapter: Pick<Adapter, 'hintedAs'>;
  /** What processes must have in common to share hints. */
  readonly fingerprint: string;
  /** Default: hints stay in this process. */
  readonly shareHints?: ShareHints | undefined;
}

/** Hears nothing until its reader is told. */
export function createToldPushes(options: ToldPushesOptions): Pushes {
  const { monotonic, shareHints, fingerprint, safetyMilliseconds } = options;
  const listeners = createListeners();
  const state = createPushState(options, { isShared: shareHints !== undefined, onLost: listeners.tellLost });
  const { health, noteMissed, noteRead, liveSince } = state;
  const tellHere = ({ job, word }: NamedHint, inStore: number | undefined): void => {
    listeners.tell(job, { word, arrival: { at: monotonic(), inStore } });
  };
  const others = shareHints?.({
    fingerprint,
    onHint: (hint, inStore) => {
      state.noteHint('elsewhere');
      tellHere(hint, inStore);
    },
    onAlone: state.setAlone,
    onMissed: state.noteGap,
  });
  const names = createNames(options, others);
  const hint: PushReader['hint'] = (given) => {
    state.noteHint('here');
    const named = names.ofHint(given);
    if (others === undefined) tellHere(named, undefined);
    else
      void others.tell(named).then((inStore) => {
        tellHere(named, inStore);
      });
  };

  return {
    follow: (key, listener) => followJob(listeners, names, key, { listener, liveSince }),
    followAll: (onHint) => listeners.add(everyJob, { onHint, onLost: () => undefined }),
    isBehind: ({ rawStatus }, word) => rawStatus === null || names.ofWord(rawStatus) !== word,
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
  /** Undefined where hints name the job by its key alone. */
  readonly ofFacts: (facts: JobFacts) => string | undefined;
  readonly ofWord: (word: string) => string;
  readonly ofHint: (hint: Hint) => NamedHint;
}

/** Keys, words and other facts that name a job are told apart. */
function createNames({ adapter }: ToldPushesOptions, others: SharedHints | undefined): Names {
  const toName = others?.toName ?? ((text: string): string => text);
  const ofKey: Names['ofKey'] = (key) => toName(`key ${key}`);
  const ofAlias = (alias: string): string => toName(`as ${alias}`);
  const ofWord: Names['ofWord'] = (word) => toName(`word ${word}`);
  return {
    ofKey,
    ofWord,
    ofFacts: (facts) => {
      const alias = adapter.hintedAs?.(facts) ?? null;
      return alias === null ? undefined : ofAlias(alias);
    },
    ofHint: ({ job, word }) => ({
      job: typeof job === 'string' ? ofKey(job) : ofAlias(job.hintedAs),
      word: word === null ? null : ofWord(word),
    }),
  };
}

/** A job is found by its key and, once its facts are known, by the one that hints may name. */
function followJob(
  listeners: Listeners,
  names: Names,
  key: string,
  { listener, liveSince }: { readonly listener: HintListener; readonly liveSince: Listening['liveSince'] },
): Listening {
  const remove = listeners.add(names.ofKey(key), listener);
  let alias: string | undefined;
  let removeAlias = (): void => undefined;
  return {
    liveSince,
    noteFacts: (facts) => {
      const present = names.ofFacts(facts);
      if (present === alias) return;
      removeAlias();
      alias = present;
      removeAlias = present === undefined ? () => undefined : listeners.add(present, listener);
    },
    leave: () => {
      remove();
      removeAlias();
    },
  };
}
