/** What operations ran into and what they read, over any transport. */
import { Counter, type Registry } from 'prom-client';
import type { OperationSummary } from './operation-summary.ts';
import type { SourceTally } from '../calls/tally.ts';

/** Counts the errors, gaps and reads of an operation that has ended. */
export type CountCost = (summary: OperationSummary, bySource: ReadonlyMap<string, SourceTally>) => void;

/** Registers the metrics of errors, gaps and reads. */
export function createCostMetrics(registers: Registry[]): CountCost {
  const errors = new Counter({
    name: 'jobgraph_operation_errors_total',
    help: 'GraphQL operations whose answer, or one of whose events, held an error of this code.',
    labelNames: ['code'],
    registers,
  });
  const countReads = createReadMetrics(registers);
  const gaps = new Counter({
    name: 'jobgraph_gaps_total',
    help: 'What answers do not cover, by source and code, once an operation. What a provider never offers is left out.',
    labelNames: ['source', 'code'],
    registers,
  });
  return ({ errorCodes }, bySource) => {
    for (const code of errorCodes) errors.inc({ code });
    for (const [source, tally] of bySource) for (const code of tally.gaps ?? []) gaps.inc({ source, code });
    countReads(bySource);
  };
}

type ReadCounts = Record<'hits' | 'misses' | 'shared', number>;

/** Summed up by source, and counted when the metrics are read: each operation may have several sources. */
function createReadMetrics(registers: Registry[]): (bySource: ReadonlyMap<string, SourceTally>) => void {
  const sums = new Map<string, ReadCounts>();
  const reads: Counter<'source' | 'result'> = new Counter({
    name: 'jobgraph_cache_reads_total',
    help: 'Jobs and list pages that operations asked for, by source: hit = answered from memory, miss = not.',
    labelNames: ['source', 'result'],
    registers,
    collect: () => {
      for (const [source, sum] of sums) {
        reads.inc({ source, result: 'hit' }, sum.hits);
        reads.inc({ source, result: 'miss' }, sum.misses);
        sum.hits = 0;
        sum.misses = 0;
      }
    },
  });
  const shared: Counter<'source'> = new Counter({
    name: 'jobgraph_shared_reads_total',
    help: 'Misses that were answered by a call already under way for another operation.',
    labelNames: ['source'],
    registers,
    collect: () => {
      for (const [source, sum] of sums) {
        shared.inc({ source }, sum.shared);
        sum.shared = 0;
      }
    },
  });
  return (bySource) => {
    for (const [source, tally] of bySource) {
      let sum = sums.get(source);
      if (sum === undefined) sums.set(source, (sum = { hits: 0, misses: 0, shared: 0 }));
      sum.hits += tally.cacheHits;
      sum.misses += tally.cacheMisses;
      sum.shared += tally.shared;
    }
  };
}
