/** The shown jobs as bars over time. */
import type { Row } from '../state/rows.ts';

export function Timeline(_props: { readonly rows: readonly Row[] }) {
  return null;
}
