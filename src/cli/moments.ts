/** Times and durations, as users write and read them. */
import { CommandFault, exits } from './exit.ts';

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Milliseconds for `30s`, `5m`, `24h`, `7d`; a bare number is of seconds. Throws `CommandFault`. */
export function readDuration(option: string, text: string): number {
  const [, count, unit = 's'] = /^(\d{1,9}(?:\.\d+)?)(ms|[smhdw])?$/.exec(text) ?? [];
  if (count === undefined)
    throw new CommandFault(
      exits.usage,
      `${option} must be a time such as 30s, 5m, 24h or 7d, but got ${JSON.stringify(text)}.`,
    );
  return Math.round(Number(count) * (units[unit] ?? 1000));
}

/** Milliseconds. Timers hold no more. */
const longestTimeout = 24 * 86_400_000;

/** As `readDuration`, for how long something is waited for. Throws `CommandFault`. */
export function readTimeout(option: string, text: string): number {
  const milliseconds = readDuration(option, text);
  if (milliseconds > 0 && milliseconds <= longestTimeout) return milliseconds;
  throw new CommandFault(
    exits.usage,
    `${option} must be more than 0 and at most 24d, but got ${JSON.stringify(text)}.`,
  );
}

/** RFC 3339, for a time before now (`24h`), a day or an instant; without a zone it is in UTC. Throws `CommandFault`. */
export function readMoment(option: string, text: string, now: number): string {
  const isAge = /^\d+(?:ms|[smhdw])$/.test(text);
  const moment = new Date(isAge ? now - readDuration(option, text) : readInstant(text));
  // Also where it is too far away for a date.
  if (Number.isNaN(moment.getTime())) {
    const expected = '24h, 7d, 2026-11-20 or 2026-11-20T08:00Z';
    throw new CommandFault(
      exits.usage,
      `${option} must be a time such as ${expected}, but got ${JSON.stringify(text)}.`,
    );
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
  const { size, unit } = steps.find(({ below }) => Math.abs(age) < below) ?? steps[3];
  const count = `${Math.floor(Math.abs(age) / size)} ${unit}`;
  return age < 0 ? `in ${count}` : `${count} ago`;
}
