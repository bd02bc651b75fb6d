/** The first lines of the details: how the job stands, what it is, where it runs, when and for how long. */
import type { RefObject } from 'preact';
import { Icon } from '../shared/icon.tsx';
import { StatusBadge } from '../shared/status-badge.tsx';
import { Duration } from '../shared/time.tsx';
import { ShareButton } from '../share/share-button.tsx';
import { timeForm } from '../state/preferences.ts';
import { toProviderName } from '../state/providers.ts';
import { describeInstant, formatInstant } from '../state/time.ts';
import { SafeText } from '../text/safe-text.tsx';
import { WatchButton } from '../watch/watch-button.tsx';
import { toTitle } from './title.ts';
import type { JobDetail } from './job-detail.ts';

export interface PanelHeadProps {
  readonly id: string;
  /** Null while it is read. */
  readonly job: JobDetail | null;
  /** For example `usually 2 min`. */
  readonly usual: string | null;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly close: () => void;
}

export function PanelHead({ id, job, usual, heading, close }: PanelHeadProps) {
  const title = job === null ? id : toTitle(job);
  return (
    <header class="panel-head">
      <div class="panel-title">
        {job && <StatusBadge status={job.status} rawStatus={job.rawStatus} />}
        <h2 id="panel-title" tabIndex={-1} ref={heading}>
          <SafeText text={title} />
        </h2>
      </div>
      <div class="panel-tools">
        {job && <WatchButton id={id} title={title} isEnded={job.isTerminal === true} />}
        {job && <ShareButton id={id} title={title} />}
        <button type="button" class="close" onClick={close} aria-label="Close" title="Close (Esc)">
          <Icon name="close" />
        </button>
      </div>
      {job && <Place job={job} usual={usual} />}
    </header>
  );
}

function Place({ job, usual }: { readonly job: JobDetail; readonly usual: string | null }) {
  const { source, provider, createdAt, startedAt, durationSeconds, fetchedAt, isTerminal } = job;
  const begin = startedAt ?? createdAt;
  return (
    <p class="panel-place">
      <span>{[source.name, toProviderName(provider), source.account, source.region].filter(Boolean).join(' · ')}</span>
      {begin !== null && (
        <span>
          <Moment at={begin} /> → <End job={job} begin={begin} /> {timeForm.value === 'local' ? '' : 'UTC'}
        </span>
      )}
      {durationSeconds !== null && (
        <span>
          took <Duration durationSeconds={durationSeconds} fetchedAt={fetchedAt} isTerminal={isTerminal} />
          {usual !== null && `, ${usual}`}
        </span>
      )}
    </p>
  );
}

function End({ job: { endedAt, isTerminal }, begin }: { readonly job: JobDetail; readonly begin: string }) {
  if (endedAt !== null) return <Moment at={endedAt} after={begin} />;
  return <>{isTerminal === true ? 'end not said' : 'now'}</>;
}

interface MomentProps {
  readonly at: string;
  /** The day is left out where it is that of this instant. */
  readonly after?: string;
}

/** In full: what stands between two instants cannot be read off how long ago they were. */
function Moment({ at, after }: MomentProps) {
  const form = timeForm.value === 'local' ? 'local' : 'utc';
  const [day = '', time = ''] = formatInstant(at, form).replace('Z', '').split(' ');
  const isSameDay = after !== undefined && formatInstant(after, form).startsWith(day);
  return (
    <time dateTime={at} title={describeInstant(at)}>
      {isSameDay ? time : `${day} ${time}`}
    </time>
  );
}
