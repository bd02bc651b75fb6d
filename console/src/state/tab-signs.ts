/** What the tab says of the page. */
import type { Address } from './address.ts';

const viewWords = { now: 'Now', all: 'Jobs', sources: 'Sources' } as const;

/** For example `(3 failed) Now · jobgraph`. */
export function toTitleOfTab({ view, job }: Pick<Address, 'view' | 'job'>, failed: number | null): string {
  const count = failed === null || failed === 0 ? '' : `(${failed} failed) `;
  return `${count}${job ?? viewWords[view]} · jobgraph`;
}
