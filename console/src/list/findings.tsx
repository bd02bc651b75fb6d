/** The jobs that a text in the search box names by their id, in whichever source they are. */
import { useQuery } from '@urql/preact';
import { ConsoleFindingsDocument } from '../graph/graphql.generated.ts';
import { Icon } from '../shared/icon.tsx';
import { follow, toLink } from '../state/navigation.ts';
import { looksLikeGraphId, looksLikeId } from '../state/search.ts';
import type { SourceName } from '../state/coverage.ts';

export interface FindingsProps {
  readonly text: string;
  readonly sources: readonly SourceName[];
}

export function Findings({ text, sources }: FindingsProps) {
  if (looksLikeGraphId(text, sources)) return <Found jobs={[{ id: text, source: text.slice(0, text.indexOf(':')) }]} />;
  return looksLikeId(text) ? <FoundAnywhere providerJobId={text} /> : null;
}

function FoundAnywhere({ providerJobId }: { readonly providerJobId: string }) {
  const [{ data }] = useQuery({ query: ConsoleFindingsDocument, variables: { providerJobId } });
  const findings = data?.jobsByProviderJobId;
  if (findings == null) return null;
  const issues = findings.issues.map(({ source }) => source.name);
  return (
    <Found
      jobs={findings.jobs.map(({ id, source }) => ({ id, source: source.name }))}
      unreached={[...new Set(issues)]}
    />
  );
}

interface FoundProps {
  readonly jobs: readonly { readonly id: string; readonly source: string }[];
  /** Sources that could not be looked into. */
  readonly unreached?: readonly string[];
}

function Found({ jobs, unreached = [] }: FoundProps) {
  if (jobs.length === 0 && unreached.length === 0) return null;
  return (
    <div class="findings" role="status">
      {jobs.map(({ id, source }) => (
        <a key={id} class="finding" href={toLink({ job: id })} onClick={follow({ job: id })} data-found={id}>
          <Icon name="right" /> The job with this id in <strong>{source}</strong>
        </a>
      ))}
      {unreached.length > 0 && <span class="sub">Not looked into: {unreached.join(', ')}.</span>}
    </div>
  );
}
