/** Instants and spans that follow the clock and the viewer's choice of form. */
import { useComputed } from '@preact/signals';
import { now } from '../state/clock.ts';
import { timeForm } from '../state/preferences.ts';
import { describeInstant, formatAgo, formatInstant, formatSpan, toSpan, type TimedJob } from '../state/time.ts';

/** An instant; a dash where it is not known. */
export function Time({ at }: { readonly at: string | null | undefined }) {
  // Text that is a signal changes by itself, without its component.
  const text = useComputed(() => {
    const form = timeForm.value;
    if (at == null) return '–';
    return form === 'relative' ? formatAgo(at, now.value) : formatInstant(at, form);
  });
  if (at == null) return <span class="muted">–</span>;
  return (
    <time dateTime={at} title={describeInstant(at)}>
      {text}
    </time>
  );
}

/** How long a job has taken, growing while it runs; a dash where it is not known. */
export function Duration(job: TimedJob) {
  const text = useComputed(() => {
    const span = toSpan(job, now.value);
    return span === null ? '–' : formatSpan(span);
  });
  return <span class="duration">{text}</span>;
}
