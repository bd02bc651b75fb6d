import { maxListedContainers, type Call, type Read } from './adapter.ts';

/** One page of the names of a source's containers. */
export interface NamePage {
  readonly names: readonly string[];
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
}

/** Enough for the containers that an account's quotas allow. */
const maxPages = 10;

/** The names of all containers, each once, page by page, until there are more than are read. */
export function listByPages(
  read: (after: string | null) => Read<NamePage>,
): (call: Call) => Promise<readonly string[]> {
  return async (call) => {
    const known = new Set<string>();
    let after: string | null = null;
    // A page may be empty before the last one.
    for (let page = 0; page < maxPages && known.size <= maxListedContainers; page += 1) {
      const { names, next }: NamePage = await call(read(after));
      for (const name of names) known.add(name);
      if (next === null) break;
      after = next;
    }
    return [...known];
  };
}
