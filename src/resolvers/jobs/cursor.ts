/** Cursors of the job list: opaque, versioned, bound to the filter that they were made with. */
import { createHash } from 'node:crypto';
import { InputError } from '../../errors/errors.ts';
import type { Instant, JobPosition } from '../../job.ts';

const version = 1;
/** Far above the length of any cursor that is issued. */
const maxCursorLength = 2000;

/** @param filterKey the filter in a form that is equal for equal filters */
export function formatCursor({ createdAt, id }: JobPosition, filterKey: string): string {
  const body = JSON.stringify([version, createdAt, id]);
  return Buffer.from(`${toChecksum(body, filterKey)}${body}`).toString('base64url');
}

/** Throws `InputError` for a cursor that is damaged, of another version, or of another filter. */
export function parseCursor(cursor: string, filterKey: string): JobPosition {
  const text = cursor.length > maxCursorLength ? '' : Buffer.from(cursor, 'base64url').toString();
  const body = text.slice(checksumLength);
  if (text === '' || toChecksum(body, filterKey) !== text.slice(0, checksumLength)) {
    throw new InputError('`after` must be a cursor of this list with this filter, but got another text.');
  }
  const [, createdAt, id] = JSON.parse(body) as [number, Instant | null, string];
  return { createdAt, id };
}

const checksumLength = 16;

/** Detects cursors that were changed or come from elsewhere. Not a secret: a cursor contains nothing to protect. */
function toChecksum(body: string, filterKey: string): string {
  return createHash('sha256').update(`jobgraph cursor\n${filterKey}\n${body}`).digest('hex').slice(0, checksumLength);
}
