/** Logs each change of a source's state. */
import type { Logger } from 'pino';
import type { CallFault } from '../calls/call-record.ts';
import type { StateChange } from '../calls/health.ts';
import { toRemedy } from '../errors/causes.ts';
import { skewSeconds } from '../provider/contract/cause-kind.ts';

/** HEALTHY and UNTRIED are logged as info, every other state as a warning. */
export function createStateLog(
  providerOf: (source: string) => string,
  settingOf: (source: string, part: string | null) => string | null,
  logger: Logger,
): (source: string, change: StateChange) => void {
  return (source, { state, fault }) => {
    const head = {
      source,
      provider: providerOf(source),
      state,
      code: fault?.code ?? null,
      cause: fault?.cause ?? null,
    };
    if (fault === undefined) logger.info(head, 'source state');
    else logger.warn({ ...head, ...toDetails(fault, settingOf(source, fault.part)) }, 'source state');
  };
}

/** Members that are undefined are left out of the line. */
function toDetails({ cause, operation, part, clockOffsetSeconds, bad }: CallFault, setting: string | null): object {
  const isSkewed = Math.abs(clockOffsetSeconds ?? 0) >= skewSeconds;
  const { field, expected, got } = (cause === 'ANSWER_UNREADABLE' ? bad : undefined) ?? {};
  return {
    operation,
    part,
    setting,
    remedy: toRemedy(cause),
    clockOffsetSeconds: isSkewed ? clockOffsetSeconds : undefined,
    field,
    expected,
    got,
  };
}
