/** The sources that the graph has: for what must name one of them. */
import { CommandFault } from './exit.ts';
import type { Session } from './session.ts';
import { sourceNamesQuery } from './operations.ts';

/** A source, as far as choosing one needs it. */
export interface KnownSource {
  readonly name: string;
  readonly provider: string;
  readonly canList: boolean;
}

/** Empty where the graph does not say. */
export async function askForKnownSources({ ask }: Pick<Session, 'ask'>): Promise<readonly KnownSource[]> {
  try {
    const { data } = await ask({ query: sourceNamesQuery });
    return (data?.['jobSources'] ?? []) as readonly KnownSource[];
  } catch (error) {
    if (error instanceof CommandFault) return [];
    throw error;
  }
}

/** For a sentence: `one of batch-prod, builds`. */
export function listNames(sources: readonly KnownSource[]): string {
  return sources.map(({ name }) => name).join(', ');
}
