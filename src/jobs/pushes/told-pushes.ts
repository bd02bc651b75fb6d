/** The pushes of a source, as its reader tells them: to the watchers of this process, and to other processes. */
import type { Adapter } from '../../provider/contract/adapter.ts';
import type { Hint } from '../../provider/contract/events.ts';
import type { JobKey } from '../../provider/contract/job.ts';
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

/** The pushes of one source, and the reader through which they come. */
export function createToldPushes(options: ToldPushesOptions): Pushes & { readonly reader: PushReader } {
  const { monotonic, share, adapter, safetyMilliseconds } = options;
  const listeners = createListeners();
  const state = createPushState(options, { isShared: share !== undefined, onLost: listeners.tellLost });
  const { health, noteMissed, noteRead, liveSince } = state;
  const tellHere = ({ job, word }: NamedHint, inStore: number | undefined): void => {
    listeners.tell(job, { word, at: monotonic(), inStore });
  };
  const others = share?.({
    onHint: (hint, inStore) => {
      state.noteHint('elsewhere');
      tellHere(hint, inStore);
    },
    onAlone: state.setAlone,
    onMissed: state.noteGap,
  });
  const toName = others?.toName ?? ((text: string): string => text);
  // Keys and other facts that name a job are told apart.
  const toJobName = (job: Hint['job']): string => toName(typeof job === 'string' ? `key ${job}` : `as ${job.hintedAs}`);
  const hint: PushReader['hint'] = ({ job, word }) => {
    state.noteHint('here');
    const named = { job: toJobName(job), word: word === null ? null : toName(word) };
    if (others === undefined) tellHere(named, undefined);
    else void others.tell(named).then((inStore) => tellHere(named, inStore));
  };

  return {
    follow: (key, listener) => ({
      liveSince,
      ...followJob((job) => listeners.add(toJobName(job), listener), key, adapter),
    }),
    followAll: (onHint) => listeners.add(everyJob, { onHint, onLost: () => undefined }),
    isBehind: (facts, word) =>
      options.isBehind?.(facts, word) ?? (facts.rawStatus === null || toName(facts.rawStatus) !== word),
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

/** Once its facts are known, a job is listened for by the one that hints may name, too. */
function followJob(
  listen: (job: Hint['job']) => () => void,
  key: JobKey,
  adapter: ToldPushesOptions['adapter'],
): Omit<Listening, 'liveSince'> {
  const leave = listen(key);
  let alias: string | null = null;
  let leaveAlias: (() => void) | undefined;
  return {
    noteFacts: (facts) => {
      const hintedAs = adapter?.hintedAs?.(facts) ?? null;
      if (hintedAs === alias) return;
      leaveAlias?.();
      alias = hintedAs;
      leaveAlias = hintedAs === null ? undefined : listen({ hintedAs });
    },
    leave: () => {
      leave();
      leaveAlias?.();
    },
  };
}
