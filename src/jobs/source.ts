/** A configured source: its provider's adapter behind a reader, with its own connections, limits and health. */
import type { JobKeyValue, JobProvider, JobSourceLifecycle } from '../provider/contract/job.ts';
import type { Adapter, KeyFormat } from '../provider/contract/adapter.ts';
import { createConsoleLinks, type ConsoleLinks } from '../provider/contract/console.ts';
import { countCallsPerPage, holdsInRow } from './reading/plan.ts';
import { toReopeningStore, type FactStore, type Stored } from './reading/fact-store.ts';
import type { SourceHealth } from '../calls/health.ts';
import type { Fetched, PageStore } from './reading/list-pages.ts';
import type { LimiterSettings } from '../provider/contract/limiter-settings.ts';
import type { Provider } from '../provider/contract/provider.ts';
import { createListReader, type ListReader } from './lists/list-reader.ts';
import type { Pushes, PushReport } from './pushes/pushes.ts';
import { createReader, type Reader } from './reading/reader.ts';
import { toFactsFormat, toHintsFingerprint, toPagesFormat, type Ages } from './reading/shared-formats.ts';
import type { ShareHints } from './pushes/shared-hints.ts';
import type { SharedReads, ShareReads } from './reading/shared-reads.ts';
import { createJobFeeds } from './pushes/feeds.ts';
import { createToldPushes } from './pushes/told-pushes.ts';
import type { SourceSettingsBase } from '../provider/contract/settings.ts';
import { createSourceChecks, type CheckReport, type SourceChecks } from './checks/source-checks.ts';
import { createSourceCalls, type SourceCalls } from './source-calls.ts';
import { createSourceLogs, type SourceLogs, type SourceLogsOptions } from './source-logs.ts';
import { toSetting } from './reading/targets.ts';
import type { CreateTokenBucket } from '../calls/token-bucket.ts';

/** Everything that the graph needs of one entry of `sources`. */
export interface Source {
  readonly name: string;
  readonly provider: JobProvider;
  /** Its provider's name for people, e.g. `AWS Batch`. */
  readonly title: string;
  /** The concrete type of its jobs. */
  readonly typeName: string;
  readonly region: string | null;
  /** Null if the settings name none. */
  readonly account: string | null;
  /** Sorted by key. */
  readonly labels: readonly JobKeyValue[];
  readonly lifecycle: JobSourceLifecycle;
  readonly canList: boolean;
  /** Whether each row of a list says the job's status. */
  readonly listsStatus: boolean;
  /** How many calls a page of its list costs. */
  readonly callsPerPage: number;
  /** The page of its jobs in the provider's own console; null without one. */
  readonly consoleUrl: string | null;
  /** A job's page there, or the nearest one. */
  readonly consoleUrlOf: ConsoleLinks['ofJob'];
  readonly keyFormat: KeyFormat;
  readonly requestsPerSecond: number;
  readonly adapter: Adapter;
  readonly reader: Reader;
  /** Undefined if the provider cannot list jobs. */
  readonly listReader: ListReader | undefined;
  readonly logs: SourceLogs;
  /** Undefined if nothing is pushed. */
  readonly pushes: Pushes | undefined;
  /** The setting that names a part, e.g. `sources[0].queues[1]`; null where none does. */
  readonly settingOf: (part: string | null) => string | null;
  readonly health: () => SourceHealth;
  /** Asks for all that the settings name; findings of a moment ago are given again. */
  readonly check: SourceChecks['check'];
  readonly close: () => Promise<void>;
}

/** How processes share what they read, and how long that is believed. */
export interface Sharing {
  readonly share: ShareReads;
  /** Default: each process has its own hints. */
  readonly shareHints?: ShareHints | undefined;
  readonly ages: Ages;
}

/** All sources' together. */
export interface SourceStores {
  readonly facts: FactStore;
  readonly pages: PageStore;
  /** Called once per source. */
  readonly createBucket: CreateTokenBucket;
}

/** What the sources of a process share, and who hears of them. */
export interface SourceOptions extends SourceLogsOptions {
  readonly stores: SourceStores;
  /** Where the source's entry stands in the configuration. Default: it is the only one, `sources[0]`. */
  readonly path?: string;
  /** Default: each process reads for itself. */
  readonly sharing?: Sharing | undefined;
  readonly onCheck?: (source: string, report: CheckReport) => void;
  readonly pushReport?: PushReport | undefined;
  /** How long the findings of a check are good. Default: 10,000. */
  readonly checkMilliseconds?: number;
}

/** Makes no call: connections are opened when they are needed. */
export function createSource<Settings extends SourceSettingsBase>(
  provider: Provider<Settings>,
  settings: Settings,
  options: SourceOptions,
): Source {
  const { name } = settings;
  const links = createConsoleLinks(provider.consolePages?.(settings), settings.consoleUrl);
  const limits = toLimiterSettings(provider.defaultLimits, settings.limits);
  const adapter = provider.createAdapter(settings);
  const path = options.path ?? 'sources[0]';
  const calls = createSourceCalls(provider, settings, adapter, limits, options);
  const { reader, listReader, pushes, reading } = createReadings(settings, adapter, calls, options);
  const { logs, close: closeLogs } = createSourceLogs(provider, settings, adapter, { calls, reader }, options);
  const region = provider.toRegion(settings);
  const checks = createSourceChecks({
    source: { ...reading, adapter, settings, path, asked: toAsked(provider.title, region) },
    health: calls.health,
    minMilliseconds: options.checkMilliseconds ?? 10_000,
    noteCheck: calls.noteCheck,
    onCheck: (report) => options.onCheck?.(name, report),
  });
  return {
    name,
    provider: provider.enumValue,
    title: provider.title,
    typeName: provider.typeName,
    region,
    account: settings.account ?? provider.toAccount?.(settings) ?? findRoleAccount(settings),
    labels: toLabels(settings.labels ?? {}),
    lifecycle: adapter.lifecycle,
    canList: adapter.listing !== undefined,
    listsStatus: holdsInRow(adapter, undefined, 'status'),
    callsPerPage: countCallsPerPage(adapter),
    consoleUrl: links.ofSource,
    consoleUrlOf: links.ofJob,
    keyFormat: adapter.key,
    requestsPerSecond: limits.requestsPerSecond,
    adapter,
    reader,
    listReader,
    logs,
    pushes,
    settingOf: (part) => toSetting(adapter, path, part),
    health: calls.health,
    check: checks.check,
    close: toClose([checks.end, pushes?.close, calls.close, closeLogs]),
  };
}

/** Ends all of these together. */
function toClose(ends: readonly ((() => unknown) | undefined)[]): Source['close'] {
  return async () => {
    await Promise.all(ends.map(async (end) => end?.()));
  };
}

/** Who is asked, e.g. `AWS Batch in us-east-1`. */
function toAsked(title: string, region: string | null): string {
  return region === null ? title : `${title} in ${region}`;
}

/** The reads of the source: jobs, lists and changes. */
function createReadings(
  settings: SourceSettingsBase,
  adapter: Adapter,
  { call, open }: SourceCalls,
  options: SourceOptions,
) {
  const { now, monotonic, random, stores, sharing } = options;
  const { pages, facts } = stores;
  const store = adapter.reopens === true ? toReopeningStore(facts) : facts;
  const deadlineMilliseconds = settings.deadlineSeconds * 1000;
  const reading = { source: settings.name, call, store, deadlineMilliseconds, now, monotonic };
  const { sharedFacts, sharedPages } = openShared(settings, adapter, sharing);
  const reader = createReader({ ...reading, adapter, pages, sharedFacts });
  const report = options.pushReport ?? noReport;
  const pushes = adapter.feed
    ? createJobFeeds({ ...reading, open, random, report, feed: adapter.feed })
    : createTold(settings, adapter, report, options);
  const listing = { ...reading, pages, sharedPages, reader, keyFormat: adapter.key };
  const listReader = adapter.listing && createListReader({ ...listing, listing: adapter.listing });
  return { reading, reader, pushes, listReader };
}

const noReport: PushReport = { onPush: ignore, onPushState: ignore, onHintedRead: ignore, onPushLag: ignore };

function ignore(): void {
  // No one asks for it.
}

/** Undefined where nothing is to tell of changes. */
function createTold(
  settings: SourceSettingsBase,
  adapter: Adapter,
  report: PushReport,
  { now, monotonic, sharing }: SourceOptions,
): Pushes | undefined {
  const told = settings.events ?? settings.webhooks;
  const shareHints = sharing?.shareHints;
  return (
    told &&
    createToldPushes({
      source: settings.name,
      adapter,
      safetyMilliseconds: told.safetySeconds * 1000,
      report,
      share: shareHints && ((port) => shareHints({ ...port, fingerprint: toHintsFingerprint(settings) })),
      now,
      monotonic,
    })
  );
}

/** Sorted by key. */
function toLabels(labels: Readonly<Record<string, string>>): readonly JobKeyValue[] {
  const entries = Object.entries(labels).map(([key, value]) => ({ key, value }));
  return entries.sort((one, other) => (one.key < other.key ? -1 : 1));
}

/** The account in the ARN of the role that is assumed, whichever provider the settings are of. */
function findRoleAccount(settings: object): string | null {
  const { credentials } = settings as { readonly credentials?: { readonly assumeRole?: { readonly roleArn: string } } };
  return /^arn:[^:]*:iam::(\d{12}):/.exec(credentials?.assumeRole?.roleArn ?? '')?.[1] ?? null;
}

function openShared(
  settings: SourceSettingsBase,
  adapter: Adapter,
  sharing: Sharing | undefined,
): { readonly sharedFacts?: SharedReads<Stored>; readonly sharedPages?: SharedReads<Fetched<unknown>> } {
  if (sharing === undefined) return {};
  const options = { settings, adapter, ages: sharing.ages };
  return {
    sharedFacts: sharing.share(toFactsFormat(options)),
    sharedPages: sharing.share(toPagesFormat(options)),
  };
}

function toLimiterSettings(defaults: LimiterSettings, configured: SourceSettingsBase['limits']): LimiterSettings {
  return {
    requestsPerSecond: configured?.requestsPerSecond ?? defaults.requestsPerSecond,
    burst: configured?.burst ?? defaults.burst,
    concurrency: configured?.concurrency ?? defaults.concurrency,
    queue: configured?.queue ?? defaults.queue,
  };
}
