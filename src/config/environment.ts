/** Puts the environment's values where the file names them: `${NAME}` in any value. */
import type { ConfigFault } from './faults.ts';
import { formatPath, type ConfigPath } from './paths.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Substituted {
  readonly value: unknown;
  readonly faults: readonly ConfigFault[];
  /** Paths of values that came from the environment, in whole or in part: never shown, and text in the file's eyes. */
  readonly substitutedPaths: ReadonlySet<string>;
}

const reference = /\$\{([^}]*)\}/g;
const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

export function substituteEnvironment(value: unknown, environment: Environment): Substituted {
  const faults: ConfigFault[] = [];
  const substitutedPaths = new Set<string>();

  function substituteText(text: string, path: ConfigPath): string {
    return text.replace(reference, (whole, name: string) => {
      const place = formatPath(path);
      substitutedPaths.add(place);
      const found = variableName.test(name) ? environment[name] : undefined;
      if (found !== undefined) return found;
      const expected = variableName.test(name) ? `the environment variable ${name}, but it is not set` : 'the name of an environment variable in ${…}';
      faults.push({ path: place, message: `needs ${expected}` });
      return whole;
    });
  }

  function substitute(node: unknown, path: ConfigPath): unknown {
    if (typeof node === 'string') return substituteText(node, path);
    if (Array.isArray(node)) return node.map((item, index) => substitute(item, [...path, index]));
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, substitute(item, [...path, key])]));
  }

  return { value: substitute(value, []), faults, substitutedPaths };
}
