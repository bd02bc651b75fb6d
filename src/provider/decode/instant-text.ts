/** Writes times as text. An answer about a hundred jobs has thousands of times, most of them in the minute of the one before. */
import type { Instant } from '../contract/job.ts';

const millisecondsOfMinute = 60_000;
const zero = 0x30;
/** `2025-12-01T09:00:00.000Z`: the last text, whose seconds are written anew while times are of its minute. */
const signs = Buffer.alloc('2025-12-01T09:00:00.000Z'.length);
const seconds = '2025-12-01T09:00:'.length;
const thousandths = '2025-12-01T09:00:00.'.length;

let lastMinute = NaN;
let lastTime = NaN;
let lastText: Instant = '';

/** The same text as `Date.toISOString`'s. @param milliseconds whole ones since 1970, in the years 0 to 9999 */
export function toInstantText(milliseconds: number): Instant {
  // A step begins when the one before it ended.
  if (milliseconds === lastTime) return lastText;
  const minute = Math.floor(milliseconds / millisecondsOfMinute);
  if (minute !== lastMinute) signs.write(new Date(minute * millisecondsOfMinute).toISOString(), 'latin1');
  lastMinute = minute;
  writeRest(milliseconds - minute * millisecondsOfMinute);
  lastTime = milliseconds;
  // One flat text: a text that is put together of others takes more memory for as long as a job is kept.
  lastText = signs.toString('latin1');
  return lastText;
}

/** @param rest milliseconds since the minute began */
function writeRest(rest: number): void {
  const second = Math.floor(rest / 1000);
  const thousandth = rest - second * 1000;
  signs[seconds] = zero + Math.floor(second / 10);
  signs[seconds + 1] = zero + (second % 10);
  signs[thousandths] = zero + Math.floor(thousandth / 100);
  signs[thousandths + 1] = zero + (Math.floor(thousandth / 10) % 10);
  signs[thousandths + 2] = zero + (thousandth % 10);
}
