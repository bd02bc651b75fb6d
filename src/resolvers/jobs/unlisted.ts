/** What lists do not say of the jobs that are counted: one issue for each source and fact. */
import type { Source } from '../../jobs/source.ts';
import { toNumber, type Issues, type UnlistedCode } from './issues.ts';
import type { KnownJob } from './known-job.ts';

/** Collects the jobs whose rows lack a fact. A job counts once, however many fields lack it. */
export interface Unlisted {
  /** @param effect what follows for these jobs, for a sentence that their number begins */
  readonly note: (jobs: readonly KnownJob[], code: UnlistedCode, effect: string) => void;
  /** The same for jobs of which only a read tells whether they meet the filter. */
  readonly noteUndecided: (jobs: readonly KnownJob[]) => void;
  /** Records what was collected. */
  readonly record: (issues: Issues) => void;
}

interface Lacking {
  readonly ids: Set<string>;
  readonly effects: Set<string>;
}

const toSubject: Readonly<Record<UnlistedCode, (jobs: string) => string>> = {
  STATUS_NOT_LISTED: (jobs) => `the status of ${jobs}`,
  NOT_REPORTED: (jobs) => `the end of ${jobs}`,
  DEFINITION_NOT_LISTED: (jobs) => `the definition of ${jobs}`,
  FAILURES_NOT_LISTED: (jobs) => `the failures of ${jobs}`,
};

/** Nothing is lacking yet. */
export function createUnlisted(): Unlisted {
  const noted = new Map<Source, Map<UnlistedCode, Lacking>>();

  function note(jobs: readonly KnownJob[], code: UnlistedCode, effect: string): void {
    for (const { source, run } of jobs) {
      const ofSource = noted.get(source) ?? new Map<UnlistedCode, Lacking>();
      const lacking = ofSource.get(code) ?? { ids: new Set(), effects: new Set() };
      noted.set(source, ofSource.set(code, lacking));
      lacking.ids.add(run.id);
      lacking.effects.add(effect);
    }
  }

  return {
    note,
    noteUndecided: (jobs) => {
      for (const job of jobs)
        if (job.meets === undefined)
          note([job], findLacking(job), 'not counted, because it is not known whether the filter is met');
    },
    record: (issues) => {
      for (const [source, ofSource] of noted)
        for (const [code, { ids, effects }] of ofSource)
          issues.noteUnlisted(
            source,
            code,
            `The provider's list does not say ${toSubject[code](toNumber(ids.size))}: ${[...effects].join('; ')}.`,
          );
    },
  };
}

/** What keeps the filter from judging the job. */
function findLacking({ run: { status }, saysEnd, definition }: KnownJob): UnlistedCode {
  if (status === null) return 'STATUS_NOT_LISTED';
  if (!saysEnd) return 'NOT_REPORTED';
  return definition === undefined ? 'DEFINITION_NOT_LISTED' : 'FAILURES_NOT_LISTED';
}
