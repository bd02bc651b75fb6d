/** Where the bars of steps stand beside each other in time. Pure. */
import type { Step } from './steps.ts';

/** Shares of the whole time, from 0 to 1. */
export interface Bar {
  readonly begin: number;
  readonly length: number;
}

/** The least share that can be seen. */
const least = 0.008;

/**
 * For each step its bar; null for one whose beginning is not known. A step that has not ended lasts until now.
 * @param now milliseconds since 1970
 */
export function toBars(steps: readonly Step[], now: number): readonly (Bar | null)[] {
  const spans = steps.map((step) => toStepSpan(step, now));
  const known = spans.filter((span) => span !== null);
  const first = Math.min(...known.map(([begin]) => begin));
  const whole = Math.max(...known.map(([, end]) => end)) - first;
  return spans.map((span) => {
    if (span === null) return null;
    const [begin, end] = whole === 0 ? [0, 1] : [(span[0] - first) / whole, (span[1] - first) / whole];
    const length = Math.min(1, Math.max(least, end - begin));
    return { begin: Math.min(begin, 1 - length), length };
  });
}

/** When a step began and ended, in milliseconds since 1970; null where its beginning is not known. */
export function toStepSpan({ startedAt, endedAt }: Step, now: number): readonly [begin: number, end: number] | null {
  if (startedAt === null) return null;
  const begin = Date.parse(startedAt);
  return [begin, Math.max(begin, endedAt === null ? now : Date.parse(endedAt))];
}

/** As many as are shown at first: those that ended badly whatever their place, then the others, in their order. */
export function chooseSteps(steps: readonly Step[], most: number): readonly Step[] {
  if (steps.length <= most) return steps;
  const isBad = ({ status }: Step): boolean => status === 'FAILED' || status === 'TIMED_OUT';
  const bad = steps.filter(isBad).slice(0, most);
  const others = steps.filter((step) => !isBad(step)).slice(0, most - bad.length);
  const chosen = new Set([...bad, ...others]);
  return steps.filter((step) => chosen.has(step));
}
