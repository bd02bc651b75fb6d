/** What every job says, then what this provider's jobs say. */
import { Duration } from '../shared/time.tsx';
import { toProviderName } from '../state/providers.ts';
import { isEmpty, listEntries, toTypeName, type Entry, type FactObject } from './facts.ts';
import type { JobDetail } from './job-detail.ts';
import { FactList } from './value-view.tsx';

/** Shown elsewhere in the panel. */
const elsewhere = [
  'durationSeconds',
  'status',
  'isTerminal',
  'failures',
  'progress',
  'consoleUrl',
  'provider',
  'source',
];

/** In the order in which they are asked about. */
const common = [
  'id',
  'providerJobId',
  'name',
  'kind',
  'definition',
  'rawStatus',
  'statusSource',
  'statusMessage',
] as const;
const times = ['createdAt', 'startedAt', 'updatedAt', 'endedAt', 'fetchedAt'] as const;

/** How many fields say something. */
export function countFacts(job: JobDetail): number {
  return listEntries(job as FactObject).filter(([, fact]) => !isEmpty(fact)).length;
}

export interface CommonFactsProps {
  readonly job: JobDetail;
  readonly showsEmpty: boolean;
}

export function CommonFacts({ job, showsEmpty }: CommonFactsProps) {
  const { source } = job;
  const place: readonly Entry[] = [
    ['provider', toProviderName(job.provider)],
    ['source', source.name],
    ['region', source.region],
    ['account', source.account],
    ['labels', source.labels.map(({ key, value }) => (value === null ? key : `${key}: ${value}`))],
  ];
  const entries = (names: readonly (keyof JobDetail)[]): readonly Entry[] =>
    names.map((name) => [name, (job as FactObject)[name]]);
  return (
    <section aria-label="The job">
      {/* The provider's name is no word of the enumeration any more. */}
      <FactList type="" entries={place} showsEmpty={showsEmpty} />
      <FactList type={job.__typename} entries={entries(common)} showsEmpty={showsEmpty} />
      <FactList type={job.__typename} entries={entries(times)} showsEmpty={showsEmpty} />
      <dl class="facts">
        <div class="fact" data-field="duration">
          <dt>Duration</dt>
          <dd>
            <Duration durationSeconds={job.durationSeconds} fetchedAt={job.fetchedAt} isTerminal={job.isTerminal} />
          </dd>
        </div>
      </dl>
    </section>
  );
}

export interface OwnFactsProps {
  readonly job: FactObject;
  readonly provider: string;
  readonly showsEmpty: boolean;
}

/** Every further field that the job's type has. */
export function OwnFacts({ job, provider, showsEmpty }: OwnFactsProps) {
  const known = new Set<string>([...elsewhere, ...common, ...times]);
  const entries = listEntries(job).filter(([name]) => !known.has(name));
  return (
    <section aria-label={toProviderName(provider)}>
      <h3>{toProviderName(provider)}</h3>
      <FactList type={toTypeName(job)} entries={entries} showsEmpty={showsEmpty} />
    </section>
  );
}
