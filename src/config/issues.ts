/** From zod's issues to sentences. Every schema words its own expectation; here stands what came instead. */
import type { z } from 'zod';
import { isSection } from '../upstream/setting-kinds.ts';
import { formatVariables } from './environment.ts';
import type { PlacedFault } from './faults.ts';
import { findNearestWord } from './nearest-word.ts';
import { isWord, toPathKey, valueAt, type ConfigPath } from './paths.ts';

export interface IssueContext {
  /** The file's tree after substitution. */
  readonly tree: unknown;
  /** By path: the variables that a value came from. */
  readonly variables: ReadonlyMap<string, readonly string[]>;
  readonly lines: ReadonlyMap<string, number>;
}

type Issue = z.core.$ZodIssue;
type UnionIssue = Extract<Issue, { readonly code: 'invalid_union' }>;

/** One fault an issue, or several where the issue is about several keys. */
export function toFaults(
  issues: readonly Issue[],
  context: IssueContext,
  parent: ConfigPath = [],
): readonly PlacedFault[] {
  return issues.flatMap((issue) => {
    const path = [...parent, ...issue.path];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => toUnknownKeyFault(path, key, issue.message, context));
    }
    if (issue.code === 'invalid_union' && issue.errors.length > 0) return toUnionFaults(issue, path, context);
    return [{ path, message: `must be ${issue.message}, but got ${formatCame(issue, path, context)}` }];
  });
}

/** The key itself is shown only where it looks like one, its value never. */
function toUnknownKeyFault(path: ConfigPath, key: string, known: string, context: IssueContext): PlacedFault {
  const meant = findNearestWord(key, known.split(', '));
  const hint = meant === undefined ? '' : `: did you mean ${meant}?`;
  if (isWord(key)) {
    return { path: [...path, key], message: `must be one of the keys ${known}, but is none of them${hint}` };
  }
  const line = context.lines.get(toPathKey([...path, key]));
  const place = line === undefined ? '' : ` in line ${line}`;
  return { path, message: `must have no keys but ${known}, but got one that is not shown${place}${hint}` };
}

/** A union is told apart by the keys that are there: where one branch fits them, its own faults say more. */
function toUnionFaults(issue: UnionIssue, path: ConfigPath, context: IssueContext): readonly PlacedFault[] {
  const value = valueAt(context.tree, path);
  const branches = issue.errors.filter(
    (branch) => !branch.some((fault) => fault.code === 'invalid_type' && fault.path.length === 0),
  );
  const keys = isSection(value) ? Object.keys(value) : [];
  const known = keys.filter((key) => branches.some((branch) => !unknownKeysOf(branch).includes(key)));
  const fitting = branches.filter((branch) => known.every((key) => !unknownKeysOf(branch).includes(key)));
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return toFaults(only, context, path);
  const allKeys = [...new Set(branches.flatMap(knownKeysOf))].join(', ');
  const unknown = keys
    .filter((key) => !known.includes(key))
    .map((key) => toUnknownKeyFault(path, key, allKeys, context));
  if (known.length === 0 && unknown.length > 0) return unknown;
  const came = known.length > 0 ? known.join(' and ') : formatCame(issue, path, context);
  return [{ path, message: `must be ${issue.message}, but got ${came}` }, ...unknown];
}

function unknownKeysOf(branch: readonly Issue[]): readonly string[] {
  return branch.flatMap((issue) => (issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : []));
}

function knownKeysOf(branch: readonly Issue[]): readonly string[] {
  return branch.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.message.split(', ') : [],
  );
}

function formatCame(issue: Issue, path: ConfigPath, { tree, variables }: IssueContext): string {
  if (issue.code === 'custom' && typeof issue.params?.['got'] === 'string') return issue.params['got'];
  const value = valueAt(tree, path);
  const names = variables.get(toPathKey(path));
  if (value === undefined || value === null) return 'nothing';
  if (value === '') return `empty text${formatVariables(names)}`;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (isSection(value)) return Object.keys(value).length === 0 ? 'an empty map' : 'a map';
  // Text where a list or a map should be may be all that it should hold, run together.
  const isHidden =
    names !== undefined || isSecret(path) || (typeof value === 'string' && (wantsParts(issue) || !isShowable(value)));
  const shown = isHidden
    ? `a value that is not shown (${formatKind(value)}${formatVariables(names)})`
    : formatShown(value);
  const needsQuotes = typeof value !== 'string' && issue.code === 'invalid_type' && issue.expected === 'string';
  return needsQuotes ? `${shown}, which needs quotes to be text` : shown;
}

/** All of a source's credentials, and the secret that tokens are signed with. */
function isSecret(path: ConfigPath): boolean {
  return path.includes('credentials') || path.at(-1) === 'secret';
}

function wantsParts(issue: Issue): boolean {
  return (
    (issue.code === 'invalid_union' && issue.errors.length > 0) ||
    (issue.code === 'invalid_type' && (issue.expected === 'object' || issue.expected === 'array'))
  );
}

/** What may be a key, a file of one, or a URL with a password or a token in it, is not shown wherever it stands. */
function isShowable(text: string): boolean {
  const isKeyLike = /^(?=.*\d)(?=.*[A-Za-z])[\w+/=-]{16,}$/.test(text);
  return text.length <= 100 && !isKeyLike && !/[\p{Cc}\p{Cf}\u2028\u2029@?]/u.test(text);
}

function formatShown(value: unknown): string {
  // Beyond 2^53 a number is not the one that was written.
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) return 'a number of many digits';
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function formatKind(value: unknown): string {
  if (typeof value === 'string') return `text of ${value.length} character${value.length === 1 ? '' : 's'}`;
  return typeof value === 'number' ? 'a number' : 'true or false';
}
