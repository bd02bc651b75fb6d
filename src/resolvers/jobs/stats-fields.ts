/** The fields of `jobStats` that may read jobs: each with its own view of them, by rows and by the reads that it allows. */
import type { Source } from '../../jobs/source.ts';
import { countByDefinition, findUnreadRuns, findUnsaidRuns, type DefinitionStatsNode } from './definition-stats.ts';
import { isUnbounded } from './filter.ts';
import { mayHaveEndedBadly, type KnownJob } from './known-job.ts';
import {
  countByReason,
  findFailed,
  findMaybeFailed,
  findUnreadFailures,
  type ReasonOptions,
  type ReasonStatsNode,
} from './reason-stats.ts';
import type { StatsReads } from './stats-reads.ts';
import type { DefinitionsRequest, ReasonsRequest, StatsRequest } from './stats-request.ts';
import type { Unlisted } from './unlisted.ts';

/** By the arguments of each field. */
export interface StatsFields {
  readonly definitionsOf: (asked: DefinitionsRequest) => readonly DefinitionStatsNode[];
  readonly reasonsOf: (asked: ReasonsRequest) => readonly ReasonStatsNode[];
}

/** What the fields are counted with. */
interface FieldOptions {
  readonly request: StatsRequest;
  /** Sources whose lists were not read, or not to their end. */
  readonly cut: ReadonlySet<Source>;
  readonly spans: ReasonOptions['spans'];
  readonly reads: StatsReads;
  readonly unlisted: Unlisted;
}

/** All fields read at once, in the order in which they were asked for. */
export async function readFields(jobs: readonly KnownJob[], options: FieldOptions): Promise<StatsFields> {
  const { request } = options;
  const [definitions, reasons] = await Promise.all([
    readEach(request.definitions, (asked) => readDefinitions(jobs, asked, options)),
    readEach(request.reasons, (asked) => readReasons(jobs, asked, options)),
  ]);
  return {
    definitionsOf: (asked) => findOf(definitions, asked),
    reasonsOf: (asked) => findOf(reasons, asked),
  };
}

async function readDefinitions(
  jobs: readonly KnownJob[],
  asked: DefinitionsRequest,
  { request: { filter }, cut, reads, unlisted }: FieldOptions,
): Promise<readonly DefinitionStatsNode[]> {
  const known = await reads.read(jobs, findUnreadRuns(jobs, asked), asked.maxReads);
  unlisted.noteUndecided(known);
  unlisted.note(
    known.filter(({ definition }) => definition === undefined),
    'DEFINITION_NOT_LISTED',
    'left out of `byDefinition`',
  );
  unlisted.note(findUnsaidRuns(known), 'STATUS_NOT_LISTED', 'neither good nor bad in `byDefinition`');
  return countByDefinition(known, asked, { cut, isBounded: !isUnbounded(filter.created) });
}

async function readReasons(
  jobs: readonly KnownJob[],
  asked: ReasonsRequest,
  { request: { filter }, cut, spans, reads, unlisted }: FieldOptions,
): Promise<readonly ReasonStatsNode[]> {
  const known = await reads.read(jobs, findUnreadFailures(jobs), asked.maxReads);
  unlisted.noteUndecided(known.filter(mayHaveEndedBadly));
  unlisted.note(findMaybeFailed(known), 'STATUS_NOT_LISTED', 'left out of `byReason`');
  unlisted.note(
    findFailed(known).filter(({ failures }) => failures === undefined),
    'FAILURES_NOT_LISTED',
    'without a reason in `byReason`',
  );
  return countByReason(known, { first: asked.first, sources: filter.sources, isPartial: cut.size > 0, spans });
}

async function readEach<Asked extends object, Node>(
  all: readonly Asked[],
  read: (asked: Asked) => Promise<Node>,
): Promise<ReadonlyMap<string, Node>> {
  return new Map(await Promise.all(all.map(async (asked) => [toKey(asked), await read(asked)] as const)));
}

function findOf<Node>(nodes: ReadonlyMap<string, Node>, asked: object): Node {
  const node = nodes.get(toKey(asked));
  if (node === undefined) throw new Error('The field was not read with its parent.');
  return node;
}

function toKey(asked: object): string {
  return JSON.stringify(asked);
}
