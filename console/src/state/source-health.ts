/** How sources are doing, in words, and which of them come first. */
import type { ConsoleSourcesQuery } from '../graph/graphql.generated.ts';
import type { KnownStatus } from './status.ts';

export type Source = NonNullable<ConsoleSourcesQuery['jobSources']>[number];

export interface HealthLook {
  readonly word: string;
  /** The status whose sign and colour it has. */
  readonly sign: KnownStatus;
  /** The larger, the worse: 0 is no trouble. */
  readonly trouble: number;
}

/** Of each state of the graph. */
const known: Readonly<Record<Exclude<Source['health']['state'], '%future added value'>, HealthLook>> = {
  HEALTHY: { word: 'Healthy', sign: 'SUCCEEDED', trouble: 0 },
  UNTRIED: { word: 'Not asked yet', sign: 'QUEUED', trouble: 0 },
  DEGRADED: { word: 'Degraded', sign: 'PARTIALLY_SUCCEEDED', trouble: 1 },
  UNAVAILABLE: { word: 'Unavailable', sign: 'FAILED', trouble: 2 },
  MISCONFIGURED: { word: 'Misconfigured', sign: 'FAILED', trouble: 3 },
};
const looks: Readonly<Record<string, HealthLook>> = known;

/** A state that this version does not know is no trouble that it could name. */
export function toHealthLook({ health }: Pick<Source, 'health'>): HealthLook {
  return looks[health.state] ?? { word: health.state, sign: 'UNKNOWN', trouble: 0 };
}

/** Those in trouble first, the worst before the others; else in the order of the configuration. */
export function sortByTrouble<One extends Pick<Source, 'health'>>(sources: readonly One[]): readonly One[] {
  return sources.toSorted((one, other) => toHealthLook(other).trouble - toHealthLook(one).trouble);
}

/** For example `2 of 5 sources in trouble: cos-chengdu unavailable, pipelines degraded`. */
export function describeHealth(sources: readonly Pick<Source, 'health' | 'name'>[]): string {
  const troubled = sortByTrouble(sources).filter((source) => toHealthLook(source).trouble > 0);
  if (troubled.length === 0) return `${sources.length} ${sources.length === 1 ? 'source' : 'sources'}, none in trouble`;
  const names = troubled.map((source) => `${source.name} ${toHealthLook(source).word.toLowerCase()}`);
  return `${troubled.length} of ${sources.length} sources in trouble: ${names.join(', ')}`;
}
