import { titleOf } from '../peers.js';
import { formatNumber, formatSpread, formatTable } from '../tables.js';

/** W10's cold query. */
export function formatBatches(batches) {
  const table = formatTable(
    [
      '',
      'queries/s',
      'server CPU per query, ms',
      'of that for each job, µs',
      'p50, ms',
      'calls per query',
      'memory, MB',
    ],
    [...batches].map(([name, { queriesPerSecond, cpuMilliseconds, p50, callsPerQuery, rssMegabytes }]) => [
      titleOf(name),
      formatSpread(queriesPerSecond),
      formatSpread(cpuMilliseconds),
      cpuMilliseconds === undefined ? '-' : formatNumber((cpuMilliseconds.median / 500) * 1000),
      formatSpread(p50),
      callsPerQuery.median.toFixed(1),
      rssMegabytes === undefined ? '-' : rssMegabytes.median.toFixed(0),
    ]),
  );
  return `${table}

**Hive Gateway cannot do this by \`@resolveTo\` alone**: it sends all 250 keys in one call, which the providers refuse. The same
delegation in its programmatic form takes a most of keys for a call, and is measured here. Its calls are not signed.`;
}

/** W10's viewers. */
export function formatBatchViewers(viewers) {
  return formatTable(
    ['', 'queries', 'calls upstream', 'calls/s', 'server CPU for each job asked for, µs', 'p50, ms', 'p99, ms'],
    [...viewers].map(([name, { queries, calls, seconds, cpuMilliseconds, p50, p99, jobs }]) => [
      titleOf(name),
      String(queries),
      String(calls),
      formatNumber(calls / seconds),
      cpuMilliseconds === null ? '-' : formatNumber((cpuMilliseconds / jobs) * 1000),
      formatNumber(p50),
      formatNumber(p99),
    ]),
  );
}
