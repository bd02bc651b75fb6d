/** Stores that hold nothing but JSON, as one between processes would. */
import { isDeepStrictEqual } from 'node:util';
import type { Stores } from '../src/operation/stores.ts';
import type { Entry, Store } from '../src/jobs/reading/store.ts';

/** The text of what is stored. Throws where that does not say all of it. */
function toText(entry: Entry): string {
  const text = JSON.stringify(entry);
  if (!isDeepStrictEqual(JSON.parse(text), entry)) throw new TypeError('What is stored must equal its JSON.');
  return text;
}

/** The same stores; facts and pages that are more than their JSON says fail the read that stores them. */
export function withPlainEntries(stores: Stores): Stores {
  return { ...stores, facts: refuseOthers(stores.facts), pages: refuseOthers(stores.pages) };
}

function refuseOthers<T extends Entry>(store: Store<T>): Store<T> {
  return {
    ...store,
    set: (id, entry) => {
      store.set(id, JSON.parse(toText(entry)) as T);
    },
  };
}
