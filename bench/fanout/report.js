import { titleOf } from '../peers.js';
import { formatNumber, formatSpread, formatTable } from '../tables.js';
import { nameShape } from './work.js';

/** W11. */
export function formatFanout(fanout) {
  return fanout.map(({ shape, peers }) => `### ${nameShape(shape)}\n\n${formatShape(peers)}`).join('\n\n');
}

function formatShape(peers) {
  return formatTable(
    [
      '',
      'server CPU for each event, µs',
      'from the change to the last subscriber, ms',
      'to half of them, ms',
      'events for each change and subscriber',
      'calls for each change',
      'memory for each subscriber, KB',
    ],
    [...peers].map(([name, { cpuMicroseconds, last, half, eventsPerChange, callsPerChange, kilobytes }]) => [
      titleOf(name),
      formatSpread(cpuMicroseconds),
      formatSpread(last),
      formatSpread(half),
      eventsPerChange.median.toFixed(2),
      callsPerChange.median.toFixed(2),
      formatNumber(kilobytes),
    ]),
  );
}
