/** Instants and spans that follow the clock and the viewer's choice of form. */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { now } from '../state/clock.ts';
import { timeForm } from '../state/preferences.ts';
import { describeInstant, formatAgo, formatInstant, formatSpan, toSpan, type TimedJob } from '../state/time.ts';

/** An instant; a dash where it is not known. */
export function Time({ at }: { readonly at: string | null | undefined }) {
  // Text that is a signal changes by itself, without its component. It is made anew for another instant: a signal does not see properties.
  const text = useMemo(
    () =>
      computed(() => {
        const form = timeForm.value;
        if (at == null) return '–';
        return form === 'relative' ? formatAgo(at, now.value) : formatInstant(at, form);
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

/** How long a job has taken, growing while it runs; a dash where it is not known. */
export function Duration({ durationSeconds, fetchedAt, isTerminal }: TimedJob) {
  const text = useMemo(
    () =>
      computed(() => {
        const span = toSpan({ durationSeconds, fetchedAt, isTerminal }, now.value);
        return span === null ? '–' : formatSpan(span);
      }),
    [durationSeconds, fetchedAt, isTerminal],
  );
  return <span class="duration">{text}</span>;
}
