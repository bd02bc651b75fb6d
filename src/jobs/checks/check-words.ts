/** What a check of a source has found, in sentences for somebody who runs this server. */
import { toRemedy } from '../../errors/causes.ts';
import type { ProviderError } from '../../errors/errors.ts';
import { toPartSentence, toPrintable, type NamedPart } from '../../errors/part-words.ts';
import { BadAnswer, type AnswerWord } from '../../provider/contract/bad-answer.ts';

/** The findings of one step. */
export interface StepFacts {
  /** Who was asked, e.g. `AWS Batch in us-east-1`. */
  readonly asked: string;
  readonly part: NamedPart | undefined;
  readonly setting: string | null;
  /** The right that the call needs, e.g. `batch:ListJobs`; undefined where rights have no such names. */
  readonly permission: string | undefined;
  /** The address that was called; null if nothing was sent. */
  readonly origin: string | null;
  readonly clockOffsetSeconds: number | null;
  /** Parts that the provider knows, the nearest first; empty where they are not known. */
  readonly nearest: readonly string[];
}

/** The message and the remedy of a step that failed. */
export function toFailureWords(
  error: ProviderError,
  facts: StepFacts,
): { readonly message: string; readonly remedy: string | null } {
  return { message: toMessage(error, facts), remedy: toRemedy(error.causeKind, toFindings(error, facts)) };
}

function toMessage(error: ProviderError, { asked, part, clockOffsetSeconds, nearest, origin }: StepFacts): string {
  const { causeKind, cause } = error;
  if (causeKind === 'CLOCK_SKEWED' && clockOffsetSeconds !== null)
    return `${asked} refused the signature, for this machine's clock is ${formatOffset(clockOffsetSeconds)}.`;
  if (cause instanceof BadAnswer && causeKind === 'ANSWER_UNREADABLE') return capitalize(`${formatBad(cause)}.`);
  if (causeKind === 'HOST_UNKNOWN' && origin !== null) return `There is no host \`${toHost(origin, false)}\`.`;
  const others = nearest.length === 0 ? undefined : `it has ${joinNames(nearest)}`;
  return part === undefined ? error.message : toPartSentence(asked, part, error, others);
}

/** For the braces of the cause's remedy, in their order. */
function toFindings({ causeKind, requestId, cause }: ProviderError, facts: StepFacts): readonly (string | undefined)[] {
  const { asked, setting, permission, origin, clockOffsetSeconds, nearest } = facts;
  switch (causeKind) {
    case 'CLOCK_SKEWED':
      return clockOffsetSeconds === null ? [] : [formatOffset(clockOffsetSeconds, ' of')];
    case 'NOT_PERMITTED':
      return [permission];
    case 'TARGET_UNKNOWN':
      return [
        setting === null ? undefined : `\`${setting}\``,
        nearest.length === 0 ? undefined : `: ${asked} has ${joinNames(nearest)}`,
      ];
    case 'HOST_UNKNOWN':
      return [origin === null ? undefined : `there is no host \`${toHost(origin, false)}\``];
    case 'HOST_UNREACHABLE':
    case 'CONNECTION_REFUSED':
    case 'CONNECTION_LOST':
      return [origin === null ? undefined : ` to ${toHost(origin, true)}`];
    case 'REQUEST_REJECTED':
      return [requestId === null ? undefined : ` ${requestId}`];
    case 'ANSWER_UNREADABLE':
      return [cause instanceof BadAnswer ? formatBad(cause) : undefined];
    default:
      return [];
  }
}

/** `30 min 0 s behind`. @param link what follows `ahead` */
function formatOffset(seconds: number, link = ''): string {
  const whole = Math.abs(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s ${seconds < 0 ? `ahead${link}` : 'behind'}`;
}

const withArticle: ReadonlySet<AnswerWord> = new Set([
  'number',
  'whole number',
  'list',
  'object',
  'instant',
  'address',
]);

function formatBad({ field, expected, got }: BadAnswer): string {
  const subject = field === '' ? 'the answer' : `\`${field}\``;
  return `${subject} should be ${toNoun(expected)}, and is ${toNoun(got)}`;
}

function toNoun(word: AnswerWord): string {
  if (!withArticle.has(word)) return word;
  return `${/^[aio]/.test(word) ? 'an' : 'a'} ${word}`;
}

/** The host, with its port if wanted. */
function toHost(origin: string, withPort: boolean): string {
  const { hostname, port, protocol } = new URL(origin);
  return withPort ? `${hostname}:${port || (protocol === 'http:' ? '80' : '443')}` : hostname;
}

/** `a`, `b` and `c`. */
function joinNames(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${toPrintable(name)}\``);
  const last = quoted.at(-1) ?? '';
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(', ')} and ${last}`;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `1 job or more.` */
export function formatJobs(value: number, isLowerBound: boolean): string {
  return `${value} ${value === 1 ? 'job' : 'jobs'}${isLowerBound ? ' or more' : ''}.`;
}

/** The names that differ least from a wrong one, the nearest first; three at most. */
export function findNearest(wrong: string, names: readonly string[]): readonly string[] {
  return names
    .map((name) => ({ name, distance: countEdits(wrong.toLowerCase(), name.toLowerCase()) }))
    .sort((one, other) => one.distance - other.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Letters to insert, remove or replace (Levenshtein), of the first 100. */
function countEdits(left: string, right: string): number {
  const [one, other] = [left.slice(0, 100), right.slice(0, 100)];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let index = 0; index < one.length; index += 1) {
    const next = [index + 1];
    for (let column = 0; column < other.length; column += 1) {
      const replaced = (row[column] ?? 0) + (one[index] === other[column] ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
