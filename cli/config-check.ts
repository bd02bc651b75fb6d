/** Checks a configuration as the start does and, if requested, asks for all that it names. */
import { loadConfig, loadTracingSettings, type Config } from '../src/config/load.ts';
import { reachOthers } from './config-reach.ts';
import { CommandFault, exits } from './exit.ts';
import { readField } from './graph.ts';
import { openLocalGraph, type LocalGraphOptions } from './local-graph.ts';
import { checkQuery } from './operations.ts';
import { toPrintable } from './printable.ts';
import { readSettings } from './settings-file.ts';
import { describeCheck, toCheckStatus, type SourceCheck } from './source-checks.ts';

/** How far the check goes, and where its findings are printed. */
export interface ConfigCheckOptions extends LocalGraphOptions {
  /** Whether the sources, the issuer, the store and the receiver of traces are asked. */
  readonly probes: boolean;
  readonly print: (line: string) => void;
  /** Ends the calls: its reason is thrown. */
  readonly signal?: AbortSignal;
}

/** Returns the exit status: 0 if all is well, 78 for a faulty configuration, else what the first fault of the sources says. */
export async function checkConfig(file: string, options: ConfigCheckOptions): Promise<number> {
  let config: Config;
  let sendsTraces: boolean;
  try {
    [config, sendsTraces] = readSettings('The configuration', () => {
      const traces = loadTracingSettings((reason) => {
        options.print(`No traces will be sent: ${reason}.`);
      });
      return [loadConfig(file), traces !== undefined] as const;
    });
  } catch (error) {
    if (!(error instanceof CommandFault)) throw error;
    options.print(error.message);
    return error.status;
  }
  options.print('The configuration is sound.');
  if (!options.probes) return exits.done;
  const { signal = new AbortController().signal } = options;
  const [ofSources, others] = await Promise.all([
    probeSources(file, options, signal),
    reachOthers(config, { sendsTraces, signal }),
  ]);
  signal.throwIfAborted();
  for (const { setting, isReached, message } of others) options.print(`${isReached ? '' : '! '}${setting}: ${message}`);
  const isReached = others.every((one) => one.isReached);
  // What has to be mended here weighs more than what is not reached.
  return ofSources === exits.done || ofSources === exits.temporary
    ? isReached
      ? ofSources
      : exits.unavailable
    : ofSources;
}

/** Asks the sources as `sources --check --config` does, and prints every step. */
async function probeSources(file: string, options: ConfigCheckOptions, signal: AbortSignal): Promise<number> {
  const graph = openLocalGraph(file, options);
  try {
    const answer = await graph.execute({ query: checkQuery, operates: true }, signal);
    const checks = readField(answer, 'jobSourceChecks') as readonly SourceCheck[];
    for (const line of checks.flatMap((check) => describeCheck(check, { showsAll: true })))
      options.print(toPrintable(line));
    return toCheckStatus(checks);
  } finally {
    await graph.close();
  }
}
