/** Sent together at most: a script holds up the store for as long as it runs. */
const maxItems = 100;

/**
 * Gathers items for which no one waits. The first ones go out at the end of their turn of the event loop; those that come
 * while a call is under way go out together after it.
 * @param send rejects for nothing that a caller could mend
 */
export function createOutbox<Item>(send: (items: readonly Item[]) => Promise<unknown>): (item: Item) => void {
  const waiting: Item[] = [];
  let isSending = false;

  async function sendAll(): Promise<void> {
    while (waiting.length > 0) await send(waiting.splice(0, maxItems)).catch(() => undefined);
    isSending = false;
  }

  return (item) => {
    waiting.push(item);
    if (isSending) return;
    isSending = true;
    setImmediate(() => void sendAll());
  };
}

/**
 * Gathers the items of one turn of the event loop into as few calls as possible. All items of a turn are answered in
 * one turn, even if they took several calls, so that the calls that follow can be gathered again.
 * @param send gives an answer for each item, in their order
 * @returns never rejects: undefined where `send` gave no answer
 */
export function createBatch<Item, Answer>(
  send: (items: readonly Item[]) => Promise<readonly Answer[]>,
): (item: Item) => Promise<Answer | undefined> {
  let open: { readonly item: Item; readonly resolve: (answer: Answer | undefined) => void }[] = [];

  async function sendOpen(): Promise<void> {
    const gathered = open;
    open = [];
    const parts = Array.from({ length: Math.ceil(gathered.length / maxItems) }, (_, index) =>
      gathered.slice(index * maxItems, (index + 1) * maxItems),
    );
    const answers = await Promise.all(parts.map((part) => send(part.map(({ item }) => item)).catch(() => [])));
    for (const [at, part] of parts.entries())
      for (const [index, { resolve }] of part.entries()) resolve(answers[at]?.[index]);
  }

  return (item) =>
    new Promise((resolve) => {
      open.push({ item, resolve });
      if (open.length === 1) setImmediate(() => void sendOpen());
    });
}
