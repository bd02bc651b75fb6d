/** Logs which fields of a provider's answers cannot be read: never their values. */
import type { Logger } from 'pino';
import type { AttemptReport } from '../calls/attempt-report.ts';
import { formatJobId } from '../jobs/reading/job-id.ts';

/** The same field is logged again after this time; what came in between is counted. */
const quietMilliseconds = 10 * 60_000;

/** @param monotonic milliseconds of a clock that only runs forward */
export function createUnreadableLog(
  providerOf: (source: string) => string,
  logger: Logger,
  monotonic: () => number,
): (source: string, report: AttemptReport) => void {
  const seen = new Map<string, { readonly loggedAt: number; count: number }>();

  /** How many there were since the last line, with this one; undefined where no line is due. */
  function countUp(name: string): number | undefined {
    const known = seen.get(name) ?? { loggedAt: -Infinity, count: 0 };
    const count = known.count + 1;
    const isDue = monotonic() - known.loggedAt >= quietMilliseconds;
    seen.set(name, isDue ? { loggedAt: monotonic(), count: 0 } : { ...known, count });
    return isDue ? count : undefined;
  }

  return (source, { operation, requestId, causeKind, unreadable }) => {
    if (causeKind !== null && causeKind !== 'ANSWER_UNREADABLE') return;
    for (const { key, bad } of unreadable) {
      const { field, expected, got } = bad;
      const count = countUp(JSON.stringify([source, operation, field]));
      if (count === undefined) continue;
      const jobId = key === null ? undefined : formatJobId(source, key);
      const line = { source, provider: providerOf(source), operation, field, expected, got, requestId, jobId, count };
      logger.warn(line, 'unreadable answer');
    }
  };
}
