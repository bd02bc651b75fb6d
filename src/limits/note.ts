/** What is known of an object that is soon gone, such as a request. */
export interface Note<Holder extends object, Value> {
  readonly get: (holder: Holder) => Value | undefined;
  readonly set: (holder: Holder, value: Value | undefined) => void;
}

/**
 * Kept in the object, under a symbol of its own. A WeakMap would do the same, but until V8 collects the whole heap it takes what a long-lived one
 * holds for alive, with all that this leads to: each request would outlive its answer, and be copied twice on the way.
 */
export function createNote<Holder extends object, Value>(description: string): Note<Holder, Value> {
  const name = Symbol(description);
  type Noted = Holder & { [name]?: Value | undefined };
  return {
    get: (holder) => (holder as Noted)[name],
    set: (holder, value) => {
      (holder as Noted)[name] = value;
    },
  };
}
