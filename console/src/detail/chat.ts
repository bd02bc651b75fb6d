/** A job in one line, to be sent to somebody. */
import { toStatusLook } from '../state/status.ts';
import { formatSpan } from '../state/time.ts';
import { toPlain } from '../text/hidden.ts';
import { toSubject } from './failures.ts';
import { toTitle } from './title.ts';
import type { JobDetail } from './job-detail.ts';

/** Characters of what failed: enough to recognise it, few enough for a line. */
const longest = 300;

const signs: Readonly<Record<string, string>> = { well: '✓', badly: '✗', active: '▶', other: '·' };

/** For example `✗ web-app:804 failed 2026-11-22 21:58 UTC after 2 min 12 s (builds, us-east-1): BUILD: … https://…`. */
export function toChatText(job: JobDetail, link: string): string {
  const look = toStatusLook(job.status ?? 'UNKNOWN');
  const end = job.endedAt === null ? null : `${job.endedAt.slice(0, 16).replace('T', ' ')} UTC`;
  const span = job.durationSeconds === null ? null : `after ${formatSpan(job.durationSeconds * 1000)}`;
  const place = [job.source.name, job.source.region].filter(Boolean).join(', ');
  const what = [signs[look.group], toTitle(job), look.word.toLowerCase(), end, span, `(${place})`].filter(Boolean);
  const why = toWhy(job);
  return [`${toPlain(what.join(' '))}${why === '' ? '' : ':'}`, why, link].filter(Boolean).join(' ');
}

function toWhy(job: JobDetail): string {
  const parts = (job.failures ?? []).map((failure) =>
    [toSubject(job, failure), failure.code, failure.message].filter(Boolean).join(' '),
  );
  const said = toPlain(parts.length === 0 ? (job.statusMessage ?? '') : parts.join('; '));
  return said.length <= longest ? said : `${said.slice(0, longest).toWellFormed()} …`;
}
