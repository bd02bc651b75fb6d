/** The names of a gateway's sources, for completing them. */
import { readTimeout } from './moments.ts';
import { sourceNamesQuery } from './operations.ts';
import type { CommonOptions } from './options.ts';
import { openSession } from './session.ts';
import type { CliContext } from './context.ts';

/** A person waits for the answer with a finger on the key. */
const defaultTimeout = '300ms';

/** As configurations name sources. What a gateway calls a source otherwise is left out. */
const name = /^[a-z][a-z0-9-]{0,62}$/;

/** Empty if no gateway answers in time, for any reason. Reads no standard input, and runs no graph in this process. */
export async function askForSources(context: CliContext, options: CommonOptions): Promise<readonly string[]> {
  const nowhere = { write: () => undefined, isTerminal: false };
  const tooSlow = (): Promise<never> => Promise.reject(new Error('A graph of this process takes too long.'));
  try {
    const { JOBGRAPH_COMPLETION_TIMEOUT = defaultTimeout } = context.env;
    const late = AbortSignal.timeout(readTimeout('JOBGRAPH_COMPLETION_TIMEOUT', JOBGRAPH_COMPLETION_TIMEOUT));
    const quiet: CliContext = {
      ...context,
      stdout: nowhere,
      stderr: nowhere,
      readInput: () => Promise.resolve(''),
      signal: AbortSignal.any([context.signal, late]),
      server: { ...context.server, openGraph: tooSlow },
    };
    const isLate = new Promise<readonly string[]>((resolve) => {
      late.addEventListener('abort', () => {
        resolve([]);
      });
    });
    return await Promise.race([ask(quiet, options), isLate]);
  } catch {
    return [];
  }
}

async function ask(context: CliContext, options: CommonOptions): Promise<readonly string[]> {
  const session = await openSession(context, options);
  const sources = await session.askFor('jobSources', { query: sourceNamesQuery });
  if (!Array.isArray(sources)) return [];
  const names = sources.map((source: { readonly name?: unknown } | null) => source?.name);
  return names.filter((one) => typeof one === 'string').filter((one) => name.test(one));
}
