/** The log of a job. Stands alone: it needs the id, and says when it is to be closed. Loaded when a log is opened. */
import './log.css';
import { useEffect, useMemo } from 'preact/hooks';
import { Icon } from '../shared/icon.tsx';
import { OutsideLink } from '../shared/outside-link.tsx';
import { StatusBadge } from '../shared/status-badge.tsx';
import type { LogPart } from '../state/log-lines.ts';
import { describePart } from '../state/log-words.ts';
import { LogIssues } from './log-issues.tsx';
import { createLogStore, type LogStore } from './log-store.ts';
import { LogView } from './log-view.tsx';
import { useFarewell } from './use-farewell.ts';

export interface LogPaneProps {
  readonly id: string;
  readonly close: () => void;
}

export function LogPane({ id, close }: LogPaneProps) {
  const store = useMemo(() => createLogStore(id), [id]);
  useEffect(() => {
    void store.open(null);
    return store.close;
  }, [store]);
  useFarewell(close);
  const { part, parts, held, reading } = store;
  return (
    <div class="log-pane" data-log={id} data-part={part.value?.key ?? ''} data-reading={reading.value ?? ''}>
      <div class="log-head">
        {parts.value.length > 1 && <PartPicker store={store} />}
        {part.value !== null && <PartFacts part={part.value} />}
        <button type="button" class="log-close" onClick={close}>
          Close the log
        </button>
      </div>
      <LogIssues store={store} />
      {reading.value === 'first' && <p class="note">Reading the log …</p>}
      {reading.value !== 'first' && part.value !== null && held.value.lines.length === 0 && (
        <p class="note">{part.value.isComplete ? 'It has no line.' : 'No line is written yet.'}</p>
      )}
      {held.value.lines.length > 0 && <LogView key={part.value?.key} store={store} />}
    </div>
  );
}

function PartPicker({ store: { parts, part, open } }: { readonly store: LogStore }) {
  return (
    <label class="log-picker">
      Part{' '}
      <select value={part.value?.key ?? ''} onChange={({ currentTarget }) => void open(currentTarget.value)}>
        {parts.value.map((one) => (
          <option key={one.key} value={one.key}>
            {describePart(one)}
          </option>
        ))}
      </select>
    </label>
  );
}

function PartFacts({ part: { name, status, exitCode, reason, failedStep, url } }: { readonly part: LogPart }) {
  const words = [
    exitCode === null ? '' : `exit ${exitCode}`,
    reason,
    failedStep === null ? '' : `failed step: ${failedStep}`,
  ].filter(Boolean);
  return (
    <p class="log-facts">
      <strong>{name}</strong> {status !== null && <StatusBadge status={status} rawStatus={null} />}{' '}
      <span>{words.join(' · ')}</span>{' '}
      <OutsideLink address={url}>
        Its page <Icon name="external" />
      </OutsideLink>
    </p>
  );
}
