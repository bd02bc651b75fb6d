/** The jobs that a text in the search box names by their id, in whichever source they are. */
import { useQuery } from '@urql/preact';
import { ConsoleFindingsDocument } from '../graph/graphql.generated.ts';
import { Icon } from '../shared/icon.tsx';
import type { Source } from '../sources/use-sources.ts';
import type { Address } from '../state/address.ts';
import { follow, toLink } from '../state/navigation.ts';
import { toProviderJobId } from '../state/provider-addresses.ts';
import { listUnsearched, looksLikeGraphId, looksLikeId } from '../state/search.ts';

export interface FindingsProps {
  readonly address: Address;
  readonly sources: readonly Source[];
}

export function Findings({ address, sources }: FindingsProps) {
  const { text } = address;
  if (text === '') return null;
  if (looksLikeGraphId(text, sources)) return <Found jobs={[{ id: text, source: text.slice(0, text.indexOf(':')) }]} />;
  const id = toProviderJobId(text) ?? (looksLikeId(text) ? text : null);
  return id === null ? <Searched address={address} sources={sources} /> : <FoundAnywhere providerJobId={id} />;
}

/** Sources that are named. */
const named = 3;

/** What the words are not looked for in. */
function Searched({ address, sources }: FindingsProps) {
  const unsearched = listUnsearched(
    sources.filter(({ name }) => address.sources.length === 0 || address.sources.includes(name)),
  );
  const names = unsearched.slice(0, named).map(({ name }) => name);
  const change: Partial<Address> = { view: 'now', group: 'reason', text: '' };
  if (unsearched.length === 0) return null;
  return (
    <p class="findings" role="status" data-unsearched={unsearched.length}>
      <span>
        Searched are ids, names, definitions and statuses, and messages where the lists say them: not those of{' '}
        {names.join(', ')}
        {unsearched.length > named && ` and ${unsearched.length - named} more`}.
      </span>
      <a href={toLink(change)} onClick={follow(change)}>
        Look through the reasons of failures
      </a>
    </p>
  );
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
