/** When a source is checked: one check under way, which all callers share, and its findings are good for a while. */
import type { HealthState } from '../../calls/health.ts';
import { checkSource, type SourceCheckOptions, type SourceFindings } from './source-check.ts';

/** On whose behalf a source is checked. */
type CheckedBy = 'start' | 'viewer' | 'command';

/** What a check has found, and the state that the source is in after it. */
export interface SourceCheck extends SourceFindings {
  readonly state: HealthState;
}

/** A check that has ended, for log and metrics. */
export interface CheckReport extends Pick<SourceCheck, 'isSound' | 'state'> {
  readonly by: CheckedBy;
  /** How many parts the source was found to have; null where they were not listed. */
  readonly partsFound: number | null;
  /** How many parts were asked for. */
  readonly parts: number;
  readonly milliseconds: number;
}

interface SourceChecksOptions {
  readonly source: Omit<SourceCheckOptions, 'health'>;
  readonly health: () => { readonly state: HealthState } & ReturnType<SourceCheckOptions['health']>;
  /** How long findings are good. */
  readonly minMilliseconds: number;
  /** Called before `onCheck`: the source's health has the time. */
  readonly noteCheck: () => void;
  readonly onCheck: (report: CheckReport) => void;
}

/** Checks one source. Rejects only once they were ended. */
export interface SourceChecks {
  readonly check: (by: CheckedBy) => Promise<SourceCheck>;
  /** Ends the check under way. */
  readonly end: () => void;
}

/** At the start, every call of a viewer goes first: no more of a source is asked for than this. */
const maxPartsAtStart = 25;

/** Checks of one source: at the start by few calls, and whole where a viewer asks. */
export function createSourceChecks(options: SourceChecksOptions): SourceChecks {
  const { source, health, minMilliseconds, onCheck } = options;
  const { monotonic } = source;
  const life = new AbortController();
  let known: { readonly at: number; readonly isWhole: boolean; readonly check: Promise<SourceCheck> } | undefined;

  async function run(by: CheckedBy): Promise<SourceCheck> {
    const beganAt = monotonic();
    const maxParts = by === 'start' ? maxPartsAtStart : Infinity;
    const found = await checkSource({ ...source, health }, life.signal, maxParts);
    const { state } = health();
    const { steps, isSound } = found;
    const parts = steps.filter(({ part }) => part !== null).length;
    const partsFound = steps.find((step) => step.partsFound !== null)?.partsFound ?? null;
    options.noteCheck();
    onCheck({ by, state, isSound, partsFound, parts, milliseconds: Math.round(monotonic() - beganAt) });
    return { ...found, state };
  }

  return {
    check: (by) => {
      const isGood = known !== undefined && monotonic() - known.at < minMilliseconds;
      if (isGood && known !== undefined && (known.isWhole || by === 'start')) return known.check;
      const check = run(by);
      const own = { at: Infinity, isWhole: by !== 'start', check };
      known = own;
      // Its age counts from its end: until then it is under way.
      void check.then(
        () => (known === own ? (known = { ...own, at: monotonic() }) : undefined),
        () => (known === own ? (known = undefined) : undefined),
      );
      return check;
    },
    end: () => {
      life.abort();
    },
  };
}
