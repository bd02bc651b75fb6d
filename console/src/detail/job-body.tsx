/** What is known of a job: why it failed first, then the ways on from here, its runs and steps, and every field. */
import { useState } from 'preact/hooks';
import { Icon } from '../shared/icon.tsx';
import type { Runs } from '../runs/use-runs.ts';
import { byNeed } from '../shared/by-need.tsx';
import { toSteps } from '../steps/steps.ts';
import { CopyAs } from './copy-as.tsx';
import type { FactObject } from './facts.ts';
import { FailureBanner } from './failure-banner.tsx';
import { hasFailures } from './failures.ts';
import { CommonFacts, countFacts, OwnFacts } from './job-facts.tsx';
import { JobLog } from './job-log.tsx';
import { JobProgress } from './job-progress.tsx';
import { PanelNav, type Part } from './panel-nav.tsx';
import { PanelSection } from './panel-section.tsx';
import type { FieldProblem } from './problems.ts';
import { listProtectedFields, ProtectedFields } from './protected-fields.tsx';
import { ProviderCommand, ProviderLink } from './provider-link.tsx';
import type { JobDetail } from './job-detail.ts';

const RunsSection = byNeed({
  name: 'the runs',
  load: async () => (await import('../runs/runs-section.tsx')).RunsSection,
});
const StepsSection = byNeed({
  name: 'the steps',
  load: async () => (await import('../steps/steps-section.tsx')).StepsSection,
});

export interface JobBodyProps {
  readonly job: JobDetail;
  readonly runs: Runs;
  readonly fieldProblems: readonly FieldProblem[];
}

export function JobBody({ job, runs, fieldProblems }: JobBodyProps) {
  const steps = toSteps(job);
  // A type of one fragment is an object of facts.
  const facts = job as FactObject;
  const protectedFields = listProtectedFields(facts);
  const parts: readonly (Part | null)[] = [
    { name: 'why', title: hasFailures(job) ? 'Why' : 'Now' },
    job.definition === null ? null : { name: 'runs', title: 'Runs' },
    steps && { name: 'steps', title: 'Steps' },
    { name: 'fields', title: 'All fields', count: countFacts(job) },
    protectedFields.length === 0 ? null : { name: 'protected', title: 'Protected', count: protectedFields.length },
  ];
  return (
    <>
      <PanelNav parts={parts.filter((part) => part !== null)} />
      <PanelSection name="why" title={hasFailures(job) ? 'Why' : 'Now'}>
        <FailureBanner job={job} />
        <FieldProblems problems={fieldProblems} />
        <JobProgress progress={job.progress} />
        <div class="ways-on">
          <JobLog id={job.id} />
          <ProviderLink job={job} />
        </div>
        <ProviderCommand job={job} />
      </PanelSection>
      {job.definition !== null && <RunsSection job={job} runs={runs} />}
      {steps && <StepsSection list={steps} isOpen={job.isTerminal !== true} />}
      <AllFields job={job} />
      <ProtectedFields job={facts} id={job.id} />
    </>
  );
}

function AllFields({ job }: { readonly job: JobDetail }) {
  const [showsEmpty, setShowsEmpty] = useState(false);
  return (
    <PanelSection name="fields" title="All fields">
      <CopyAs id={job.id} typeName={job.__typename} />
      <CommonFacts job={job} showsEmpty={showsEmpty} />
      <OwnFacts job={job} provider={job.provider} showsEmpty={showsEmpty} />
      <label class="switch">
        <input
          type="checkbox"
          checked={showsEmpty}
          onChange={({ currentTarget }) => setShowsEmpty(currentTarget.checked)}
        />
        Show empty fields
      </label>
    </PanelSection>
  );
}

function FieldProblems({ problems }: { readonly problems: readonly FieldProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <div class="banner notice" data-field-problems={problems.length}>
      {problems.map(({ code, message, fields }) => (
        <p key={message} data-code={code}>
          <Icon name="warning" /> Not read: {fields.join(', ')}. {message}
        </p>
      ))}
    </div>
  );
}
