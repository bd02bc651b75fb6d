import { formatNumber, formatTable } from '../tables.js';

/** W13. */
export function formatGrowth({ sources, jobs, viewers }) {
  return [
    '### Sources: 50 cold jobs in a query, 4 clients; a page of all sources’ lists, one client',
    formatTable(
      [
        'sources',
        ...queryHead,
        'CPU of a page, ms',
        'the same for each source',
        'p99 of a page, ms',
        'calls for a page',
        memoryHead,
      ],
      sources.map(({ count, query, page, memory }) => [
        formatCount(count),
        ...toQueryCells(query),
        formatNumber(page.cpuMilliseconds),
        page.cpuMilliseconds === null ? '-' : (page.cpuMilliseconds / count).toFixed(3),
        formatNumber(page.p99),
        formatNumber(page.callsPerQuery),
        formatNumber(memory),
      ]),
    ),
    '### Jobs in memory: another 20 of them in each query, 4 clients',
    formatTable(
      ['jobs in memory', ...queryHead, memoryHead, 'of that for each job, KB'],
      jobs.map(({ count, query, memory, kilobytes }) => [
        formatCount(count),
        ...toQueryCells(query),
        formatNumber(memory),
        formatNumber(kilobytes),
      ]),
    ),
    '### Viewers: each asks for another 20 of 1,000 jobs in memory every second',
    formatTable(
      ['viewers', ...queryHead, memoryHead],
      viewers.map(({ count, query, memory }) => [formatCount(count), ...toQueryCells(query), formatNumber(memory)]),
    ),
  ].join('\n\n');
}

const queryHead = ['CPU of a query, ms', 'p50, ms', 'p99, ms'];
const memoryHead = 'memory after garbage collection, MB';

function formatCount(count) {
  return count.toLocaleString('en');
}

function toQueryCells({ cpuMilliseconds, p50, p99 }) {
  return [cpuMilliseconds === null ? '-' : cpuMilliseconds.toFixed(3), formatNumber(p50), formatNumber(p99)];
}
