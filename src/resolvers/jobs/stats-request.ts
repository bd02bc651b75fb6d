import { InputError } from '../../errors/errors.ts';
import type { RequestedFields } from '../../jobs/reading/plan.ts';
import type { Reading, ReadRootField } from '../asked.ts';
import type { JobStatsByDefinitionArgs, JobStatsByReasonArgs, QueryJobStatsArgs } from '../types.generated.ts';
import { isCovered } from './coverage.ts';
import type { DefinitionsAsked } from './definition-stats.ts';
import { readFilter, toCreationFilter, type CheckedFilter } from './filter.ts';
import { costBeyondRow, countCallsForJobs } from './list-cost.ts';
import { countSpans } from './time-spans.ts';
import { toJudgedFacts } from './verdict.ts';

/** The checked arguments of one `JobStats.byDefinition`. */
export interface DefinitionsRequest extends DefinitionsAsked {
  readonly maxReads: number;
}

/** The checked arguments of one `JobStats.byReason`. */
export interface ReasonsRequest {
  readonly first: number;
  readonly maxReads: number;
}

/** What one `jobStats` asks for. */
export interface StatsRequest {
  readonly filter: CheckedFilter;
  /** The rows that are read: of the sources that can be asked, and of all jobs where runs of definitions are needed. */
  readonly scanned: CheckedFilter;
  readonly definitions: readonly DefinitionsRequest[];
  readonly reasons: readonly ReasonsRequest[];
  /** Whether jobs are counted by status, so that a job without one makes a difference. */
  readonly countsStatuses: boolean;
  /** Whether jobs are counted beyond `byDefinition` and `byReason`. */
  readonly countsRows: boolean;
  /** Whether jobs are counted by their end. */
  readonly countsEnds: boolean;
  /** The members that are read from a job. */
  readonly requested: RequestedFields;
}

/** `Query.jobStats`: each source's list is read to its end. */
export const readStatsField: ReadRootField<StatsRequest> = (args, reading) => {
  const filter = readFilter(reading.sources, (args as QueryJobStatsArgs).filter);
  const request = readRequest(filter, reading);
  const { scanned, definitions, reasons, requested } = request;
  const reads = [...definitions, ...reasons].reduce((sum, { maxReads }) => sum + maxReads, 0);
  return {
    request,
    cost: () => ({
      entries: 1,
      lengths: toLengths(request),
      list: {
        name: `jobStats ${filter.key}`,
        // Jobs are counted as they are read: a limit ends the reads, and does not refuse the operation.
        jobs: 0,
        sources: scanned.sources,
        callsPerJob: 0,
        callsForJobs: countCallsForJobs(
          reads,
          scanned.sources.flatMap((source) => costBeyondRow(source, requested) ?? []),
        ),
      },
    }),
  };
};

function readRequest(filter: CheckedFilter, { argumentsOf }: Reading): StatsRequest {
  const definitions = argumentsOf('byDefinition').map((args) => readDefinitionsArguments(args));
  const reasons = argumentsOf('byReason').map((args) => readReasonsArguments(args));
  const isAsked = (name: string): boolean => argumentsOf(name).length > 0;
  const hasOwnIssues = definitions.length > 0 || reasons.length > 0;
  const countsStatuses = ['byStatus', 'bySource', 'overTime'].some(isAsked) || !hasOwnIssues;
  const rows = definitions.length > 0 ? toCreationFilter(filter) : filter;
  return {
    filter,
    scanned: { ...rows, sources: filter.sources.filter((source) => isCovered(source, filter)) },
    definitions,
    reasons,
    countsStatuses,
    countsRows: countsStatuses || isAsked('total'),
    countsEnds:
      argumentsOf('overTime').some(({ by }) => by === 'ENDED') || argumentsOf('byReason', 'overTime').length > 0,
    requested: { facts: toFacts(filter, reasons.length > 0), secrets: new Set() },
  };
}

const factsOfRuns = ['name', 'status', 'isTerminal', 'definition', 'createdAt', 'endedAt', 'durationSeconds'];

function toFacts(filter: CheckedFilter, hasReasons: boolean): ReadonlySet<string> {
  return toJudgedFacts(filter).union(new Set(hasReasons ? [...factsOfRuns, 'failures'] : factsOfRuns));
}

/** The longest of each list of the answer; spans without the filter's beginning are few. */
function toLengths({ filter, definitions, reasons }: StatsRequest): ReadonlyMap<string, number> {
  const greatest = (numbers: readonly number[]): number => Math.max(0, ...numbers);
  const { created, ended } = filter;
  return new Map([
    ['JobStats.overTime', Math.max(countSpans(created), countSpans(ended))],
    ['JobStats.byDefinition', greatest(definitions.map(({ first }) => first))],
    ['JobDefinitionStats.runs', greatest(definitions.map(({ runs }) => runs))],
    // One more is of jobs whose reason is not known.
    ['JobStats.byReason', greatest(reasons.map(({ first }) => first + 1))],
    ['JobReasonStats.overTime', countSpans(ended)],
  ]);
}

/** Throws `InputError`. The schema's defaults apply only to arguments that are omitted, not to an explicit null. */
export function readDefinitionsArguments({ first, runs, maxReads }: JobStatsByDefinitionArgs): DefinitionsRequest {
  return {
    first: checkNumber('byDefinition', 'first', first ?? 20, 1, 100),
    runs: checkNumber('byDefinition', 'runs', runs ?? 12, 0, 50),
    maxReads: checkNumber('byDefinition', 'maxReads', maxReads ?? 0, 0, 100),
  };
}

/** Throws `InputError`. */
export function readReasonsArguments({ first, maxReads }: JobStatsByReasonArgs): ReasonsRequest {
  return {
    first: checkNumber('byReason', 'first', first ?? 20, 1, 100),
    maxReads: checkNumber('byReason', 'maxReads', maxReads ?? 0, 0, 100),
  };
}

function checkNumber(field: string, argument: string, value: number, least: number, most: number): number {
  if (value < least || value > most)
    throw new InputError(`\`${field}.${argument}\` must be ${least} to ${most}, but got ${value}.`, { argument });
  return value;
}
