/** Makes a file of all of a part, and says how far it is. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { announce } from '../state/announcement.ts';
import { download, type DownloadEnd } from './download.ts';
import type { LogStore } from './log-store.ts';

export function DownloadButton({ store: { id, part } }: { readonly store: LogStore }) {
  const count = useSignal<number | null>(null);
  const said = useSignal('');
  const ending = useRef<AbortController | null>(null);
  useEffect(() => () => ending.current?.abort(), []);
  const begin = async (): Promise<void> => {
    const controller = new AbortController();
    ending.current = controller;
    [count.value, said.value] = [0, ''];
    const end = await download({
      id,
      part: part.peek(),
      signal: controller.signal,
      onLines: (lines) => {
        count.value = lines;
      },
    });
    [count.value, said.value] = [null, describeEnd(end)];
    announce(said.peek());
  };
  return (
    <span class="log-download">
      {count.value === null ? (
        <button
          type="button"
          title="All lines of this part, as text. Each 1,000 lines are an entry of the audit log."
          onClick={() => void begin()}
        >
          Download
        </button>
      ) : (
        <button type="button" onClick={() => ending.current?.abort()}>
          {count.value.toLocaleString('en')} lines – stop
        </button>
      )}
      {said.value !== '' && <span class="log-note">{said.value}</span>}
    </span>
  );
}

function describeEnd(end: DownloadEnd): string {
  if (typeof end === 'object') return end.problem;
  return end === 'whole' ? 'The log is saved.' : 'The log is saved as far as a file may be large.';
}
