/** What was found wrong with what operators set up: sources, and whose tokens are taken. */
import { Counter, type Registry } from 'prom-client';
import type { CheckReport } from '../jobs/checks/source-checks.ts';

/** Counts checks of sources, and tokens that were refused. */
export interface FindingMetrics {
  readonly check: (source: string, report: Pick<CheckReport, 'isSound'>) => void;
  readonly tokenRefusal: (reason: string) => void;
}

/** Registers the metrics of checks and of refused tokens. */
export function createFindingMetrics(registers: Registry[]): FindingMetrics {
  const checks = new Counter({
    name: 'jobgraph_source_checks_total',
    help: 'Checks of all that the settings name of a source, by outcome.',
    labelNames: ['source', 'outcome'],
    registers,
  });
  const refusals = new Counter({
    name: 'jobgraph_token_refusals_total',
    help: 'Requests and WebSockets with a token that was refused, by reason.',
    labelNames: ['reason'],
    registers,
  });
  return {
    check: (source, { isSound }) => {
      checks.inc({ source, outcome: isSound ? 'sound' : 'unsound' });
    },
    tokenRefusal: (reason) => {
      refusals.inc({ reason });
    },
  };
}
