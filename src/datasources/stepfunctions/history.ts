/**
 * Reads the history of an execution: pages of events, from one of its ends.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
 */
import { ProviderError } from '../../errors/errors.ts';
import { BadAnswer, type Read } from '../../provider/contract/adapter.ts';
import type { AskedLines, LogCalls, LogPage } from '../../provider/contract/log.ts';
import { createAwsJsonReads } from '../../provider/aws/json-reads.ts';
import { maxValues } from '../../provider/decode/parts.ts';
import { createHistoryPage, isTowardsPlace } from './history-page.ts';
import { readHistoryPage, type HistoryPage } from './wire-history.ts';

/** The first of them may read the half that is nearer: a history has 25,000 events at most, and a call 1,000. */
export const maxHistoryCalls = 13;
const maxEvents = 1000;
const middleEvent = 12_500;

/** Which events are read: from which end, and how many at a time. */
interface Course {
  readonly executionArn: string;
  readonly reverse: boolean;
  readonly size: number;
}

/** Reads a page of lines. A token that is refused, e.g. for its age, begins the walk again, once. */
export async function readHistory(executionArn: string, asked: AskedLines, calls: LogCalls): Promise<LogPage> {
  const budget = { left: maxHistoryCalls };
  try {
    return await walk(executionArn, asked, calls, budget);
  } catch (error) {
    if (!(error instanceof ProviderError) || error.providerCode !== 'InvalidToken' || budget.left === 0) throw error;
    return walk(executionArn, asked, calls, budget);
  }
}

async function walk(
  executionArn: string,
  asked: AskedLines,
  calls: LogCalls,
  budget: { left: number },
): Promise<LogPage> {
  const { direction, from, count } = asked;
  const isNearBeginning = from === null ? direction === 'first' : Number(from.at) <= middleEvent;
  const course = { executionArn, reverse: !isNearBeginning, size: from === null ? count : maxEvents };
  const page = createHistoryPage(asked, isTowardsPlace(asked, course.reverse));
  let token: string | null = null;
  let last: number | undefined;
  do {
    budget.left -= 1;
    const { events, nextToken }: HistoryPage = await calls.call(toHistoryRead(course, token, last));
    page.add(events);
    last = events.at(-1)?.id ?? last;
    token = nextToken;
  } while (token !== null && budget.left > 0 && !page.isEnough());
  return page.end(token === null);
}

const toRead = createAwsJsonReads({ version: '1.0', targetPrefix: 'AWSStepFunctions.' });

/** @param last the id of the last event of the page before */
function toHistoryRead(course: Course, nextToken: string | null, last: number | undefined): Read<HistoryPage> {
  const { executionArn, reverse, size } = course;
  return toRead({
    operation: 'GetExecutionHistory',
    input: {
      executionArn,
      maxResults: size,
      reverseOrder: reverse,
      includeExecutionData: false,
      nextToken: nextToken ?? undefined,
    },
    maxValues: maxValues.list,
    toResult: (body) => {
      const page = readHistoryPage(body);
      refuseDisorder(page, reverse, last);
      return page;
    },
  });
}

/** Ids rise, or fall; none comes twice. */
function refuseDisorder({ events }: HistoryPage, reverse: boolean, last: number | undefined): void {
  let before = last;
  for (const { id } of events) {
    if (before !== undefined && (reverse ? id >= before : id <= before))
      throw new BadAnswer('events[].id', 'whole number', 'number');
    before = id;
  }
}
