/** One list that several read, each as far as it needs: a row is asked for once. */
import type { ProviderError } from '../errors/errors.ts';
import type { ReadRow } from './container-pages.ts';
import type { ListRequest, RowStream } from './list-reader.ts';

/** A reader's own way through the rows: what it is told of the list is what was so at its last row. */
export type RowCursor = Pick<RowStream, 'next' | 'isTruncated'>;

/** Rows of one list that several readers go through, each from its beginning. */
export interface SharedRows {
  /** Begins at the newest row. `onFailure` is called for what failed before the rows that this cursor has come to. */
  readonly open: (onFailure: ListRequest['onFailure']) => RowCursor;
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
  const steps: Promise<Step>[] = [];

  function step(index: number): Promise<Step> {
    const before = steps[index - 1];
    steps[index] ??= takeStep(before);
    return steps[index];
  }

  async function takeStep(before: Promise<Step> | undefined): Promise<Step> {
    const last = await before;
    if (last !== undefined && last.row === undefined) return last;
    const row = await stream.next();
    return { row, isTruncated: stream.isTruncated(), failures: failures.length };
  }

  return {
    open: (onFailure) => {
      let index = 0;
      let at: Step | undefined;
      return {
        next: async () => {
          const told = at?.failures ?? 0;
          at = await step(index);
          for (const failure of failures.slice(told, at.failures)) onFailure(failure);
          if (at.row !== undefined) index += 1;
          return at.row;
        },
        isTruncated: () => at?.isTruncated === true,
      };
    },
  };
}
