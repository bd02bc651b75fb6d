import { describe, expect, it } from 'vitest';
import { toOpenViewer } from '../../src/auth/viewer.ts';
import { createAllowances } from '../../src/operation/cost/allowances.ts';
import { createJobBudget } from '../../src/operation/cost/budget.ts';
import type { JobRead, OperationCost } from '../../src/operation/cost/operation-cost.ts';
import type { Limits } from '../../src/operation/cost/settings.ts';
import type { Source } from '../../src/jobs/source.ts';

function toSource(maxKeys: number): Source {
  return { adapter: { describe: { maxKeys }, completion: { facts: new Set(['progress']) } } } as unknown as Source;
}

function toReads(source: Source, count: number, fact = 'status', secret?: string): readonly JobRead[] {
  const secrets = new Set(secret === undefined ? [] : [secret]);
  return Array.from({ length: count }, () => ({
    source,
    requested: { facts: new Set([fact]), secrets },
  }));
}

function check(reads: readonly JobRead[], upstreamCalls: number): void {
  const cost: OperationCost = {
    jobs: new Map(reads.map((read, index) => [`j${index}`, read])),
    lists: [],
    logs: [],
    fields: 0,
  };
  const limits = { jobsPerOperation: 1000, logsPerOperation: 10, upstreamCalls } as Limits;
  createAllowances({ cost, limits, maxPagesPerSource: 1, viewer: toOpenViewer(), budget: createJobBudget(0, () => 0) });
}

const [hundred, other] = [toSource(100), toSource(100)];

describe('the calls of an operation', () => {
  it.each([
    ['one per job where a call reads one', toReads(toSource(1), 3), 3],
    ['one per full or begun batch', toReads(hundred, 201), 3],
    ['batches of each source', [...toReads(hundred, 50), ...toReads(other, 50)], 2],
    ['one per job with secrets', [...toReads(hundred, 50), ...toReads(hundred, 3, 'status', 'pin')], 4],
    ['two per job with a completion', [...toReads(hundred, 50), ...toReads(hundred, 3, 'progress')], 7],
  ])('are %s', (_name, reads, calls) => {
    expect(() => {
      check(reads, calls);
    }).not.toThrow();
    expect(() => {
      check(reads, calls - 1);
    }).toThrow(`could cost ${calls} calls`);
  });
});
