/** A range of bars that is being drawn: from where it began to where it is. */
import { useState } from 'preact/hooks';
import type { JobStatsInterval } from '../graph/graphql.generated.ts';
import type { Bar } from '../state/counts.ts';
import { go } from '../state/navigation.ts';
import { toSpanRange } from '../state/stats-request.ts';

export interface DrawnRange {
  /** The places of its first and last bar; null while none is drawn. */
  readonly ends: readonly [number, number] | null;
  readonly begin: (place: number) => void;
  /** Nothing happens where none has begun. */
  readonly move: (place: number) => void;
  /** Puts it into the address. */
  readonly take: () => void;
  readonly drop: () => void;
}

export function useRange(bars: readonly Bar[], interval: JobStatsInterval): DrawnRange {
  const [drawn, setDrawn] = useState<{ readonly from: number; readonly to: number } | null>(null);
  return {
    ends: drawn === null ? null : [Math.min(drawn.from, drawn.to), Math.max(drawn.from, drawn.to)],
    begin: (place) => setDrawn({ from: place, to: place }),
    move: (place) => setDrawn((present) => present && { ...present, to: place }),
    take: () => {
      const [first, last] = [bars[drawn?.from ?? -1], bars[drawn?.to ?? -1]];
      setDrawn(null);
      if (first !== undefined && last !== undefined) go(toSpanRange(first.start, last.start, interval));
    },
    drop: () => setDrawn(null),
  };
}
