/** The address's query ⇄ what the page shows. Nothing else says what is shown, so an address can be sent, kept and reloaded. */
import { isKnownProvider, type KnownProvider } from './providers.ts';
import { isKnownStatus, type KnownStatus } from './status.ts';

export const viewNames = ['active', 'failed', 'all', 'sources'] as const;
export type ViewName = (typeof viewNames)[number];

/** Which of a job's times a range is about. */
export type RangeTime = 'created' | 'ended';

/** A span before now, for example `24h`; or instants, of which one may be missing. */
export type TimeRange = { readonly last: string } | { readonly after: string | null; readonly before: string | null };

export interface Address {
  readonly view: ViewName;
  /** All conditions below must hold; an empty list is none. */
  readonly statuses: readonly KnownStatus[];
  readonly sources: readonly string[];
  readonly providers: readonly KnownProvider[];
  readonly text: string;
  readonly range: TimeRange | null;
  /** Null: as the view has it. */
  readonly by: RangeTime | null;
  /** The id of the job whose details are open. */
  readonly job: string | null;
  /** Where the page of the list begins, or ends if `before:` stands in front. Null: the first page. */
  readonly cursor: string | null;
}

export const home: Address = {
  view: 'active',
  statuses: [],
  sources: [],
  providers: [],
  text: '',
  range: null,
  by: null,
  job: null,
  cursor: null,
};

/** Takes lists as repeated names or with commas, and leaves out what this version does not know. */
export function parseAddress(query: string): Address {
  const found = new URLSearchParams(query);
  return {
    view: viewNames.find((name) => name === found.get('view')) ?? home.view,
    statuses: readList(found, 'status')
      .map((text) => text.toUpperCase())
      .filter(isKnownStatus),
    sources: readList(found, 'source'),
    providers: readList(found, 'provider')
      .map((text) => text.toUpperCase())
      .filter(isKnownProvider),
    text: (found.get('q') ?? '').trim(),
    range: readRange(found),
    by: (['created', 'ended'] as const).find((time) => time === found.get('by')) ?? null,
    job: found.get('job') || null,
    cursor: found.get('cursor') || null,
  };
}

/** With `?` in front; of the default view without conditions it is empty. */
export function formatAddress({ range, ...address }: Address): string {
  const { view, statuses, sources, providers, text, by, job, cursor } = address;
  const entries: (readonly [string, string | null])[] = [
    ['view', view === home.view ? null : view],
    ...statuses.map((status) => ['status', status] as const),
    ...sources.map((source) => ['source', source] as const),
    ...providers.map((provider) => ['provider', provider] as const),
    ['q', text],
    ...Object.entries(range ?? {}).map(([name, value]: [string, string | null]) => [name, value] as const),
    ['by', by],
    ['job', job],
    ['cursor', cursor],
  ];
  const query = new URLSearchParams(entries.filter((entry): entry is [string, string] => Boolean(entry[1])));
  // Ids are read by people: `:` and `/` may stand in a query as they are.
  return query.size === 0 ? '' : `?${query.toString().replaceAll('%3A', ':').replaceAll('%2F', '/')}`;
}

/** Other conditions begin at the first page; another job alone does not. */
export function changeAddress(address: Address, change: Partial<Address>): Address {
  const staysInList = Object.keys(change).every((name) => name === 'job' || name === 'cursor');
  return { ...address, ...(staysInList ? {} : { cursor: null }), ...change };
}

function readList(found: URLSearchParams, name: string): readonly string[] {
  const texts = found.getAll(name).flatMap((text) => text.split(','));
  return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];
}

function readRange(found: URLSearchParams): TimeRange | null {
  const last = found.get('last') ?? '';
  if (/^[1-9]\d{0,3}[mhd]$/.test(last)) return { last };
  const after = readInstant(found.get('after'));
  const before = readInstant(found.get('before'));
  return after === null && before === null ? null : { after, before };
}

/** A day alone is its beginning in UTC. */
function readInstant(text: string | null): string | null {
  if (text === null || !/^\d{4}-\d\d-\d\d/.test(text)) return null;
  const milliseconds = Date.parse(text.replace(/ (?=\d\d:\d\d$)/, '+'));
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}
