/** The shown jobs as bars over time. */
import type { Row } from '../list/row.ts';

export function Timeline(_props: { readonly rows: readonly Row[] }) {
  return null;
}
