/** The address's query ⇄ what the page shows. Nothing else says what is shown, so an address can be sent, kept and reloaded. */
import { isKnownProvider, type KnownProvider } from './providers.ts';
import { sectionNames, statusesOf, type SectionName } from './sections.ts';
import { isKnownStatus, type KnownStatus } from './status.ts';

export const viewNames = ['now', 'all', 'sources'] as const;
export type ViewName = (typeof viewNames)[number];

export const groupNames = ['job', 'reason', 'source'] as const;
/** What jobs are counted by, in place of the rows. */
export type GroupName = (typeof groupNames)[number];

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
  readonly accounts: readonly string[];
  /** `key=value` each; of one key any of the values. */
  readonly labels: readonly string[];
  readonly definitions: readonly string[];
  /** Of failures. */
  readonly codes: readonly string[];
  /** Keys of reasons of failures, as the graph gives them. */
  readonly reasons: readonly string[];
  readonly text: string;
  readonly range: TimeRange | null;
  /** Null: as the view has it. */
  readonly by: RangeTime | null;
  readonly group: GroupName | null;
  /** The sections whose rows are shown. Null: as the view has it. */
  readonly open: readonly SectionName[] | null;
  /** The id of the job whose details are open. */
  readonly job: string | null;
  /** Where the page of a section begins, or ends if `before:` stands in front. Left out: the first page. */
  readonly cursors: Readonly<Partial<Record<SectionName, string>>>;
}

export const home: Address = {
  view: 'now',
  statuses: [],
  sources: [],
  providers: [],
  accounts: [],
  labels: [],
  definitions: [],
  codes: [],
  reasons: [],
  text: '',
  range: null,
  by: null,
  group: null,
  open: null,
  job: null,
  cursors: {},
};

/** The parameters that hold lists, by the member that they are. */
const lists = {
  statuses: 'status',
  sources: 'source',
  providers: 'provider',
  accounts: 'account',
  labels: 'label',
  definitions: 'definition',
  codes: 'code',
  reasons: 'reason',
} as const;

/** Takes lists as repeated names or with commas, and leaves out what this version does not know. */
export function parseAddress(query: string): Address {
  const found = new URLSearchParams(query);
  // Texts of their owners may contain commas.
  const readTexts = (name: string): readonly string[] => [...new Set(found.getAll(name).filter(Boolean))];
  return {
    ...readView(found),
    sources: readList(found, lists.sources),
    providers: readList(found, lists.providers)
      .map((text) => text.toUpperCase())
      .filter(isKnownProvider),
    accounts: readTexts(lists.accounts),
    labels: readTexts(lists.labels).filter((text) => /^[^=]+=/.test(text)),
    definitions: readTexts(lists.definitions),
    codes: readTexts(lists.codes),
    reasons: readTexts(lists.reasons),
    text: (found.get('q') ?? '').trim(),
    range: readRange(found),
    by: (['created', 'ended'] as const).find((time) => time === found.get('by')) ?? null,
    open: readOpen(found),
    job: found.get('job') || null,
    cursors: readCursors(found),
  };
}

/** Addresses of earlier versions name the view of what was active, and that of failures by their reason. */
function readView(found: URLSearchParams): Pick<Address, 'view' | 'statuses' | 'group'> {
  const view = viewNames.find((name) => name === found.get('view')) ?? home.view;
  const statuses = readList(found, lists.statuses)
    .map((text) => text.toUpperCase())
    .filter(isKnownStatus);
  const group = groupNames.find((name) => name === found.get('group')) ?? null;
  if (found.get('view') !== 'failed') return { view, statuses, group };
  return { view: 'now', statuses: statuses.length > 0 ? statuses : statusesOf('failed'), group: group ?? 'reason' };
}

/** With `?` in front; of the default view without conditions it is empty. */
export function formatAddress(address: Address): string {
  const { view, text, range, by, group, open, job, cursors } = address;
  const entries: (readonly [string, string | null])[] = [
    ['view', view === home.view ? null : view],
    ...Object.entries(lists).flatMap(([member, name]) =>
      address[member as keyof typeof lists].map((value) => [name, value] as const),
    ),
    ['q', text],
    ...Object.entries(range ?? {}).map(([name, value]: [string, string | null]) => [name, value] as const),
    ['by', by],
    ['group', group],
    ['open', open === null ? null : open.join(',') || 'none'],
    ['job', job],
    ...Object.entries(cursors).map(([section, cursor]) => ['cursor', formatCursor(section, cursor)] as const),
  ];
  const query = new URLSearchParams(entries.filter((entry): entry is [string, string] => Boolean(entry[1])));
  // Ids are read by people: `:` and `/` may stand in a query as they are.
  return query.size === 0 ? '' : `?${query.toString().replaceAll('%3A', ':').replaceAll('%2F', '/')}`;
}

/** Other conditions begin at the first pages; another job alone does not. */
export function changeAddress(address: Address, change: Partial<Address>): Address {
  const staysInList = Object.keys(change).every((name) => ['job', 'cursors', 'open'].includes(name));
  return { ...address, ...(staysInList ? {} : { cursors: {} }), ...change };
}

/** Whether a section shows its rows. */
export function isOpen(address: Address, section: SectionName, byDefault: readonly SectionName[]): boolean {
  return (address.open ?? byDefault).includes(section);
}

function formatCursor(section: string, cursor: string): string {
  return section === 'all' ? cursor : `${section}.${cursor}`;
}

function readCursors(found: URLSearchParams): Address['cursors'] {
  const entries = found.getAll('cursor').filter(Boolean);
  return Object.fromEntries(
    entries.map((text) => {
      const section = sectionNames.find((name) => text.startsWith(`${name}.`));
      return section === undefined ? ['all', text] : [section, text.slice(section.length + 1)];
    }),
  );
}

function readOpen(found: URLSearchParams): Address['open'] {
  const text = found.get('open');
  return text ? sectionNames.filter((name) => text.split(',').includes(name)) : null;
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

/** What the query says and this version does not know, for example `status=FOO`. */
export function listUnknown(query: string): readonly string[] {
  const found = new URLSearchParams(query);
  const known = parseAddress(query);
  const isKnown: Readonly<Record<string, (text: string) => boolean>> = {
    view: (text) => [...viewNames, 'active', 'failed'].includes(text),
    status: (text) => isKnownStatus(text.toUpperCase()),
    provider: (text) => isKnownProvider(text.toUpperCase()),
    label: (text) => known.labels.includes(text),
    last: () => known.range !== null,
    after: (text) => readInstant(text) !== null,
    before: (text) => readInstant(text) !== null,
    by: () => known.by !== null,
    group: () => known.group !== null,
  };
  return Object.entries(isKnown).flatMap(([name, test]) =>
    readList(found, name)
      .filter((text) => !test(text))
      .map((text) => `${name}=${text}`),
  );
}
