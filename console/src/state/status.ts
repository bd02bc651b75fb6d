/** What the page says and shows of each status. */
import type { JobStatus } from '../graph/graphql.generated.ts';

/** A status of this version; the graph may know more one day. */
export type KnownStatus = Exclude<JobStatus, '%future added value'>;

/** Which of four questions a status answers: what is under way, went well, went badly, or cannot be said. */
export type StatusGroup = 'active' | 'well' | 'badly' | 'other';

export interface StatusLook {
  readonly word: string;
  readonly group: StatusGroup;
  /** Which colour it has, by the names of the style sheet: green, red, amber, blue or grey. */
  readonly tone: 'good' | 'bad' | 'warning' | 'moving' | 'quiet';
}

const looks: Readonly<Record<KnownStatus, StatusLook>> = {
  QUEUED: { word: 'Queued', group: 'active', tone: 'quiet' },
  RUNNING: { word: 'Running', group: 'active', tone: 'moving' },
  PAUSED: { word: 'Paused', group: 'active', tone: 'warning' },
  SUSPENDED: { word: 'Suspended', group: 'active', tone: 'warning' },
  CANCELLING: { word: 'Cancelling', group: 'active', tone: 'quiet' },
  SUCCEEDED: { word: 'Succeeded', group: 'well', tone: 'good' },
  SKIPPED: { word: 'Skipped', group: 'well', tone: 'quiet' },
  FAILED: { word: 'Failed', group: 'badly', tone: 'bad' },
  PARTIALLY_SUCCEEDED: { word: 'Partially succeeded', group: 'badly', tone: 'warning' },
  TIMED_OUT: { word: 'Timed out', group: 'badly', tone: 'bad' },
  CANCELLED: { word: 'Cancelled', group: 'other', tone: 'quiet' },
  UNKNOWN: { word: 'Unknown', group: 'other', tone: 'quiet' },
};

/** In the order in which they are offered. */
export const statuses = Object.keys(looks) as readonly KnownStatus[];

export const statusGroups: readonly { readonly group: StatusGroup; readonly word: string }[] = [
  { group: 'active', word: 'Active' },
  { group: 'well', word: 'Ended well' },
  { group: 'badly', word: 'Ended badly' },
  { group: 'other', word: 'Other' },
];

export function isKnownStatus(text: string): text is KnownStatus {
  return Object.hasOwn(looks, text);
}

/** A status that this version does not know is shown as unknown, as the graph asks. */
export function toKnownStatus(status: string): KnownStatus {
  return isKnownStatus(status) ? status : 'UNKNOWN';
}

export function toStatusLook(status: string): StatusLook {
  return looks[toKnownStatus(status)];
}
