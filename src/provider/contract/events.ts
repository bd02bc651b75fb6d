/** Events about a source's jobs that come through a queue. An event is a hint to read a job now, never data. */
import type { JobKey } from './job.ts';
import type { Signer } from './signer.ts';

/** A job that may have changed. */
export interface EventHint {
  /** Its key, which is still to be checked, or what `Adapter.hintedAs` says of the job. */
  readonly job: JobKey | { readonly hintedAs: string };
  /** The job's new `rawStatus`, if the event says it. */
  readonly word: string | null;
}

/** What an event says of a source's jobs: `foreign`: it is about jobs of another source; `ignored`: about something else. */
export type EventVerdict = readonly EventHint[] | 'foreign' | 'ignored';

/** A kind of events of EventBridge. */
export interface EventKind {
  /** Its member `source`, e.g. `aws.batch`. */
  readonly source: string;
  /** Its member `detail-type`. */
  readonly detailType: string;
  /** Reads the member `detail`. Throws `BadAnswer` if it does not say which job the event is about. */
  readonly toVerdict: (detail: Readonly<Record<string, unknown>>) => EventVerdict;
}

/** The queue of a source, and the events that it takes from there. */
export interface SourceEvents {
  /** As the settings spell it. */
  readonly queueUrl: string;
  /** Events of other accounts and regions are not about this source. */
  readonly account: string;
  readonly region: string;
  readonly kinds: readonly EventKind[];
  /** Signs calls of the queue with the source's credentials. */
  readonly createSigner: (now: () => Date) => Signer;
}
