/** Webhooks about a source's jobs. A delivery is a hint to read a job now, never data. */
import type { EventVerdict } from './events.ts';

/** The webhooks of a source, and what a delivery says. */
export interface SourceWebhooks {
  /** The secret that deliveries are signed with, as it is now. Throws `CredentialsFault`. */
  readonly readSecret: () => Promise<string>;
  /**
   * Reads a delivery whose signature is right. Throws `BadAnswer` if it does not say which job it is about.
   * @param event the kind of the event, e.g. `workflow_run`
   */
  readonly toVerdict: (event: string, payload: Readonly<Record<string, unknown>>) => EventVerdict;
}
