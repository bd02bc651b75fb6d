/** How much of a job is done: a bar, a share, and what failed of it. */
import type { Row } from '../state/rows.ts';

export interface ProgressProps {
  readonly progress: Row['progress'];
  /** Of a job that has ended, the bar says nothing that its status does not. */
  readonly isEnded: boolean;
}

export function Progress({ progress, isEnded }: ProgressProps) {
  if (progress === null) return null;
  const { total, succeeded, failed, fraction } = progress;
  const hasFailed = failed !== null && failed !== '0';
  const counts = [
    total !== null && total !== '0' && succeeded !== null && `${toGrouped(succeeded)} of ${toGrouped(total)}`,
    hasFailed && `${toGrouped(failed)} failed`,
  ].filter((text) => text !== false);
  return (
    <span class="progress" title={counts.join(', ')}>
      {fraction !== null && !isEnded && <progress max={1} value={fraction} aria-label="Progress" />}
      <span class="share">{isEnded || fraction === null ? counts[0] : `${Math.floor(fraction * 100)} %`}</span>
      {hasFailed && <span class="sub bad">{toGrouped(failed)} failed</span>}
    </span>
  );
}

function toGrouped(count: string): string {
  return count.replace(/\B(?=(\d{3})+$)/g, '\u202f');
}
