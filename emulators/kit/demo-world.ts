/** The world of a provider's demo: jobs that stand still, and jobs that move. */
import type { EmulatedError, JobWorld, ProviderErrors } from './emulator.ts';
import { listRuns, type DemoRun, type DemoSetting } from './moment.ts';

/** A source's world and sample ids, in the provider's spelling. */
export interface DemoWorld<Jobs> {
  readonly jobs: Jobs;
  /** As at the demo's start. */
  readonly ids: DemoIds;
  /** The moving jobs that are running now. */
  readonly listMoving: () => readonly string[];
}

/** The sample jobs of a provider, in its own spelling. */
export interface DemoIds extends OwnIds {
  /** The job of the first query. */
  readonly first: string;
  /** Jobs that can be read, at least one for every state. */
  readonly jobs: readonly string[];
  /** Those that change while the demo runs. */
  readonly moving: readonly string[];
  /** Jobs that the provider no longer has. */
  readonly gone: readonly string[];
}

/** Those that no job of the world tells. */
interface OwnIds {
  /** A job whose protected fields hold values. */
  readonly protected?: string;
  /** A job that failed, whose log says why. */
  readonly logged?: string;
  /** The job that failed last of a definition whose runs before were good. */
  readonly newlyFailed?: string;
  /** These reads are refused. */
  readonly throttled: string;
  readonly denied: string;
  readonly unknown: string;
}

/** A job that ends: its next run begins then. */
export interface MovingJob<Job> {
  readonly runSeconds: number;
  /** A run's job, and what belongs to it. */
  readonly toJobs: (run: DemoRun) => readonly [Job, ...Job[]];
}

/** The jobs of a demo. */
export interface DemoSamples<Job> {
  readonly idOf: (job: Job) => string;
  readonly still: readonly Job[];
  readonly moving: readonly MovingJob<Job>[];
  readonly errors: Pick<ProviderErrors, 'throttled' | 'denied'>;
  /** Default of `first`: the first moving job. */
  readonly ids: OwnIds & Partial<Pick<DemoIds, 'first' | 'gone'>>;
  /** What is said of other jobs that cannot be read. Default: none. */
  readonly refusals?: readonly (readonly [id: string, EmulatedError])[];
  /** What of an id a request holds. Default: the whole id. */
  readonly toAsked?: (id: string) => string;
}

/** A world that changes over time. Ids that fail are known to `describe` only. */
export function createDemoWorld<Job>(
  { clock }: DemoSetting,
  { idOf, still, moving, errors, ids, refusals = [], toAsked = (id) => id }: DemoSamples<Job>,
): DemoWorld<JobWorld<Job>> {
  const failures = new Map([
    ...refusals,
    [toAsked(ids.throttled), errors.throttled],
    [toAsked(ids.denied), errors.denied],
  ]);
  const listByRun = (): readonly (readonly (readonly [Job, ...Job[]])[])[] =>
    moving.map(({ runSeconds, toJobs }) => listRuns(clock, runSeconds).map(toJobs));
  const list = (): readonly Job[] => [...still, ...listByRun().flat(2)];
  const firstMoving = listByRun().flatMap((runs) => runs.slice(0, 1).flat());
  return {
    jobs: { describe: (id) => failures.get(id) ?? list().find((job) => toAsked(idOf(job)) === id), list },
    ids: {
      first: firstMoving.slice(0, 1).map(idOf).join(''),
      gone: [],
      ...ids,
      jobs: list().map(idOf),
      moving: firstMoving.map(idOf),
    },
    listMoving: () => listByRun().flatMap((runs) => runs.slice(-1).map(([job]) => idOf(job))),
  };
}
