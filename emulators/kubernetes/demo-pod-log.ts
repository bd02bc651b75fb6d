/** What a container of the demo has written until now. */
import type { DemoPod } from './demo-pods.ts';
import type { EmulatedLogLine } from './emulator.ts';

/** Of a pod that failed after much work. */
const longLog = 50_000;

/** @param now milliseconds since 1970 */
export function toDemoLog(pod: DemoPod, container: string, previous: boolean, now: number): readonly EmulatedLogLine[] {
  const at = (milliseconds: number, text: string): EmulatedLogLine => ({
    time: formatTime(pod.start + milliseconds),
    text,
  });
  if (container === 'fetch') return [at(120, 'fetching orders.parquet'), at(900, '\u001B[32mfetched\u001B[0m 118 MB')];
  const begin = [at(1000, `reading orders.parquet, part ${pod.index ?? 0}`), at(1002, 'connecting to warehouse:5432')];
  if (previous) return [...begin, ...toRows(at, 8), at(9000, 'Killed')];
  if (pod.fate === 'failed') return [...begin, ...toRows(at, isLong(pod) ? longLog : 6), ...toTrace(at)];
  // It says nothing at all.
  if (pod.fate === 'succeeded' && pod.name.endsWith('-1')) return [];
  if (pod.end !== null) return [...begin, ...toRows(at, 12), at(19_500, '\u001B[32mdone\u001B[0m: 120,000 rows')];
  const seconds = Math.floor((now - pod.start) / 1000) - 1;
  return seconds < 1 ? [] : [...begin, ...toRows(at, Math.min(seconds, longLog))];
}

function isLong({ job }: DemoPod): boolean {
  return job.metadata.name === 'load-29384840';
}

type At = (milliseconds: number, text: string) => EmulatedLogLine;

/** A line a second; of a long log, as many as its pod has time for. */
function toRows(at: At, count: number): readonly EmulatedLogLine[] {
  const step = count === longLog ? 0.3 : 1000;
  return Array.from({ length: count }, (_, index) => {
    const rows = (index + 1) * 1000;
    return at(1500 + index * step, index % 5 === 4 ? `0%\r50%\r100% of ${rows} rows` : `loaded ${rows} rows`);
  });
}

function toTrace(at: At): readonly EmulatedLogLine[] {
  return [
    'Traceback (most recent call last):',
    '  File "/app/load.py", line 88, in <module>',
    '    connection = psycopg.connect(warehouse)',
    '\u001B[31mpsycopg.OperationalError\u001B[0m: password authentication failed for user "demo"',
  ].map((text) => at(19_800, text));
}

/** As a node writes it. Lines of one instant are common. */
function formatTime(milliseconds: number): string {
  const whole = Math.floor(milliseconds);
  const nanoseconds = String(Math.round((milliseconds - whole) * 1e6)).padStart(6, '0');
  return `${new Date(whole).toISOString().slice(0, 23)}${nanoseconds}Z`;
}
