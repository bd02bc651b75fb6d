/** Turns zod's issues into sentences. The schemas' messages say what they expect; this adds what the file holds. */
import type { z } from 'zod';
import { isSection, knownKeysOf } from './kinds.ts';
import { coerceText, formatVariables } from './environment.ts';
import type { PlacedFault } from './faults.ts';
import { findNearestWord } from './nearest-word.ts';
import { isWord, toPathKey, valueAt, type ConfigPath } from './paths.ts';

/** Where the values came from. */
interface IssueContext {
  /** The file's tree after substitution. */
  readonly tree: unknown;
  /** By path: the variables that a value came from. */
  readonly variables: ReadonlyMap<string, readonly string[]>;
  readonly lineOf: (path: ConfigPath) => number;
}

type Issue = z.core.$ZodIssue;
type UnknownKeysIssue = Extract<Issue, { readonly code: 'unrecognized_keys' }>;
type UnionIssue = Extract<Issue, { readonly code: 'invalid_union' }>;

/** One fault per issue, or several if the issue is about several keys. */
export function toFaults(
  issues: readonly Issue[],
  context: IssueContext,
  parent: ConfigPath = [],
): readonly PlacedFault[] {
  return issues.flatMap((issue) => {
    const path = [...parent, ...issue.path];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => toUnknownKeyFault(path, key, knownKeysOf(issue), context));
    }
    if (issue.code === 'invalid_union' && issue.errors.length > 0) return toUnionFaults(issue, path, context);
    return [{ path, message: `must be ${issue.message}, but got ${formatCame(issue, path, context)}` }];
  });
}

/** Shows the key only if it looks like one, and never its value. */
function toUnknownKeyFault(
  path: ConfigPath,
  key: string,
  knownKeys: readonly string[],
  context: IssueContext,
): PlacedFault {
  const hint = formatHint(key, knownKeys);
  const known = knownKeys.join(', ');
  if (isWord(key)) {
    const message = `must be one of the keys ${known}, but is none of them${hint}`;
    return { path: [...path, key], message, isOfKey: true };
  }
  const line = context.lineOf([...path, key]);
  const place = line === 0 ? '' : ` in line ${line}`;
  return { path, message: `must have no keys but ${known}, but got one that is not shown${place}${hint}` };
}

/** If the present keys fit one branch of a union, that branch's faults are more precise. */
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
  const ofBranches = branches.flatMap((branch) => unknownKeyIssuesOf(branch).flatMap(knownKeysOf));
  const allKeys = [...new Set(ofBranches)];
  const unknown = keys
    .filter((key) => !known.includes(key))
    .map((key) => toUnknownKeyFault(path, key, allKeys, context));
  if (known.length === 0 && unknown.length > 0) return unknown;
  const came = known.length > 0 ? known.join(' and ') : formatCame(issue, path, context);
  return [{ path, message: `must be ${issue.message}, but got ${came}` }, ...unknown];
}

function unknownKeysOf(branch: readonly Issue[]): readonly string[] {
  return unknownKeyIssuesOf(branch).flatMap(({ keys }) => keys);
}

/** Those of the branch itself, not of sections in it. */
function unknownKeyIssuesOf(branch: readonly Issue[]): readonly UnknownKeysIssue[] {
  return branch.filter((issue) => issue.code === 'unrecognized_keys').filter(({ path }) => path.length === 0);
}

function formatHint(word: string, candidates: readonly string[]): string {
  const meant = findNearestWord(word, candidates);
  return meant === undefined ? '' : `: did you mean ${meant}?`;
}

/** A list of several may be at fault for how many it holds. */
function formatList({ length }: readonly unknown[]): string {
  if (length === 0) return 'an empty list';
  return length === 1 ? 'a list' : `a list of ${String(length)}`;
}

function formatCame(issue: Issue, path: ConfigPath, { tree, variables }: IssueContext): string {
  if (issue.code === 'custom' && typeof issue.params?.['got'] === 'string') return issue.params['got'];
  const value = valueAt(tree, path);
  const names = variables.get(toPathKey(path));
  if (value === undefined || value === null) return 'nothing';
  if (value === '') return `empty text${formatVariables(names)}`;
  if (Array.isArray(value)) return formatList(value);
  if (isSection(value)) return Object.keys(value).length === 0 ? 'an empty map' : 'a map';
  // Text in place of a list or a map may contain all of its values, and so a secret.
  const isHidden =
    names !== undefined || isSecret(path) || (typeof value === 'string' && (wantsParts(issue) || !isShowable(value)));
  const shown = isHidden
    ? `a value that is not shown (${formatKind(value)}${formatVariables(names)})`
    : formatShown(value);
  return `${shown}${formatAdvice(issue, value, isHidden)}`;
}

/** What was probably meant. For a value that is not shown, only that quotes are missing. */
function formatAdvice(issue: Issue, value: unknown, isHidden: boolean): string {
  if (typeof value !== 'string')
    return issue.code === 'invalid_type' && issue.expected === 'string' ? ', which needs quotes to be text' : '';
  if (isHidden) return '';
  if (coerceText(value, issue) !== undefined) return ', which is text: write it without quotes';
  const words = wordsOf(issue).filter((word) => typeof word === 'string');
  return formatHint(value, words);
}

/** The allowed words, if only some are allowed. */
function wordsOf(issue: Issue): readonly unknown[] {
  if (issue.code === 'invalid_value') return issue.values;
  return issue.code === 'invalid_union' && 'options' in issue ? (issue.options ?? []) : [];
}

/** All of a source's credentials, the secret that tokens are signed with, and the password of the cluster's store. */
function isSecret(path: ConfigPath): boolean {
  return path.includes('credentials') || path.at(-1) === 'secret' || path.at(-1) === 'password';
}

function wantsParts(issue: Issue): boolean {
  return (
    (issue.code === 'invalid_union' && issue.errors.length > 0) ||
    (issue.code === 'invalid_type' && (issue.expected === 'object' || issue.expected === 'array'))
  );
}

/** Anything that may be a key, a key file, or a URL with a password or token is never shown, at any path. */
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
