/** What a list does not cover, said on standard error. */
import type { Printing } from './printing.ts';

/** One entry of `issues`, with the fields of `issueFields`. */
export interface Issue {
  readonly source: { readonly name: string };
  readonly code: string;
  readonly jobId: string | null;
}

/** What is selected of `issues`, by whichever field has them. */
export const issueFields = 'issues { source { name } code jobId }';

/** Says each issue once. */
export function noteIssues({ note }: Pick<Printing, 'note'>, issues: readonly Issue[]): void {
  const said = issues.map(({ source, code, jobId }) =>
    jobId === null ? `! not covered: ${source.name} (${code})` : `! as the list says it: ${jobId} (${code})`,
  );
  for (const line of new Set(said)) note(line);
}
