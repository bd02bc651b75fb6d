/** The log of an execution: its history, a line for each event. A place is the id of an event and the number of the line in it. */
import type { LimiterSettings } from '../../provider/contract/limiter-settings.ts';
import type { AskedLines, LogPart, LogPlace, LogPoller, LogReads, PartLog } from '../../provider/contract/log.ts';
import type { StepFunctionsExecutionFacts } from './facts.generated.ts';
import { isBehind } from './history-page.ts';
import { maxHistoryCalls, readHistory } from './history.ts';

/** AWS refills GetExecutionHistory by 20 per second in a bucket of 400, by account and region. The rest is left for others. */
export const historyLimits: LimiterSettings = { requestsPerSecond: 5, burst: 20, concurrency: 4, queue: 1000 };

const key = 'history';

/** Reads histories. */
export const historyReads: LogReads<StepFunctionsExecutionFacts> = {
  partKey: new RegExp(`^${key}$`),
  placesAre: 'numbers',
  maxCalls: maxHistoryCalls,
  isMaskable: true,
  parts: ({ facts }) => ({
    parts: [{ part: toPart(facts), isReplaced: false, log: toHistoryLog(facts.providerJobId) }],
    issues: [],
  }),
};

function toPart(facts: StepFunctionsExecutionFacts): LogPart {
  return {
    key,
    name: facts.kind ?? '',
    kind: 'HISTORY',
    status: facts.status,
    startedAt: facts.createdAt,
    endedAt: facts.endedAt,
    isComplete: facts.isTerminal,
    ...{ group: null, attempt: null, exitCode: null, reason: null, failedStep: null, url: null },
  };
}

function toHistoryLog(executionArn: string): PartLog {
  return {
    page: (asked, calls) => readHistory(executionArn, asked, calls),
    follow: {
      kind: 'poll',
      emptyPolls: 1,
      settleMilliseconds: 0,
      open: (from, isMasked) => createPoller(executionArn, from, isMasked),
    },
  };
}

/** More stand behind the place at once only at the beginning, or after a pause. */
const pollLines = 100;
const catchUpLines = 1000;

/** Reads back from the end to the last line that is known; where more has come than a poll reads, forward from there. */
function createPoller(executionArn: string, from: LogPlace | null, isMasked: boolean): LogPoller {
  let place = from;
  return async (calls) => {
    const asked = { since: null, isMasked } as const;
    const latest: AskedLines = { ...asked, direction: 'last', from: null, count: pollLines };
    const back = place === null ? undefined : await readHistory(executionArn, latest, calls);
    const added = back?.lines.filter((line) => isBehind(line.place, place)) ?? [];
    const isConnected = back !== undefined && (added.length < back.lines.length || !back.hasPrevious);
    const next: AskedLines = { ...asked, direction: 'first', from: place, count: catchUpLines };
    const { lines, hasNext, issues } = isConnected
      ? { lines: added, hasNext: false, issues: back.issues }
      : await readHistory(executionArn, next, calls);
    place = lines.at(-1)?.place ?? place;
    return { lines, hasMore: hasNext && lines.length > 0, issues };
  };
}
