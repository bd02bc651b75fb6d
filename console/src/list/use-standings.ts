/** How jobs without a listed status stand. It is decided once for each page: rows do not leave their place while they are shown. */
import { useMemo, useRef } from 'preact/hooks';
import { saysStatus, toStanding, type ListedJob, type Standing } from '../state/rows.ts';
import type { RowsById } from './use-rows.ts';

/** By the ids of those jobs of which it is known. */
export function useStandings(listed: readonly ListedJob[], rows: RowsById): ReadonlyMap<string, Standing> {
  const known = useRef<{ listed: readonly ListedJob[]; standings: ReadonlyMap<string, Standing> }>({
    listed: [],
    standings: new Map(),
  });
  return useMemo(() => {
    const present = known.current.listed === listed ? known.current.standings : new Map<string, Standing>();
    const next = new Map(present);
    for (const job of listed) {
      const row = rows.get(job.id);
      const standing = saysStatus(job) || next.has(job.id) || row === undefined ? null : toStanding(row);
      if (standing !== null) next.set(job.id, standing);
    }
    known.current = { listed, standings: next.size === present.size ? present : next };
    return known.current.standings;
  }, [listed, rows]);
}
