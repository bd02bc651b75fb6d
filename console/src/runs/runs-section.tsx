/** The last runs of what a job is a run of: is it new, or does it fail each time? */
import './runs.css';
import { useState } from 'preact/hooks';
import { PanelSection } from '../detail/panel-section.tsx';
import type { JobDetail } from '../detail/job-detail.ts';
import { Time } from '../shared/time.tsx';
import { SafeText } from '../text/safe-text.tsx';
import { CompareWith } from '../compare/compare-with.tsx';
import { RunStrip } from './run-strip.tsx';
import { describeFailing, describeUsual, type DefinitionRuns } from './runs-words.ts';
import type { Runs } from './use-runs.ts';

export interface RunsSectionProps {
  readonly job: JobDetail;
  readonly runs: Runs;
}

export function RunsSection({ job, runs: { stats, issues, isReading } }: RunsSectionProps) {
  const others = stats?.runs.filter(({ id }) => id !== job.id) ?? [];
  return (
    <PanelSection name="runs" title="Runs">
      {isReading && <p class="note">Reading the runs …</p>}
      {stats !== null && (
        <>
          <RunsLine stats={stats} />
          <RunStrip runs={stats.runs} id={job.id} />
          {others.length > 0 && <CompareWith key={job.id} job={job} runs={stats.runs} />}
        </>
      )}
      {!isReading && stats === null && <p class="note">The source’s list says no run of it.</p>}
      <Doubts issues={issues} hasEarlier={stats?.hasEarlierRuns === true} />
    </PanelSection>
  );
}

function RunsLine({ stats }: { readonly stats: DefinitionRuns }) {
  const failing = describeFailing(stats);
  const usual = describeUsual(stats);
  return (
    <p class="runs-line">
      <code>
        <SafeText text={stats.definition} />
      </code>
      {failing !== null && (
        <span class="bad">
          {failing}, since <Time at={stats.failedSince} />
        </span>
      )}
      {stats.lastGoodAt === null ? (
        <span>no good run among those known</span>
      ) : (
        <span>
          last good <Time at={stats.lastGoodAt} />
        </span>
      )}
      {usual !== null && <span>{usual}</span>}
    </p>
  );
}

/** What may be missing, on demand: nothing of it is about this job. */
function Doubts({ issues, hasEarlier }: { readonly issues: readonly string[]; readonly hasEarlier: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  if (issues.length === 0) return hasEarlier ? <p class="note">There are earlier runs.</p> : null;
  return (
    <div class="doubts">
      <button type="button" class="plain" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        Not all may be known. Why?
      </button>
      {isOpen && (
        <ul>
          {issues.map((issue) => (
            <li key={issue}>{issue}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
