/** Times and durations, as users write and read them. */
import { UsageFault } from './exit.ts';

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

const isSpan = /^(?:\d{1,9}(?:\.\d+)?(?:ms|[smhdw]))+$/;

/** Milliseconds for `30s`, `1h30m`, `24h`, `7d`; a bare number is of seconds. Throws `CommandFault`. */
function readDuration(option: string, text: string): number {
  const whole = /^\d{1,9}(?:\.\d+)?$/.test(text) ? `${text}s` : text;
  if (!isSpan.test(whole))
    throw new UsageFault(`${option} must be a time such as 30s, 5m, 24h or 7d, but got ${JSON.stringify(text)}.`);
  const parts = whole.matchAll(/([\d.]+)([a-z]+)/g);
  return Math.round(parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (units[unit] ?? 0), 0));
}

/** Milliseconds. Timers hold no more. */
const longestTimeout = 24 * 86_400_000;

/** As `readDuration`, for how long something is waited for. Throws `CommandFault`. */
export function readTimeout(option: string, text: string): number {
  const milliseconds = readDuration(option, text);
  if (milliseconds > 0 && milliseconds <= longestTimeout) return milliseconds;
  throw new UsageFault(`${option} must be more than 0 and at most 24d, but got ${JSON.stringify(text)}.`);
}

/** RFC 3339, for a time before now (`24h`), a day or an instant; without a zone it is in UTC. Throws `CommandFault`. */
export function readMoment(option: string, text: string, now: number): string {
  const moment = new Date(isSpan.test(text) ? now - readDuration(option, text) : readInstant(text));
  // Also where it is too far away for a date.
  if (Number.isNaN(moment.getTime())) {
    const expected = '24h, 7d, 2026-11-20 or 2026-11-20T08:00Z';
    throw new UsageFault(`${option} must be a time such as ${expected}, but got ${JSON.stringify(text)}.`);
  }
  return moment.toISOString();
}

/** Milliseconds since 1970; not a number for no instant, and for a day that its month does not have. */
function readInstant(text: string): number {
  const [, day = '', time = '00:00', zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?(Z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
  const midnight = Date.parse(`${day}T00:00Z`);
  const isDay = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
  return isDay ? Date.parse(`${day}T${time}${zone}`) : NaN;
}

const steps = [
  { below: 60_000, size: 1000, unit: 's' },
  { below: 3_600_000, size: 60_000, unit: 'min' },
  { below: 172_800_000, size: 3_600_000, unit: 'h' },
  { below: Infinity, size: 86_400_000, unit: 'd' },
] as const;

/** `3 min ago`, or `in 3 min`. Empty for no time; the text as it is if it is no time. */
export function toRelative(instant: string, now: number): string {
  const age = now - Date.parse(instant);
  if (Number.isNaN(age)) return instant;
  return age < 0 ? `in ${toAge(instant, now)}` : `${toAge(instant, now)} ago`;
}

/** How far an instant is from now: `3 min`. The text as it is if it is no time. */
export function toAge(instant: string, now: number): string {
  const age = Math.abs(now - Date.parse(instant));
  if (Number.isNaN(age)) return instant;
  const { size, unit } = steps.find(({ below }) => age < below) ?? steps[3];
  return `${Math.floor(age / size)} ${unit}`;
}

/** Seconds for a person: `0.4 s`, `49 s`, `12 min 5 s`, `3 h 20 min`, `5 d 3 h`. */
export function toSpan(seconds: number): string {
  if (seconds < 10) return `${Math.floor(seconds * 10) / 10} s`;
  const index = Math.max(
    0,
    steps.findIndex(({ below }) => seconds * 1000 < below),
  );
  const [{ size, unit }, smaller] = [steps[index] ?? steps[3], steps[index - 1]];
  const whole = `${Math.floor((seconds * 1000) / size)} ${unit}`;
  const rest = smaller === undefined ? 0 : Math.floor(((seconds * 1000) % size) / smaller.size);
  return smaller === undefined || rest === 0 ? whole : `${whole} ${rest} ${smaller.unit}`;
}
