/**
 * Pages of an execution's history, both ways, with tokens that end after 24 hours.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
 */
import { toValidationError } from '../kit/aws-forms.ts';
import type { AwsJsonInput } from '../kit/aws-json.ts';
import { toEmulatedError, type EmulatedError } from '../kit/emulator.ts';
import { isJsonObject, parseJsonObject, type JsonObject } from '../kit/json.ts';

/** An event as GetExecutionHistory answers it, with its data. */
export interface EmulatedHistoryEvent extends JsonObject {
  readonly id: number;
  readonly type: string;
  /** Epoch seconds. */
  readonly timestamp: number;
}

export interface HistoryPages {
  readonly toPage: (id: string, events: readonly EmulatedHistoryEvent[], input: AwsJsonInput) => object;
}

/** What a token says: all other arguments stay as they were. */
interface Token {
  readonly id: string;
  readonly reverse: boolean;
  readonly includesData: boolean;
  /** The id of the last event that was sent. */
  readonly after: number;
  readonly at: number;
}

const tokenMilliseconds = 24 * 3_600_000;
/** Of the details of an event. Error and cause are no data. */
const dataMembers = new Set([
  'input',
  'inputDetails',
  'output',
  'outputDetails',
  'parameters',
  'taskCredentials',
  'assignedVariables',
  'assignedVariablesDetails',
]);

/** @param now without it, tokens do not end */
export function createHistoryPages(now: (() => Date) | undefined): HistoryPages {
  return {
    toPage: (id, events, input) => {
      const { maxResults = 0, reverseOrder = false, includeExecutionData = true, nextToken } = input;
      if (typeof maxResults !== 'number' || !Number.isInteger(maxResults) || maxResults < 0 || maxResults > 1000)
        return toValidationError('maxResults');
      if (typeof reverseOrder !== 'boolean') return toValidationError('reverseOrder');
      if (typeof includeExecutionData !== 'boolean') return toValidationError('includeExecutionData');
      const asked = { id, reverse: reverseOrder, includesData: includeExecutionData, at: now?.().getTime() ?? 0 };
      const token = nextToken === undefined ? undefined : parseToken(nextToken, asked);
      if (nextToken !== undefined && token === undefined) return invalidToken;
      const ordered = reverseOrder ? events.toReversed() : events;
      const rest = ordered.filter((event) => token === undefined || isBehind(event.id, token));
      const page = rest.slice(0, maxResults || 100);
      const last = page.at(-1);
      return {
        events: includeExecutionData ? page : page.map(withoutData),
        nextToken:
          last === undefined || rest.length === page.length ? undefined : formatToken({ ...asked, after: last.id }),
      };
    },
  };
}

const invalidToken: EmulatedError = toEmulatedError('InvalidToken', "Invalid Token: 'Unable to read token'");

function isBehind(id: number, { after, reverse }: Token): boolean {
  return reverse ? id < after : id > after;
}

function formatToken(token: Token): string {
  return Buffer.from(JSON.stringify(token)).toString('base64');
}

function parseToken(token: unknown, asked: Omit<Token, 'after'>): Token | undefined {
  const { id, reverse, includesData, after, at } =
    parseJsonObject(Buffer.from(String(token), 'base64').toString('utf8')) ?? {};
  const isAsked = id === asked.id && reverse === asked.reverse && includesData === asked.includesData;
  if (!isAsked || typeof after !== 'number' || typeof at !== 'number') return undefined;
  return asked.at - at < tokenMilliseconds ? { ...asked, after } : undefined;
}

function withoutData(event: EmulatedHistoryEvent): JsonObject {
  return Object.fromEntries(
    Object.entries(event).map(([name, value]) => [name, isJsonObject(value) ? withoutMembers(value) : value]),
  ) as JsonObject;
}

function withoutMembers(details: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(details).filter(([name]) => !dataMembers.has(name)));
}

const ends: ReadonlyMap<unknown, string> = new Map([
  ['SUCCEEDED', 'Succeeded'],
  ['FAILED', 'Failed'],
  ['TIMED_OUT', 'TimedOut'],
  ['ABORTED', 'Aborted'],
]);

/** Of an execution of which nothing else is known. */
export function toShortHistory(execution: JsonObject): readonly EmulatedHistoryEvent[] {
  const { startDate = 0, stopDate = startDate, status, input, output, error, cause } = execution;
  const end = ends.get(status);
  const started = {
    id: 1,
    type: 'ExecutionStarted',
    timestamp: Number(startDate),
    executionStartedEventDetails: { input, roleArn: 'arn:aws:iam::123456789012:role/flows' },
  };
  if (end === undefined) return [started];
  const ended = { id: 2, type: `Execution${end}`, timestamp: Number(stopDate), previousEventId: 1 };
  return [started, { ...ended, [`execution${end}EventDetails`]: { output, error, cause } }];
}
