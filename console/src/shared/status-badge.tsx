/** A status as a sign, a word and a colour: never by colour alone. */
import type { JSX } from 'preact';
import { toKnownStatus, toStatusLook, type KnownStatus } from '../state/status.ts';

/** Drawn in a square of 16, in the colour of the text. */
const signs: Readonly<Record<KnownStatus, JSX.Element>> = {
  QUEUED: <circle class="ring" cx="8" cy="8" r="6" stroke-dasharray="2.2 2.5" />,
  RUNNING: (
    <>
      <circle class="ring faint" cx="8" cy="8" r="6" />
      <path class="ring turning" d="M8 2a6 6 0 0 1 6 6" />
    </>
  ),
  PAUSED: (
    <>
      <circle class="ring" cx="8" cy="8" r="6" />
      <path class="ring" d="M6.4 5.6v4.8M9.6 5.6v4.8" />
    </>
  ),
  SUSPENDED: (
    <>
      <circle class="ring" cx="8" cy="8" r="6" />
      <path class="ring" d="M8 4.8V8l2.2 1.5" />
    </>
  ),
  CANCELLING: (
    <>
      <circle class="ring" cx="8" cy="8" r="6" stroke-dasharray="2.2 2.5" />
      <path class="ring" d="m5.8 5.8 4.4 4.4" />
    </>
  ),
  SUCCEEDED: (
    <>
      <circle class="disc" cx="8" cy="8" r="7" />
      <path class="cut" d="m4.8 8.3 2.2 2.2 4.2-4.6" />
    </>
  ),
  SKIPPED: (
    <>
      <circle class="ring" cx="8" cy="8" r="6" />
      <path class="ring" d="m5.6 5.7 2.3 2.3-2.3 2.3M10.4 5.7v4.6" />
    </>
  ),
  FAILED: (
    <>
      <circle class="disc" cx="8" cy="8" r="7" />
      <path class="cut" d="m5.5 5.5 5 5m0-5-5 5" />
    </>
  ),
  PARTIALLY_SUCCEEDED: (
    <>
      <path class="disc" d="M8 .8 15.6 14.6H.4z" />
      <path class="cut" d="M8 5.6v4M8 11.8v.6" />
    </>
  ),
  TIMED_OUT: (
    <>
      <circle class="disc" cx="8" cy="8" r="7" />
      <path class="cut" d="M8 4.3V8l2.6 1.7" />
    </>
  ),
  CANCELLED: (
    <>
      <circle class="ring" cx="8" cy="8" r="6" />
      <path class="ring" d="m4 12 8-8" />
    </>
  ),
  UNKNOWN: (
    <>
      <circle class="ring" cx="8" cy="8" r="6" stroke-dasharray="2.2 2.5" />
      <path class="ring" d="M6.3 6.5a1.7 1.7 0 1 1 2.4 1.6c-.5.2-.7.5-.7 1M8 11v.4" />
    </>
  ),
};

/** The sign alone, for where the word stands beside it anyway. */
export function StatusSign({ status }: { readonly status: string }) {
  const known = toKnownStatus(status);
  return (
    <svg class={`sign tone-${toStatusLook(known).tone}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {signs[known]}
    </svg>
  );
}

export interface StatusBadgeProps {
  /** Null: it is not known yet, or could not be read. */
  readonly status: string | null;
  /** The provider's own word, shown as a title. */
  readonly rawStatus?: string | null | undefined;
}

export function StatusBadge({ status, rawStatus }: StatusBadgeProps) {
  if (status === null) return <span class="status muted">–</span>;
  return (
    <span class="status" title={rawStatus == null ? undefined : `${rawStatus}, says the provider`}>
      <StatusSign status={status} />
      <span class="word">{toStatusLook(status).word}</span>
    </span>
  );
}
