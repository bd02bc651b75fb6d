/** The log lines beside those of requests: faults of the program, and disclosures of secrets. */
import type { Logger } from 'pino';
import type { RecordDisclosure } from '../../operation/audit.ts';
import type { LogDestination } from '../../observability/log-destination.ts';
import type { Metrics } from '../../observability/metrics.ts';
import { toFaultRecord } from './failures.ts';

/** Faults of this program: their names and stacks, never their messages. */
export function createFaultLog(logger: Logger): (error: unknown) => void {
  return (error) => {
    logger.error({ fault: toFaultRecord(error) }, 'fault');
  };
}

interface DisclosureLog {
  readonly logger: Logger;
  /** Where the logger's lines go. Default: they are always written. */
  readonly log?: Pick<LogDestination, 'taken'>;
}

/** Waits until the line is taken. If the operator has turned such lines off by the level, it does not wait. */
export function createDisclosureRecord(
  { logger, log }: DisclosureLog,
  metrics: Pick<Metrics, 'withheld'>,
): RecordDisclosure {
  return async (audit) => {
    if (!logger.isLevelEnabled('info')) return true;
    logger.info({ audit }, 'secrets disclosed');
    if (log === undefined || (await log.taken())) return true;
    metrics.withheld();
    const { jobId, requestId } = audit;
    logger.warn({ audit: { jobId, requestId } }, 'secrets withheld');
    return false;
  };
}
