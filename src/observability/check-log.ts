/** Logs what asking a source for all that its settings name has found. */
import type { Logger } from 'pino';
import type { CheckReport } from '../jobs/checks/source-checks.ts';

/** A source that is not sound is a warning. */
export function createCheckLog(
  providerOf: (source: string) => string,
  logger: Logger,
): (source: string, report: CheckReport) => void {
  return (source, report) => {
    logger[report.isSound ? 'info' : 'warn']({ source, provider: providerOf(source), ...report }, 'source checked');
  };
}
