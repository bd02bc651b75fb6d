import { formatPath, toPathKey, type ConfigPath } from './paths.ts';

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

/** The faults in the order of the file, none twice. `lines` are those of the keys, by path. */
export function toConfigError(faults: readonly PlacedFault[], lines: ReadonlyMap<string, number>): ConfigError {
  const inOrder = faults.toSorted((left, right) => lineOf(left.path, lines) - lineOf(right.path, lines));
  const worded = inOrder.map(({ path, message }) => ({ path: formatPath(path), message }));
  const unique = new Map(worded.map((fault) => [`${fault.path} ${fault.message}`, fault]));
  return new ConfigError([...unique.values()]);
}

/** For a missing value, the line of the map or list that should contain it. */
function lineOf(path: ConfigPath, lines: ReadonlyMap<string, number>): number {
  return lines.get(toPathKey(path)) ?? (path.length === 0 ? 0 : lineOf(path.slice(0, -1), lines));
}
