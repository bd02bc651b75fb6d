/** The lines of a log, and what is done with them. */
import { useComputed, useSignal, type Signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { Icon } from '../shared/icon.tsx';
import { findErrors } from '../state/log-search.ts';
import { DownloadButton } from './download-button.tsx';
import { LogRows } from './log-rows.tsx';
import type { LogStore } from './log-store.ts';
import { ErrorSteps, SearchField } from './steps.tsx';
import { useNews } from './use-news.ts';
import { useSteps, type Steps } from './use-steps.ts';

/** A phone has no room for long lines. */
const isNarrow = (): boolean => window.matchMedia('(max-width: 48rem)').matches;

const badEnds: readonly string[] = ['FAILED', 'TIMED_OUT'];

/** Of a part that failed the first error is shown first, else the end. */
export function LogView({ store }: { readonly store: LogStore }) {
  const { held, part, readEarlier } = store;
  const first = useMemo(() => {
    return badEnds.includes(part.peek()?.status ?? '') ? findErrors(held.peek().lines) : null;
  }, []);
  const isPinned = useSignal(first?.places[0] === undefined);
  const isWrapped = useSignal(isNarrow());
  const hasTimes = useSignal(true);
  const steps = useSteps(store, first, () => {
    isPinned.value = false;
  });
  return (
    <section class="log-view" aria-label="Lines of the log" onKeyDown={steps.onKey}>
      <LogTools store={store} steps={steps} switches={{ isPinned, isWrapped, hasTimes }} />
      <Earlier store={store} />
      <LogRows
        label={`Lines of ${part.value?.name ?? 'the log'}`}
        lines={held.value.lines}
        hasTimes={hasTimes.value}
        isWrapped={isWrapped.value}
        search={steps.search.value}
        target={steps.target.value}
        isPinned={isPinned.value}
        onPinned={(is) => {
          isPinned.value = is;
        }}
        onTop={() => void readEarlier()}
      />
      <News store={store} isPinned={isPinned} />
    </section>
  );
}

interface LogToolsProps {
  readonly store: LogStore;
  readonly steps: Steps;
  readonly switches: Readonly<Record<'isPinned' | 'isWrapped' | 'hasTimes', Signal<boolean>>>;
}

function LogTools({ store, steps, switches: { isPinned, isWrapped, hasTimes } }: LogToolsProps) {
  const { part, isFollowed } = store;
  return (
    <div class="log-tools">
      <SearchField steps={steps} />
      <ErrorSteps steps={steps} />
      <Switch label="Wrap lines" is={isWrapped} />
      <Switch label="Times" is={hasTimes} />
      {part.value?.isComplete === false && (
        <Switch
          label="Follow"
          is={isFollowed}
          onChange={(is) => {
            isPinned.value = is;
          }}
        />
      )}
      <DownloadButton store={store} />
    </div>
  );
}

/** Lines that came while the reader was elsewhere. */
function News({ store: { held }, isPinned }: { readonly store: LogStore; readonly isPinned: Signal<boolean> }) {
  const news = useNews(held, isPinned);
  const isShown = useComputed(() => !isPinned.value && news.value > 0);
  if (!isShown.value) return null;
  return (
    <button
      type="button"
      class="log-news"
      onClick={() => {
        isPinned.value = true;
      }}
    >
      <Icon name="down" /> {news.value} new {news.value === 1 ? 'line' : 'lines'}
    </button>
  );
}

function Earlier({ store: { held, reading, isFull, readEarlier } }: { readonly store: LogStore }) {
  const { hasEarlier, lines } = held.value;
  const count = `${lines.length.toLocaleString('en')} ${lines.length === 1 ? 'line' : 'lines'}`;
  return (
    <p class="log-earlier">
      <span>{hasEarlier ? `${count}; there are earlier ones.` : `${count}, from the beginning.`}</span>
      {hasEarlier && !isFull.value && (
        <button type="button" class="plain" disabled={reading.value !== null} onClick={() => void readEarlier()}>
          {reading.value === 'earlier' ? 'Reading …' : 'Earlier lines'}
        </button>
      )}
      {hasEarlier && isFull.value && <span>More have no room here: download the log.</span>}
    </p>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly is: Signal<boolean>;
  readonly onChange?: (is: boolean) => void;
}

function Switch({ label, is, onChange }: SwitchProps) {
  return (
    <label class="switch">
      <input
        type="checkbox"
        checked={is.value}
        onChange={({ currentTarget: { checked } }) => {
          is.value = checked;
          onChange?.(checked);
        }}
      />
      {label}
    </label>
  );
}
