/** A watched list: the newest jobs of all sources that meet a filter, as of the last looks. */
import type { Instant } from '../../provider/contract/job.ts';
import type { Source } from '../../jobs/source.ts';
import { findGap } from './coverage.ts';
import { followSource, type FollowOptions } from './followed-source.ts';
import { createIssues, type SourceIssue } from './issues.ts';
import { compareListed, type ListedJob } from './listed-job.ts';

/** The first jobs of a watched list. */
export interface ListView {
  /** In order, by id. */
  readonly jobs: ReadonlyMap<string, ListedJob>;
  /** Of the sources that are not covered, in the sources' order. */
  readonly issues: readonly SourceIssue[];
  /** Equal for equal issues. */
  readonly issuesText: string;
}

/** The first jobs of several sources together, kept up to date. */
export interface WatchedList {
  /** Undefined until each source has been looked at. The same object until something changes. */
  readonly view: () => ListView | undefined;
  /** A job that is not in the view any more, as the last look at its source showed it; undefined if it did not. */
  readonly findLeft: (job: ListedJob) => ListedJob | undefined;
  /** When the last look at the job's source began. */
  readonly seenAt: (source: Source) => Instant | undefined;
  readonly stop: () => void;
}

/** Follows each source that the filter names. Those that cannot be listed are issues of the view. */
export function watchList(options: FollowOptions): WatchedList {
  const { first, filter, onChange } = options;
  let merged: ListView | undefined;
  const gaps = createIssues(filter.sources);
  const forget = (): void => {
    merged = undefined;
    onChange();
  };
  const covered = filter.sources.filter((source) => {
    const gap = findGap(source, filter);
    if (gap !== undefined) gaps.noteGap(source, gap);
    return gap === undefined;
  });
  const followed = new Map(covered.map((source) => [source, followSource(source, { ...options, onChange: forget })]));

  function merge(): ListView | undefined {
    const views = new Map([...followed].flatMap(([source, { view }]) => toPair(source, view())));
    if (views.size < followed.size) return undefined;
    const all = [...views.values()].flatMap(({ jobs }) => jobs).sort(compareListed);
    const ofGaps = new Map(gaps.all().map((issue) => [issue.source, [issue] as readonly SourceIssue[]]));
    const issues = filter.sources.flatMap((source) => ofGaps.get(source) ?? views.get(source)?.issues ?? []);
    return {
      jobs: new Map(all.slice(0, first).map((job) => [job.id, job])),
      issues,
      issuesText: JSON.stringify(issues.map((issue) => ({ ...issue, source: issue.source.name }))),
    };
  }

  return {
    view: () => (merged ??= merge()),
    findLeft: ({ source, id }) => followed.get(source)?.view()?.left.get(id),
    seenAt: (source) => followed.get(source)?.view()?.seenAt,
    stop: () => {
      for (const { stop } of followed.values()) stop();
    },
  };
}

function toPair<Key, Value>(key: Key, value: Value | undefined): readonly (readonly [Key, Value])[] {
  return value === undefined ? [] : [[key, value]];
}
