import { formatNumber, formatTable } from '../tables.js';

/** W12. */
export function formatConsole(measured) {
  if (measured === null) return '**Not measured: there was no chromium.**';
  const { firstRow, rows, minutes, sources, jobs, opening, leftOpen } = measured;
  const table = formatTable(
    [
      '',
      'calls upstream',
      'server CPU, ms',
      'requests',
      'KB of answers',
      'messages of WebSockets',
      'KB of them',
      'memory of the server, MB',
    ],
    [
      ['opening it', opening],
      [`then ${minutes} minutes`, leftOpen],
    ].map(([title, { calls, cpuSeconds, requests, kilobytes, messages, messageKilobytes, memory }]) => [
      title,
      String(calls),
      cpuSeconds === null ? '-' : (cpuSeconds * 1000).toFixed(0),
      String(requests),
      formatNumber(kilobytes),
      String(messages),
      formatNumber(messageKilobytes),
      formatNumber(memory),
    ]),
  );
  return `${sources} sources of ${jobs.toLocaleString('en')} jobs. The first row took ${firstRow.toFixed(0)} ms; then there were ${rows}.\n\n${table}`;
}
