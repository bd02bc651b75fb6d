import { formatPath, type ConfigPath } from './paths.ts';

/** One thing that is wrong with the configuration. */
export interface ConfigFault {
  /** For example `sources[2].region`; `the file` for the whole file. */
  readonly path: string;
  /** What follows the path in a sentence: "must be …, but got …". Holds no secret. */
  readonly message: string;
}

/** A fault whose path is not worded yet. */
export interface PlacedFault {
  readonly path: ConfigPath;
  readonly message: string;
  /** Whether the message is about the key and not its value. */
  readonly isOfKey?: boolean;
}

/** The configuration cannot be used. Holds all faults, one per line in its message, without secrets. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[], options?: ErrorOptions) {
    super(faults.map(({ path, message }) => `${path} ${message}`).join('\n'), options);
    this.faults = faults;
  }
}

/** The faults in the order of the file, each once. */
export function toConfigError(faults: readonly PlacedFault[], lineOf: (path: ConfigPath) => number): ConfigError {
  const inOrder = faults.toSorted((left, right) => lineOf(left.path) - lineOf(right.path));
  const worded = inOrder.map(({ path, message }) => ({ path: formatPath(path), message }));
  const unique = new Map(worded.map((fault) => [`${fault.path} ${fault.message}`, fault]));
  return new ConfigError([...unique.values()]);
}
