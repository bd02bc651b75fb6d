/** Sent together at most: a script holds up the store for as long as it runs. */
const maxItems = 100;

/**
 * Gathers what is asked in one turn of the event loop into as few calls as possible. All of a turn are answered in one turn, however
 * many calls that took: what follows them can be gathered again.
 * @param send gives an answer for each item, in their order; never rejects
 */
export function createBatch<Item, Answer>(
  send: (items: readonly Item[]) => Promise<readonly Answer[]>,
): (item: Item) => Promise<Answer> {
  let open: { readonly item: Item; readonly resolve: (answer: Answer) => void }[] = [];

  async function sendOpen(): Promise<void> {
    const gathered = open;
    open = [];
    const parts = Array.from({ length: Math.ceil(gathered.length / maxItems) }, (_, index) =>
      gathered.slice(index * maxItems, (index + 1) * maxItems),
    );
    const answers = await Promise.all(parts.map((part) => send(part.map(({ item }) => item))));
    for (const [index, answer] of answers.flat().entries()) gathered[index]?.resolve(answer);
  }

  return (item) =>
    new Promise((resolve) => {
      open.push({ item, resolve });
      if (open.length === 1) setImmediate(() => void sendOpen());
    });
}
