/** Records and pages as processes give them to each other: how old they may be, and what they must look like. */
import { readVersion } from '../../package-files.ts';
import { jobStatuses, type JobStatusSource } from '../../provider/contract/job.ts';
import type { Adapter } from '../../provider/contract/adapter.ts';
import { levels } from './plan.ts';
import type { SourceSettingsBase } from '../../provider/contract/settings.ts';
import { reopenedSeconds, toState, type FactStoreSettings, type Stored } from './fact-store.ts';
import type { Fetched } from './list-pages.ts';
import type { SharedFormat } from './shared-reads.ts';

/** How long records of each state stay fresh, in seconds. */
export type Ages = Pick<FactStoreSettings, 'runningSeconds' | 'terminalSeconds' | 'notFoundSeconds'>;

interface FormatOptions {
  readonly settings: SourceSettingsBase;
  readonly adapter: Adapter;
  readonly ages: Ages;
}

const maxFactsLength = 65_536;
const maxPageLength = 262_144;

/** The format of single jobs. */
export function toFactsFormat(options: FormatOptions): SharedFormat<Stored> {
  const { adapter, ages } = options;
  const { terminalSeconds, runningSeconds, notFoundSeconds } = ages;
  const ended = adapter.reopens === true ? Math.min(reopenedSeconds, terminalSeconds) : terminalSeconds;
  return {
    ...toBase(options, 'facts'),
    maxAges: { running: runningSeconds * 1000, terminal: ended * 1000, absent: notFoundSeconds * 1000 },
    maxLength: maxFactsLength,
    toState,
    toLevel: (stored) => ('absent' in stored ? 0 : levels.indexOf(stored.level)),
    isValid: (value) => isAbsence(value) || isRecord(value, adapter),
  };
}

/** The format of list pages. */
export function toPagesFormat(options: FormatOptions): SharedFormat<Fetched<unknown>> {
  const milliseconds = options.ages.runningSeconds * 1000;
  return {
    ...toBase(options, 'pages'),
    // A page holds jobs that run: it may be as old as they may.
    maxAges: { running: milliseconds, terminal: milliseconds, absent: milliseconds },
    maxLength: maxPageLength,
    toState: () => 'running',
    toLevel: () => 0,
    isValid: (value) => isPage(value, options.adapter),
  };
}

/** Settings that make no difference to what the provider answers, or that are secret. */
const elsewhere = new Set([
  'credentials',
  'consoleUrl',
  'account',
  'labels',
  'limits',
  'events',
  'webhooks',
  'timeoutSeconds',
  'deadlineSeconds',
  'caFile',
]);

/** What processes must have in common to share hints of the source. */
export function toHintsFingerprint(settings: SourceSettingsBase): string {
  return toBase({ settings }, 'hints').fingerprint;
}

/** Processes of another version, or with other settings, may read facts in another way: they share nothing with this one. */
function toBase({ settings }: Pick<FormatOptions, 'settings'>, kind: string) {
  const telling = Object.entries(settings).filter(([name]) => !elsewhere.has(name));
  return {
    source: settings.name,
    fingerprint: JSON.stringify([kind, readVersion(), Object.fromEntries(telling)]),
  };
}

type Checks = Readonly<Record<string, (value: unknown) => boolean>>;

const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number' && value >= 0;
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
/** An instant has one spelling, so the text of a date that does not exist is rejected. */
const isInstant = (value: unknown): boolean =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString() === value;
const orNull =
  (isValid: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === null || isValid(value);
const orNothing =
  (isValid: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === undefined || isValid(value);

/** Everything named is there and of its kind; anything else may be there, too. */
function fits(value: unknown, checks: Checks): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const entries = value as Readonly<Record<string, unknown>>;
  return Object.entries(checks).every(([name, isValid]) =>
    isValid(Object.hasOwn(entries, name) ? entries[name] : undefined),
  );
}

const statusSources: readonly JobStatusSource[] = ['PROVIDER', 'DERIVED', 'NOT_REPORTED'];

const factChecks: Checks = {
  providerJobId: isText,
  name: orNull(isText),
  kind: orNull(isText),
  definition: orNull(isText),
  status: (value) => jobStatuses.some((status) => status === value),
  rawStatus: orNull(isText),
  statusSource: (value) => statusSources.some((source) => source === value),
  isTerminal: (value) => typeof value === 'boolean',
  statusMessage: orNull(isText),
  createdAt: orNull(isInstant),
  startedAt: orNull(isInstant),
  updatedAt: orNull(isInstant),
  endedAt: orNull(isInstant),
  progress: orNull((value) =>
    fits(value, {
      total: orNull(isText),
      succeeded: orNull(isText),
      failed: orNull(isText),
      fraction: orNull(isNumber),
    }),
  ),
  failures: (value) =>
    Array.isArray(value) &&
    value.every((one) => fits(one, { code: orNull(isText), message: orNull(isText), subject: orNull(isText) })),
  consoleUrl: orNull((value) => typeof value === 'string' && /^https?:\/\//.test(value)),
};

const entryChecks: Checks = { fetchedAt: isInstant, etag: orNothing(isText) };

function isAbsence(value: object): boolean {
  return fits(value, {
    absent: (code) => code === 'JOB_NOT_FOUND' || code === 'JOB_GONE',
    providerCode: orNull(isText),
    requestId: orNull(isText),
  });
}

function isRecord(value: object, { key }: Adapter): boolean {
  return fits(value, {
    ...entryChecks,
    facts: (facts) => fits(facts, factChecks),
    level: (level) => level === 'detail' || level === 'complete',
    reopens: orNothing((reopens) => reopens === true),
    key: orNothing((found) => typeof found === 'string' && key.pattern.test(found)),
  });
}

/** Keys become parts of signed requests: those of foreign rows are checked like the provider's. */
function isPage(value: object, { key }: Adapter): boolean {
  const isKey = (text: unknown): boolean => typeof text === 'string' && key.pattern.test(text);
  const isRow = (row: unknown): boolean =>
    fits(row, {
      key: isKey,
      facts: (facts) => fits(facts, factChecks),
      alsoHolds: orNothing(isTexts),
    });
  return fits(value, {
    ...entryChecks,
    result: (result) =>
      result === 'expired' ||
      fits(result, {
        rows: (rows) => Array.isArray(rows) && rows.every(isRow),
        keys: orNothing((keys) => Array.isArray(keys) && keys.every(isKey)),
        unreadable: orNothing(isNumber),
        next: orNull(isText),
        newestOfRest: orNothing(orNull(isInstant)),
        total: orNothing(orNull(isNumber)),
      }),
  });
}
