/** Hints of all processes, by messages of the store. They hold names, from which no key and no word can be told, and a time. */
import type { NamedHint, SharedHintsOptions, ShareHints } from '../jobs/pushes/shared-hints.ts';
import { createBatch } from './batch.ts';
import { hashName } from './hash-name.ts';
import type { ClusterState } from './link.ts';
import { readLua } from './lua-texts.ts';
import { defineScript, readCount } from './script.ts';
import type { SharedStore } from './shared-store.ts';

/** Passes hints on. See `lua/hint.lua`. */
const passOn = defineScript('hint', readLua('hint'), readCount);

/** The hints of all sources, with what the messages and the store's state say. */
export interface HintMessages {
  /** The port of `jobs`. */
  readonly share: ShareHints;
  /** False: the message is not about hints. */
  readonly hear: (message: string) => boolean;
  readonly noteState: (state: ClusterState) => void;
  /** Messages may have been missed. */
  readonly catchUp: () => void;
}

/** The store, and the channel of its messages. */
interface HintMessagesOptions {
  readonly store: Pick<SharedStore, 'run' | 'self'>;
  readonly channel: string;
}

interface Named extends NamedHint {
  readonly source: string;
}

const noWord = '-';
const timePattern = /^\d{1,15}$/;
const namePattern = /^[\w-]{22}$/;

/** Hears only the messages that are given to `hear`. */
export function createHintMessages({ store, channel }: HintMessagesOptions): HintMessages {
  const sources = new Map<string, Set<SharedHintsOptions>>();
  let isAlone: boolean | undefined;
  const tellTogether = createBatch<Named, number>(async (hints) => {
    // A flood about one job is one hint.
    const distinct = new Set(hints.map(({ source, job, word }) => `${source} ${job} ${word ?? noWord}`));
    const at = await store.run(passOn, [], [channel, store.self, ...[...distinct].flatMap((one) => one.split(' '))]);
    return at === undefined ? [] : hints.map(() => at);
  });
  const all = (): readonly SharedHintsOptions[] => [...sources.values()].flatMap((ofSource) => [...ofSource]);

  return {
    share: (options) => {
      const source = hashName(options.fingerprint);
      const ofSource = sources.get(source) ?? new Set();
      sources.set(source, ofSource.add(options));
      if (isAlone !== undefined) options.onAlone(isAlone);
      return {
        toName: (text) => hashName(`${options.fingerprint}\0${text}`),
        tell: (hint) => tellTogether({ ...hint, source }),
        close: () => ofSource.delete(options),
      };
    },
    hear: (message) => {
      if (!message.startsWith('+')) return false;
      const [sender, at = '', ...names] = message.slice(1).split(' ');
      if (sender !== store.self && timePattern.test(at))
        for (const { source, ...hint } of readNames(names))
          for (const { onHint } of sources.get(source) ?? []) onHint(hint, Number(at));
      return true;
    },
    noteState: (state) => {
      isAlone = state === 'ALONE';
      for (const { onAlone } of all()) onAlone(isAlone);
    },
    catchUp: () => {
      for (const { onMissed } of all()) onMissed();
    },
  };
}

/** What others have sent may be anything. */
function readNames(names: readonly string[]): readonly Named[] {
  const hints: Named[] = [];
  for (let at = 0; at + 2 < names.length; at += 3) {
    const [source = '', job = '', word = ''] = names.slice(at, at + 3);
    if (![source, job].every((name) => namePattern.test(name)) || !(word === noWord || namePattern.test(word)))
      continue;
    hints.push({ source, job, word: word === noWord ? null : word });
  }
  return hints;
}
