import type { ReadRow } from '../../jobs/container-pages.ts';
import type { Source } from '../../jobs/source.ts';
import type { Place } from './order.ts';

/** A job in its source's list that its row does not rule out. */
export interface ListedJob {
  readonly source: Source;
  readonly row: ReadRow;
  /** The graph's id. */
  readonly id: string;
  /** In the order that was asked for. */
  readonly place: Place;
  /** Whether the row says that the job meets the filter; if not, only a read of the job says whether it does. */
  readonly isDecided: boolean;
}
