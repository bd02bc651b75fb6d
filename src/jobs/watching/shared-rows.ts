/** One list that several read, each as far as it needs: a row is asked for once. */
import type { ProviderError } from '../../errors/errors.ts';
import type { JobKey } from '../../provider/contract/job.ts';
import type { ReadRow } from '../lists/container-pages.ts';
import type { ListRequest, RowStream } from '../lists/list-reader.ts';
import type { NextRow } from '../lists/list-run.ts';

/** One reader's way through the rows. `isTruncated` says what was true at this reader's last row. */
export type RowCursor = Pick<RowStream, 'next' | 'isTruncated'>;

/** A row, and how many rows precede it. */
interface PlacedRow {
  readonly row: ReadRow;
  readonly place: number;
}

/** Rows of one list that several readers go through, each from its beginning. */
export interface SharedRows {
  /** Begins at the newest row. `onFailure` is called for what failed before the rows that this cursor has come to. */
  readonly open: (onFailure: ListRequest['onFailure']) => RowCursor;
  /** The row of a job; undefined if it is not among those that have been read so far. */
  readonly find: (key: JobKey) => PlacedRow | undefined;
}

interface Step {
  /** Undefined at the end. */
  readonly row: ReadRow | undefined;
  readonly isTruncated: boolean;
  /** How many parts of the list had failed by then. */
  readonly failures: number;
}

/** @param begin the list; it is given where to report what fails */
export function shareRows(begin: (onFailure: ListRequest['onFailure']) => RowCursor): SharedRows {
  const failures: ProviderError[] = [];
  const stream = begin((error) => {
    failures.push(error);
  });
  const places = new Map<JobKey, PlacedRow>();
  const steps: Step[] = [];
  /** The step after those, while it is read, and for good if that has failed. */
  let coming: Promise<Step> | undefined;

  function addStep(row: ReadRow | undefined): Step {
    const step = { row, isTruncated: stream.isTruncated(), failures: failures.length };
    if (row !== undefined) places.set(row.key, { row, place: steps.length });
    steps.push(step);
    coming = undefined;
    return step;
  }

  function takeStep(): Step | Promise<Step> {
    if (coming !== undefined) return coming;
    const row = stream.next();
    return row instanceof Promise ? (coming = row.then(addStep)) : addStep(row);
  }

  return {
    open: (onFailure) => {
      let index = 0;
      let at: Step | undefined;
      const moveTo = (step: Step): ReadRow | undefined => {
        const told = at?.failures ?? 0;
        at = step;
        if (told < step.failures) for (const failure of failures.slice(told, step.failures)) onFailure(failure);
        if (step.row !== undefined) index += 1;
        return step.row;
      };
      return {
        next: (): NextRow => {
          const step = steps[index] ?? takeStep();
          return step instanceof Promise ? step.then(moveTo) : moveTo(step);
        },
        isTruncated: () => at?.isTruncated === true,
      };
    },
    find: (key) => places.get(key),
  };
}
