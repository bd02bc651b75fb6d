/** From zod's issues to sentences: which value, what was expected, and what came. */
import type { z } from 'zod';
import { formatPath, valueAt, type ConfigPath } from './paths.ts';

export interface ConfigFault {
  readonly path: string;
  /** What follows the path in a sentence. */
  readonly message: string;
}

/** The file cannot be used. Holds every fault at once; no secret is in any. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    super(faults.map(({ path, message }) => `${path} ${message}`).join('\n'));
    this.faults = faults;
  }
}

const secretKeys: ReadonlySet<PropertyKey> = new Set([
  'accessKeyId',
  'secretAccessKey',
  'sessionToken',
  'externalId',
  'secretId',
  'secretKey',
  'token',
  'secret',
  'credentials',
]);

export interface FaultContext {
  /** The file's tree after substitution. */
  readonly value: unknown;
  /** Formatted paths of values that came from the environment. */
  readonly substitutedPaths: ReadonlySet<string>;
}

export function toFaults(issues: readonly z.core.$ZodIssue[], context: FaultContext): readonly ConfigFault[] {
  return issues.flatMap((issue) => toFaultsOfIssue(issue, issue.path, context));
}

function toFaultsOfIssue(issue: z.core.$ZodIssue, path: ConfigPath, context: FaultContext): readonly ConfigFault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: formatPath([...path, key]), message: 'is not a key that is known here' }));
  }
  const value = valueAt(context.value, path);
  const place = formatPath(path);
  if (value === undefined) return [{ path: place, message: `must be ${toExpectation(issue)}, but is missing` }];
  return [{ path: place, message: `must be ${toExpectation(issue)}, but got ${formatValue(value, path, context)}` }];
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys',
};

/** Our own schemas give their expectation as the issue's message; zod's are worded here. */
function toExpectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeWords[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.length === 1 ? JSON.stringify(issue.values[0]) : `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'too_small':
      return `${issue.origin === 'string' || issue.origin === 'array' ? 'of a length of ' : ''}${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`;
    case 'too_big':
      return `${issue.origin === 'string' || issue.origin === 'array' ? 'of a length of ' : ''}${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}`;
    default:
      return issue.message;
  }
}

function formatValue(value: unknown, path: ConfigPath, { substitutedPaths }: FaultContext): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'a map of keys';
  if (path.some((part) => secretKeys.has(part)) || substitutedPaths.has(formatPath(path))) return `a ${typeof value} that is not shown`;
  if (typeof value === 'number') return `the number ${value}`;
  const text = JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
