/** Cursors of the job list: opaque, versioned, bound to the filter and order that they were made with. */
import { createHash } from 'node:crypto';
import { InputError } from '../../errors/errors.ts';
import type { Place } from './order.ts';

const version = 2;
/** Far above the length of any cursor that is issued. */
const maxCursorLength = 2000;

/** @param listKey the filter and order in a form that is equal for equal ones */
export function formatCursor({ rank, time, id }: Place, listKey: string): string {
  const body = JSON.stringify([version, rank, time, id]);
  return Buffer.from(`${toChecksum(body, listKey)}${body}`).toString('base64url');
}

/**
 * Throws `InputError` for a cursor that is damaged, of another version, filter or order.
 * @param argument its name
 */
export function parseCursor(cursor: string, listKey: string, argument: string): Place {
  const text = cursor.length > maxCursorLength ? '' : Buffer.from(cursor, 'base64url').toString();
  const body = text.slice(checksumLength);
  if (text === '' || toChecksum(body, listKey) !== text.slice(0, checksumLength)) {
    throw new InputError(
      `\`${argument}\` must be a cursor of this list with this filter and order, but got another text.`,
    );
  }
  const [, rank, time, id] = JSON.parse(body) as [number, Place['rank'], Place['time'], Place['id']];
  return { rank, time, id };
}

const checksumLength = 16;

/** Detects cursors that were changed or come from elsewhere. Not a secret: a cursor contains nothing to protect. */
function toChecksum(body: string, listKey: string): string {
  return createHash('sha256').update(`jobgraph cursor\n${listKey}\n${body}`).digest('hex').slice(0, checksumLength);
}
