/** What was measured, as a page. */
import { availableParallelism } from 'node:os';
import { canPin } from './processes.js';
import { formatBatches, formatBatchViewers } from './batches/report.js';
import { formatFanout } from './fanout/report.js';
import { formatGrowth } from './growth/report.js';
import { formatConsole } from './page/report.js';
import { titleOf } from './peers.js';
import { formatNumber, formatSpread, formatTable } from './tables.js';

/** The works that were run, in order. */
export function formatReport(results, isQuick) {
  const sections = [
    ['cold', 'W1: 50 distinct jobs over the five providers, nothing cached', formatPeers],
    ['hot', 'W2: 20 jobs from memory, one hot query', formatPeers],
    ['varied', 'W2v: another 20 of 1,000 jobs from memory in each query', formatPeers],
    ['slow', 'W3: 50 jobs from providers that take 50 ms, one client', formatSlow],
    [
      'polling',
      'W4: 100 viewers, each looking at the same 50 running jobs every second; an answer may be 2 s old',
      formatPolling,
    ],
    ['sizes', 'W5: jobs in a query', formatSizes],
    ['page', 'W6: a page of 20 jobs', formatPage],
    ['starts', 'W7: from the start of the process to its first answer', formatStarts],
    [
      'cluster',
      'W8: several processes, each with 25 viewers who look at the same 50 running jobs every second and a subscription for each job; an answer may be 2 s old',
      formatCluster,
    ],
    ['watching', 'W9: memory with subscribers that wait, each on a WebSocket and a job of its own', formatWatching],
    [
      'batches',
      'W10: 250 AWS Batch jobs and 250 CodeBuild builds in one query, nothing cached; a call describes 100 at most',
      formatBatches,
    ],
    [
      'batchViewers',
      'W10: 100 viewers, each with another 50 of these jobs every second; an answer may be 2 s old',
      formatBatchViewers,
    ],
    ['fanout', 'W11: one change, told to many subscribers', formatFanout],
    ['console', 'W12: the console, opened and left open', formatConsole],
    ['growth', 'W13: more and more sources, jobs in memory and viewers', formatGrowth],
    ['goals', 'Goals', formatGoals],
  ];
  const parts = sections
    .filter(([name]) => results[name] !== undefined)
    .map(([name, title, format]) => `## ${title}\n\n${format(results[name], results)}\n`);
  return `# Results

Measured on ${describeMachine()}, with Node ${process.versions.node}${isQuick ? ', by a quick run' : ''}. Absolute figures are this
machine's; what counts are the ratios, all of one run. Medians of alternating rounds, with the least and the most.
What is compared, and how: [README.md](README.md).

![CPU of the server: for queries and for events](results.svg)

${parts.join('\n')}`;
}

function formatSlow(slow, { slowest }) {
  return `The slowest single call took ${slowest.toFixed(1)} ms.\n\n${formatPeers(slow)}`;
}

function formatPolling(polling) {
  return formatTable(
    ['', 'queries', 'calls upstream', 'seconds', 'p50, ms'],
    [...polling].map(([name, { queries, calls, seconds, p50 }]) => [
      titleOf(name),
      String(queries),
      String(calls),
      seconds.toFixed(1),
      p50.toFixed(1),
    ]),
  );
}

function formatSizes(sizes) {
  return formatTable(
    ['jobs in a query', 'CPU per job, ms'],
    [...sizes].map(([jobs, milliseconds]) => [String(jobs), milliseconds.toFixed(3)]),
  );
}

function formatPage(page) {
  return formatTable(
    ['jobgraph', 'queries/s', 'CPU per query, ms', 'calls per query'],
    [...page].map(([name, { queriesPerSecond, cpuMilliseconds, callsPerQuery }]) => [
      name,
      queriesPerSecond.toFixed(0),
      formatNumber(cpuMilliseconds),
      callsPerQuery.toFixed(1),
    ]),
  );
}

function formatStarts(starts) {
  return formatTable(
    ['', 'ms'],
    [...starts].map(([name, milliseconds]) => [titleOf(name), milliseconds.toFixed(0)]),
  );
}

function formatCluster(cluster, { handOver }) {
  const { jobs, calls, read, taken, kept } = handOver;
  const table = formatTable(
    [
      'processes',
      'calls upstream per job in 2 s',
      'queries',
      'servers’ CPU per query, ms',
      'p50, ms',
      'commands to the store/s',
      'KB/s to it',
      'KB/s from it',
      'its CPU, ms/s',
    ],
    cluster.map((figures) => [
      `${figures.processes} ${figures.isShared ? 'with' : 'without'} \`cluster\``,
      figures.reads.toFixed(2),
      String(figures.queries),
      formatNumber(figures.cpuMilliseconds),
      formatNumber(figures.p50),
      formatNumber(figures.commandsPerSecond),
      formatNumber(figures.kilobytesInPerSecond),
      formatNumber(figures.kilobytesOutPerSecond),
      formatNumber(figures.storeCpuMilliseconds),
    ]),
  );
  return `${table}\n\nOne job in a query, ${jobs} jobs one after the other, p50: ${formatNumber(read)} ms where the process reads it (the provider takes 20),
${formatNumber(taken)} where another process has just read it, ${formatNumber(kept)} from the process’s own memory. Calls upstream: ${calls}.`;
}

function formatWatching(watching) {
  const { after: empty } = watching.get(0);
  return formatTable(
    ['subscriptions', 'memory, MB', 'the same after garbage collection, MB', 'of that for each subscription, KB'],
    [...watching].map(([count, { before, after }]) => [
      String(count),
      formatNumber(before),
      formatNumber(after),
      count === 0 || after === null ? '-' : (((after - empty) * 1024) / count).toFixed(1),
    ]),
  );
}

function formatGoals(goals) {
  return formatTable(
    ['goal', 'wanted', 'measured', ''],
    goals.map(({ name, goal, figure, isMet }) => [
      name,
      goal,
      figure === null ? 'not measurable here' : figure.toFixed(2),
      isMet === null ? '' : isMet ? 'met' : 'missed',
    ]),
  );
}

function describeMachine() {
  const cores = availableParallelism();
  const pinning = canPin ? 'the server on one core, providers and load on another' : 'no cores pinned';
  return `a virtual machine of ${cores} shared cores (${process.platform}, ${process.arch}; ${pinning})`;
}

function formatPeers(results) {
  return formatTable(
    ['', 'queries/s', 'server CPU per query, ms', 'p50, ms', 'calls per query', 'memory, MB'],
    [...results].map(([name, { queriesPerSecond, cpuMilliseconds, p50, callsPerQuery, rssMegabytes }]) => [
      titleOf(name),
      formatSpread(queriesPerSecond),
      formatSpread(cpuMilliseconds),
      formatSpread(p50),
      callsPerQuery.median.toFixed(0),
      rssMegabytes === undefined ? '-' : rssMegabytes.median.toFixed(0),
    ]),
  );
}
