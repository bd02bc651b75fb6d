/** The graph refuses an argument: said in the words of the command, with the names that there are. */
import { CommandFault, exits, UsageFault } from './exit.ts';
import { codeOf, describeFault, type AnswerError } from './graph.ts';
import { askForKnownSources, listNames } from './known-sources.ts';
import type { Session } from './session.ts';

/** Arguments of the graph, as its sentences name them, and the options that they come from. */
const options: readonly (readonly [argument: string, option: string])[] = [
  ['`filter.sources`', '--source'],
  ['`filter.providers`', '--provider'],
  ['`filter.statuses`', '--status'],
  ['`filter.accounts`', '--account'],
  ['`filter.sourceLabels`', '--label'],
  ['`filter.definitions`', '--definition'],
  ['`filter.createdAfter`', '--since'],
  ['`filter.createdBefore`', '--until'],
  ['`filter.endedAfter`', '--ended-since'],
  ['`filter.text`', '--text'],
  ['`providerJobId`', 'PROVIDER_ID'],
  [' (BAD_USER_INPUT)', ''],
];

/** Runs what asks the graph. Throws what it throws, a refused argument as `UsageFault`. `sources` are those of --source. */
export async function withOptionNames<Result>(
  session: Session,
  sources: readonly string[],
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CommandFault) || error.status !== exits.usage) throw error;
    const known = sources.length === 0 ? [] : await askForKnownSources(session);
    const wrong = sources.find((name) => known.every((source) => source.name !== name));
    if (known.length > 0 && wrong !== undefined)
      throw new UsageFault(`--source must be of ${listNames(known)}, but got ${JSON.stringify(wrong)}.`);
    const message = options.reduce((text, [argument, option]) => text.replaceAll(argument, option), error.message);
    throw new UsageFault(message, { cause: error });
  }
}

/** An error of one job. A text that can be no id is told with the names of the sources that it could begin with. */
export async function describeIdFault(session: Session, id: string | undefined, error: AnswerError): Promise<string> {
  if (id === undefined || codeOf(error) !== 'BAD_USER_INPUT') return describeFault(error);
  const known = await askForKnownSources(session);
  if (known.length === 0 || known.some(({ name }) => id.startsWith(`${name}:`))) return describeFault(error);
  return `ID must be SOURCE:KEY with a SOURCE of ${listNames(known)}. (BAD_USER_INPUT)`;
}
