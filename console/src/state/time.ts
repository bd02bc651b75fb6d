/** Instants and spans as text. All take instants as RFC 3339 text or milliseconds since 1970. */

/** How instants are shown. */
export type TimeForm = 'relative' | 'local' | 'utc';

export const timeForms: readonly TimeForm[] = ['relative', 'local', 'utc'];

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const units: Readonly<Record<string, number>> = { m: minute, h: hour, d: day };

/** The milliseconds of `24h`, `30m` or `7d`. */
export function readSpan(text: string): number {
  return Number(text.slice(0, -1)) * (units[text.slice(-1)] ?? hour);
}

/** For example `24 hours`. */
export function nameSpan(text: string): string {
  const count = Number(text.slice(0, -1));
  const unit = { m: 'minute', h: 'hour', d: 'day' }[text.slice(-1)] ?? 'hour';
  return count === 1 ? unit : `${count} ${unit}s`;
}

/** For example `2 min 5 s`: the two largest units, the second left out where it is zero. */
export function formatSpan(milliseconds: number): string {
  const left = Math.max(0, Math.floor(milliseconds / second) * second);
  if (left < minute) return `${left / second} s`;
  const [large, largeName, small, smallName] =
    left < hour
      ? ([minute, 'min', second, 's'] as const)
      : left < day
        ? ([hour, 'h', minute, 'min'] as const)
        : ([day, 'd', hour, 'h'] as const);
  const rest = Math.floor((left % large) / small);
  return `${Math.floor(left / large)} ${largeName}${rest === 0 ? '' : ` ${rest} ${smallName}`}`;
}

export interface TimedJob {
  /** Up to `fetchedAt` while the job is under way. Null before it begins, and where its length is not known. */
  readonly durationSeconds: number | null;
  readonly fetchedAt: string | null;
  readonly isTerminal: boolean | null;
}

/** The milliseconds that a job has taken at the instant `now`; null where they are not known. */
export function toSpan({ durationSeconds, fetchedAt, isTerminal }: TimedJob, now: number): number | null {
  if (durationSeconds === null) return null;
  const sinceRead = isTerminal === false && fetchedAt !== null ? now - Date.parse(fetchedAt) : 0;
  return durationSeconds * second + Math.max(0, sinceRead);
}

/** For example `5 min ago`; of the future, `in 5 min`. */
export function formatAgo(instant: string, now: number): string {
  const distance = now - Date.parse(instant);
  const size = Math.abs(distance);
  // Seconds would make each row of a list move.
  if (size < minute) return distance < -5 * second ? 'in less than 1 min' : 'just now';
  const text =
    size < hour
      ? `${Math.floor(size / minute)} min`
      : size < 2 * day
        ? `${Math.floor(size / hour)} h`
        : `${Math.floor(size / day)} d`;
  return distance < 0 ? `in ${text}` : `${text} ago`;
}

/** For example `2026-11-22 17:04:05`, and `Z` in UTC. */
export function formatInstant(instant: string, form: 'local' | 'utc'): string {
  const date = new Date(instant);
  if (form === 'utc') return `${date.toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * minute);
  return shifted.toISOString().slice(0, 19).replace('T', ' ');
}

/** For example `17:04:05` of the day of `now`, and `11-20 17:04` of others. */
export function formatShort(instant: string, form: 'local' | 'utc', now: number): string {
  const text = formatInstant(instant, form);
  const today = formatInstant(new Date(now).toISOString(), form);
  return text.slice(0, 10) === today.slice(0, 10) ? text.slice(11, 19) : text.slice(5, 16);
}

/** As a field for local times takes it, in the zone that times are shown in. */
export function toField(instant: string, form: TimeForm): string {
  return formatInstant(instant, form === 'utc' ? 'utc' : 'local')
    .slice(0, 16)
    .replace(' ', 'T');
}

/** The instant that such a field holds. */
export function fromField(text: string, form: TimeForm): string {
  return new Date(form === 'utc' ? `${text}Z` : text).toISOString().replace('.000Z', 'Z');
}

/** Both forms, for a title. */
export function describeInstant(instant: string): string {
  const offset = -new Date(instant).getTimezoneOffset();
  const sign = offset < 0 ? '−' : '+';
  const zone = `${sign}${toTwo(Math.floor(Math.abs(offset) / 60))}:${toTwo(Math.abs(offset) % 60)}`;
  const utc = `${formatInstant(instant, 'utc').slice(0, -1)} UTC`;
  return offset === 0 ? utc : `${utc} · ${formatInstant(instant, 'local')} here (${zone})`;
}

function toTwo(count: number): string {
  return String(count).padStart(2, '0');
}
