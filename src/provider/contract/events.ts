/** Pushes about a source's jobs: events that come through a queue. A push is a hint to read a job now, never data. */
import type { JobKey } from './job.ts';
import type { Signer } from './signer.ts';

/** A job may have changed. */
export interface Hint {
  /** Its key, or what `Adapter.hintedAs` says of the job: then only watched jobs are found. */
  readonly job: JobKey | { readonly hintedAs: string };
  /**
   * The job's new `rawStatus`, or its version where the provider's feed compares versions: tells whether a read is older
   * than the change. Null if the push has no such word.
   */
  readonly word: string | null;
}

/** Hints whose keys are still to be checked. `foreign`: the push is about jobs of another source; `ignored`: about something else. */
export type EventVerdict = readonly Hint[] | 'foreign' | 'ignored';

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
