/** Lines of an execution's history: what each event says, without the data that went through it. */
import { hiddenText } from '../../provider/contract/hidden-text.ts';
import type { LogLineKind } from '../../provider/contract/log-line.ts';
import type { PlacedLine } from '../../provider/contract/log.ts';
import { splitLines, toLogLine } from '../../provider/decode/log-lines.ts';
import { mayShowError } from './mapping.ts';
import type { HistoryEvent } from './wire-history.ts';

/** @param isMasked for a viewer who may not see what went wrong in words */
export function toHistoryLines(event: HistoryEvent, isMasked: boolean): readonly PlacedLine[] {
  const kind = toKind(event.type);
  return splitLines(toText(event, isMasked)).map((text, number) => ({
    place: { at: event.id, number },
    line: toLogLine(event.timestamp, text, () => ({ kind, length: 0 })),
  }));
}

function toText(event: HistoryEvent, isMasked: boolean): string {
  const { type, state, resourceType, resource, index } = event;
  const error = isMasked && !mayShowError(event.error) ? hiddenText : event.error;
  const cause = isMasked && event.cause ? hiddenText : event.cause;
  const used = resourceType && resource ? `${resourceType}:${resource}` : resource;
  const words = [type, state, used, index === null ? null : `[${index}]`, error].filter(Boolean).join(' ');
  return cause ? `${words}: ${cause}` : words;
}

function toKind(type: string): LogLineKind {
  if (/(?:Failed|TimedOut)$/.test(type) || type === 'FailStateEntered') return 'ERROR';
  if (type.endsWith('Aborted')) return 'WARNING';
  return type === 'ExecutionRedriven' || type === 'MapRunRedriven' ? 'NOTICE' : 'TEXT';
}
