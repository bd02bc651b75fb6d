/** Instants and spans that follow the clock and the viewer's choice of form. */
import { useComputed } from '@preact/signals';
import { now } from '../state/clock.ts';
import { timeForm } from '../state/preferences.ts';
import { describeInstant, formatAgo, formatInstant, formatSpan } from '../state/time.ts';

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

export interface DurationProps {
  readonly from: string | null | undefined;
  /** Null: it goes on, if `isRunning`. */
  readonly to: string | null | undefined;
  readonly isRunning: boolean;
}

/** From one instant to another or to now; a dash where it is not known. */
export function Duration({ from, to, isRunning }: DurationProps) {
  const text = useComputed(() => {
    if (from == null || (to == null && !isRunning)) return '–';
    return formatSpan((to == null ? now.value : Date.parse(to)) - Date.parse(from));
  });
  return <span class="duration">{text}</span>;
}
