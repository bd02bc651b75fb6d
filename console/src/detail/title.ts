/** What a job is called: what it is a run of, and its own name. */
interface Named {
  readonly name: string | null;
  readonly definition: string | null;
  readonly providerJobId: string;
}

/** The definition is left out where it says no more than the name, and where it is a mere number or address. */
export function toTitle({ name, definition, providerJobId }: Named): string {
  const own = name ?? providerJobId;
  const isWord = definition !== null && !/^\d+$|:/.test(definition);
  return isWord && !own.includes(definition) ? `${definition} · ${own}` : own;
}
