/** Errors of operations that exceed a limit. */
import { type GraphQLError } from 'graphql';
import type { Limits } from './settings.ts';
import { createGraphError } from '../../errors/graph-error.ts';

const sentences = {
  depth: (actual, maximum) => `The operation nests fields ${actual} levels deep; the limit is ${maximum}.`,
  aliases: (actual, maximum) => `The operation uses ${actual} aliases; the limit is ${maximum}.`,
  tokens: (_actual, maximum) => `The document holds more than ${maximum} tokens, which is the limit.`,
  rootFields: (actual, maximum) => `The operation asks for ${actual} root fields; the limit is ${maximum}.`,
  directives: (actual, maximum) => `The operation uses ${actual} directives; the limit is ${maximum}.`,
  listArguments: (actual, maximum) =>
    `A list of the operation’s input holds ${actual} entries; the limit is ${maximum}.`,
  jobsPerOperation: (actual, maximum) => `The operation touches ${actual} distinct jobs; the limit is ${maximum}.`,
  logsPerOperation: (actual, maximum) => `The operation reads ${actual} logs; the limit is ${maximum}.`,
  upstreamCalls: (actual, maximum) => `The operation could cost ${actual} calls to providers; the limit is ${maximum}.`,
  answerFields: (actual, maximum) => `The operation could answer ${actual} fields; the limit is ${maximum}.`,
  answerBytes: (_actual, maximum) => `The answer is larger than ${maximum} bytes, which is the limit.`,
} as const satisfies Partial<Record<keyof Limits, (actual: number, maximum: number) => string>>;

/** The name of a limit, as `extensions.limit` gives it. */
type OperationLimit = keyof typeof sentences;

/** The whole operation is refused: HTTP 400, before any call. */
export function createLimitError(limit: OperationLimit, actual: number, maximum: number): GraphQLError {
  const shown = Math.min(actual, Number.MAX_SAFE_INTEGER);
  return createGraphError('OPERATION_LIMIT_EXCEEDED', sentences[limit](shown, maximum), {
    details: { limit, actual: shown, maximum },
    status: 400,
  });
}

/** For a document or variables nested so deep that the depth is not measured. */
export function createNestingError(what: 'document' | 'variables', maximum: number): GraphQLError {
  const subject = what === 'document' ? 'The document nests' : 'The variables nest';
  return createFixedLimitError(`${subject} too deep to be read`, 'depth', maximum);
}

/**
 * Names are quoted in errors, so their length is bounded.
 * @param maximum characters
 */
export function createNameError(maximum: number): GraphQLError {
  return createFixedLimitError('The document holds a longer name than can be read', 'nameLength', maximum);
}

/** @param maximum members of one map */
export function createMapError(maximum: number): GraphQLError {
  return createFixedLimitError('The variables hold a larger map than can be read', 'mapEntries', maximum);
}

/** @param maximum fragments that have a name */
export function createFragmentsError(maximum: number): GraphQLError {
  return createFixedLimitError('The document holds more fragments than can be validated', 'fragments', maximum);
}

/** For a limit that is not configurable. */
function createFixedLimitError(message: string, limit: string, maximum: number): GraphQLError {
  return createGraphError('OPERATION_LIMIT_EXCEEDED', `${message}; the limit is ${maximum}.`, {
    details: { limit, maximum },
    status: 400,
  });
}

/** Throws if the limit is exceeded. */
export function checkLimit(limit: OperationLimit, actual: number, limits: Limits): void {
  if (actual > limits[limit]) throw createLimitError(limit, actual, limits[limit]);
}

const busySeconds = 1;

/** The answers in progress use all the memory that answers may use: HTTP 503. */
export function createBusyError(): GraphQLError {
  return createGraphError('SERVICE_UNAVAILABLE', 'Too many large answers are under way; ask again later.', {
    status: 503,
    headers: { 'retry-after': String(busySeconds) },
  });
}

/** The viewer has read too many jobs in this minute: HTTP 429. */
export function createBudgetError(maximum: number, retryAfterSeconds: number): GraphQLError {
  return createGraphError(
    'JOB_BUDGET_EXCEEDED',
    `The budget of ${maximum} distinct jobs per minute is spent; it is renewed in ${retryAfterSeconds} s.`,
    { details: { maximum, retryAfterSeconds }, status: 429, headers: { 'retry-after': String(retryAfterSeconds) } },
  );
}
