/** Substitutes environment variables: `${NAME}` in any value, also several in one. */
import type { z } from 'zod';
import type { PlacedFault } from './faults.ts';
import { toPathKey, valueAt, type ConfigPath } from './paths.ts';

/** As `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The file's tree with its variables replaced. */
interface Substituted {
  /** A copy of the file's. */
  readonly tree: unknown;
  readonly faults: readonly PlacedFault[];
  /** By path: the variables that a value came from, in whole or in part. Such a value is never shown. */
  readonly variables: ReadonlyMap<string, readonly string[]>;
}

// An incomplete reference is a mistake, not text.
const reference = /\$\{([^}]*)(\}?)/g;
const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Substitutes values as text, not recursively. An unset variable is a fault, an empty one is not. */
export function substituteEnvironment(tree: unknown, environment: Environment): Substituted {
  const faults: PlacedFault[] = [];
  const variables = new Map<string, readonly string[]>();

  function substituteText(text: string, path: ConfigPath): string {
    const references = [...text.matchAll(reference)];
    if (references.length === 0) return text;
    const names = references.filter(isReference).map(([, name = '']) => name);
    variables.set(toPathKey(path), names);
    faults.push(...listFaults(path, references, environment));
    return text.replace(reference, (_, name: string) => environment[name] ?? '');
  }

  function substitute(node: unknown, path: ConfigPath): unknown {
    if (typeof node === 'string') return substituteText(node, path);
    if (Array.isArray(node)) return node.map((item, index) => substitute(item, [...path, index]));
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, substitute(item, [...path, key])]));
  }

  return { tree: substitute(tree, []), faults, variables };
}

function isReference([, name = '', end]: RegExpExecArray): boolean {
  return end === '}' && variableName.test(name);
}

function listFaults(
  path: ConfigPath,
  references: readonly RegExpExecArray[],
  environment: Environment,
): readonly PlacedFault[] {
  const unset = references
    .filter(isReference)
    .map(([, name = '']) => name)
    .filter((name) => !isSet(environment, name));
  const faults = [...new Set(unset)].map((name) => ({
    path,
    message: `needs the environment variable ${name}, but it is not set`,
  }));
  if (references.every(isReference)) return faults;
  // The name is not shown: the text between the braces may be anything.
  const expected =
    'must name environment variables as ${NAME}, of letters, digits and "_", but got another name or no "}"';
  return [...faults, { path, message: expected }];
}

function isSet(environment: Environment, name: string): boolean {
  return Object.hasOwn(environment, name) && environment[name] !== undefined;
}

/** Variables are text; they become a number or a boolean where the file's shape requires one. */
export function coerceValues({ tree, variables }: Substituted, issues: readonly z.core.$ZodIssue[]): void {
  for (const issue of issues) {
    const key = issue.path.at(-1);
    const text = valueAt(tree, issue.path);
    if (key === undefined || typeof text !== 'string' || !variables.has(toPathKey(issue.path))) continue;
    const value = coerceText(text, issue);
    if (value !== undefined) Reflect.set(valueAt(tree, issue.path.slice(0, -1)) as object, key, value);
  }
}

/** The number or boolean in the text, if the issue asks for one; otherwise undefined. */
export function coerceText(text: string, issue: z.core.$ZodIssue): number | boolean | undefined {
  const isNumber = /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(text);
  if (issue.code === 'invalid_value') return isNumber && issue.values.includes(Number(text)) ? Number(text) : undefined;
  if (issue.code !== 'invalid_type') return undefined;
  if (issue.expected === 'number' || issue.expected === 'int') return isNumber ? Number(text) : undefined;
  if (issue.expected === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return undefined;
}

/** For example `, from HOST and PORT`; empty if no variable is named. */
export function formatVariables(names: readonly string[] | undefined): string {
  return names === undefined || names.length === 0 ? '' : `, from ${[...new Set(names)].join(' and ')}`;
}
