/** Checks a configuration as the start does and, if requested, calls each source once. */
import { ConfigError, loadConfig, loadTracingSettings, type Config } from './config/load.ts';
import { ProviderError } from './errors/errors.ts';
import { createSources } from './graph/sources.ts';
import { createLocalStores } from './graph/stores.ts';
import type { Clock } from './clock.ts';
import type { ListReader, ListRequest } from './jobs/list-reader.ts';
import type { Source } from './jobs/source.ts';

/** What is checked, and where the findings go. */
export interface ConfigCheckOptions extends Clock {
  /** Whether each source is called. */
  readonly probes: boolean;
  readonly print: (line: string) => void;
  /** Ends the calls: its reason is thrown. */
  readonly signal?: AbortSignal;
}

/** EX_CONFIG of sysexits.h, as for the program. */
const exitConfig = 78;

/** Returns the exit status: 0 if all is well, 78 for a faulty configuration, 1 if a source could not be called. */
export async function checkConfig(file: string, options: ConfigCheckOptions): Promise<number> {
  const config = readConfig(file, options);
  if (config === undefined) return exitConfig;
  options.print('The configuration is sound.');
  return options.probes ? probeAll(config, options) : 0;
}

function readConfig(file: string, { print }: ConfigCheckOptions): Config | undefined {
  try {
    loadTracingSettings();
    return loadConfig(file);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    print(`The configuration cannot be used:\n${error.message.replaceAll(/^/gm, '  ')}`);
    return undefined;
  }
}

async function probeAll(config: Config, { now, monotonic, print, signal }: ConfigCheckOptions): Promise<number> {
  const stores = createLocalStores(config, monotonic);
  const sources = [...createSources(config, { now, monotonic, random: Math.random, stores }).values()];
  const outcomes = await Promise.all(
    sources.map(async (source) => {
      const failure = await probe(source, signal);
      print(`${source.name} (${source.provider}): ${failure ?? 'ok'}`);
      await source.close();
      return failure === undefined;
    }),
  );
  return outcomes.every(Boolean) ? 0 : 1;
}

/** Reads the first page of each container of the source or, without lists, a job that does not exist. Returns what failed. */
async function probe(
  { listReader, reader, keyFormat }: Source,
  signal = new AbortController().signal,
): Promise<string | undefined> {
  const context = { requester: 'check', operation: {}, signal };
  const nothing: ReadonlySet<string> = new Set();
  try {
    if (listReader !== undefined) await probeList(listReader, context);
    else if (keyFormat.unused !== undefined)
      await reader.read(
        { key: keyFormat.unused, facts: new Set(['*']), secrets: nothing, secretsOfMasked: nothing },
        context,
      );
    return undefined;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.code === 'JOB_NOT_FOUND' || error.code === 'JOB_GONE') return undefined;
    const provided = error.providerCode === null ? '' : `, ${error.providerCode}`;
    return `${error.code}, ${error.causeKind ?? 'no cause'}${provided}: ${error.message}`;
  }
}

/** Throws the first failure. */
async function probeList(listReader: ListReader, context: ListRequest['context']): Promise<void> {
  const failures: ProviderError[] = [];
  const allowance = { pages: 1, takeFirst: () => true };
  const onFailure = (error: ProviderError): unknown => failures.push(error);
  await listReader.stream({ filter: {}, context, allowance, onFailure }).next();
  const [failure] = failures;
  if (failure !== undefined) throw failure;
}
