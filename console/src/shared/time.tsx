/** Instants and spans that follow the clock and the viewer's choice of form. */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { lostSince } from '../graph/session.ts';
import { now } from '../state/clock.ts';
import { timeForm } from '../state/preferences.ts';
import {
  describeInstant,
  formatAgo,
  formatInstant,
  formatShort,
  formatSpan,
  toSpan,
  type TimedJob,
} from '../state/time.ts';

/** Milliseconds since 1970 of what is shown: it stands still while the graph does not answer. */
export const moment = computed(() => lostSince.value ?? now.value);

/** An instant; a dash where it is not known. */
export function Time({ at }: { readonly at: string | null | undefined }) {
  // Text that is a signal changes by itself, without its component. It is made anew for another instant: a signal does not see properties.
  const text = useMemo(
    () =>
      computed(() => {
        const form = timeForm.value;
        if (at == null) return '–';
        return form === 'relative' ? formatAgo(at, moment.value) : formatInstant(at, form);
      }),
    [at],
  );
  if (at == null) return <span class="muted">–</span>;
  return (
    <time dateTime={at} title={describeInstant(at)}>
      {text}
    </time>
  );
}

export interface ShortTimeProps {
  readonly at: string | null;
  /** Whether it is when a job ended; else it is when the job was made. */
  readonly isEnd: boolean;
}

/** An instant in the few letters that a row has room for. */
export function ShortTime({ at, isEnd }: ShortTimeProps) {
  const text = useMemo(
    () =>
      computed(() => {
        const form = timeForm.value;
        if (at === null) return '–';
        return form === 'relative' ? formatAgo(at, moment.value) : formatShort(at, form, moment.value);
      }),
    [at],
  );
  if (at === null) return <span class="muted">–</span>;
  return (
    <time dateTime={at} title={`${isEnd ? 'Ended' : 'Created'} ${describeInstant(at)}`}>
      {text}
    </time>
  );
}

/** How long a job has taken, growing while it runs; a dash where it is not known. */
export function Duration({ durationSeconds, fetchedAt, isTerminal }: TimedJob) {
  const text = useMemo(
    () =>
      computed(() => {
        const span = toSpan({ durationSeconds, fetchedAt, isTerminal }, moment.value);
        return span === null ? '–' : formatSpan(span);
      }),
    [durationSeconds, fetchedAt, isTerminal],
  );
  return <span class="duration">{text}</span>;
}
