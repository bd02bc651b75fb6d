/** The steps of a job as a table with a bar for each: what took long, and where it stopped. */
import './steps.css';
import { useState } from 'preact/hooks';
import { PanelSection } from '../detail/panel-section.tsx';
import { Icon } from '../shared/icon.tsx';
import { OutsideLink } from '../shared/outside-link.tsx';
import { StatusBadge } from '../shared/status-badge.tsx';
import { now } from '../state/clock.ts';
import { toStatusLook } from '../state/status.ts';
import { formatSpan } from '../state/time.ts';
import { SafeText } from '../text/safe-text.tsx';
import { chooseSteps, toBars, toStepSpan, type Bar } from './bars.ts';
import type { Step, StepList } from './steps.ts';

const most = 40;

export interface StepsSectionProps {
  readonly list: StepList;
  /** A step without an end lasts until now while the job does; afterwards its end is not known. */
  readonly isOpen: boolean;
}

export function StepsSection({ list: { title, steps }, isOpen }: StepsSectionProps) {
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? steps : chooseSteps(steps, most);
  // Only a job that has not ended makes the page follow the clock.
  const time = isOpen ? now.value : now.peek();
  const timed = shown.map((step) => (isOpen || step.endedAt !== null ? step : { ...step, startedAt: null }));
  const bars = toBars(timed, time);
  return (
    <PanelSection name="steps" title="Steps">
      <div class="table-frame" role="group" aria-label={title} tabIndex={0}>
        <table class="facts-table steps">
          <caption class="unseen">{title} of the job</caption>
          <thead>
            <tr>
              <th scope="col">{title}</th>
              <th scope="col">Status</th>
              <th scope="col">Took</th>
              <th scope="col" class="bar-head">
                <span class="unseen">When, as a bar</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {timed.map((step, place) => (
              <StepRow key={place} step={step} bar={bars[place] ?? null} time={time} />
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < steps.length && (
        <button type="button" class="plain" onClick={() => setShowsAll(true)}>
          Show all {steps.length}
        </button>
      )}
    </PanelSection>
  );
}

interface StepRowProps {
  readonly step: Step;
  readonly bar: Bar | null;
  readonly time: number;
}

function StepRow({ step, bar, time }: StepRowProps) {
  const { name, status, rawStatus, note, url, startedAt } = step;
  const span = toStepSpan(step, time);
  return (
    <tr data-step={name} data-status={status ?? ''}>
      <th scope="row">
        <OutsideLink address={url} otherwise={<SafeText text={name} />}>
          <SafeText text={name} /> <Icon name="external" />
        </OutsideLink>
        {note !== null && (
          <span class="sub">
            <SafeText text={note} />
          </span>
        )}
      </th>
      <td>
        {status === null ? (
          (rawStatus ?? <span class="muted">–</span>)
        ) : (
          <StatusBadge status={status} rawStatus={rawStatus} />
        )}
      </td>
      <td class="took" title={startedAt === null ? undefined : `began ${startedAt.slice(0, 19).replace('T', ' ')} UTC`}>
        {span === null ? <span class="muted">–</span> : formatSpan(span[1] - span[0])}
      </td>
      <td class="bar-cell">{bar !== null && <StepBar bar={bar} status={status} />}</td>
    </tr>
  );
}

function StepBar({ bar: { begin, length }, status }: { readonly bar: Bar; readonly status: string | null }) {
  const tone = toStatusLook(status ?? 'UNKNOWN').tone;
  return (
    <svg
      class={`step-bar tone-${tone}`}
      viewBox="0 0 100 10"
      width="100%"
      height="10"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect class="step-track" x="0" y="4" width="100" height="2" />
      <rect class="run-bar" x={begin * 100} y="0" width={length * 100} height="10" />
    </svg>
  );
}
