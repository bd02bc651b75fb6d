/** A source of a provider that exists in tests alone, over real HTTP. */
import type { Signer } from '../../src/provider/contract/signer.ts';
import { toEndpoint, toUrlOf } from '../../src/provider/contract/signer.ts';
import { isTerminal, type JobFacts, type JobSecrets } from '../../src/provider/contract/job.ts';
import type { Adapter } from '../../src/provider/contract/adapter.ts';
import { oneByOne } from '../../src/provider/contract/one-by-one.ts';
import { toSourceSchema, type SourceSettingsBase } from '../../src/provider/contract/settings.ts';
import type { AttemptReport } from '../../src/calls/attempt-report.ts';
import type { StateChange } from '../../src/calls/health.ts';
import { createTokenBucket } from '../../src/calls/token-bucket.ts';
import { createYielder } from '../../src/calls/yielder.ts';
import { createFactStore, type FactStoreSettings } from '../../src/jobs/reading/fact-store.ts';
import { createPageStore } from '../../src/jobs/reading/list-pages.ts';
import type { PushReport } from '../../src/jobs/pushes/pushes.ts';
import type { ReadRecord } from '../../src/jobs/reading/reader.ts';
import { createSource, type Sharing, type Source } from '../../src/jobs/source.ts';
import type { LimiterSettings } from '../../src/provider/contract/limiter-settings.ts';
import type { TlsSettings } from '../../src/provider/contract/provider.ts';

export interface TestSourceOptions {
  /** Of the server that the test has started. */
  readonly url: string;
  /** Default: `GET /jobs/<key>`, of which any answer is a running job. */
  readonly adapter?: Partial<Adapter>;
  readonly createSigner?: (settings: SourceSettingsBase, now: () => Date) => Signer;
  readonly tls?: TlsSettings;
  /** Milliseconds since 1970; also of the clock that only runs forward. */
  readonly now?: () => number;
  /** Default: `now`. */
  readonly monotonic?: () => number;
  readonly cache?: Partial<FactStoreSettings>;
  readonly limits?: Partial<LimiterSettings>;
  readonly deadlineSeconds?: number;
  /** Default: it reads for itself. */
  readonly share?: Sharing['share'];
  readonly shareHints?: Sharing['shareHints'];
  /** Default: nothing is pushed. */
  readonly webhooks?: SourceSettingsBase['webhooks'];
  readonly pushReport?: PushReport;
}

export interface TestSource {
  readonly source: Source;
  /** Every open fact, or these. */
  readonly read: (
    key: string,
    options?: { readonly facts?: readonly string[]; readonly secrets?: readonly string[] },
  ) => Promise<ReadRecord>;
  /** The error codes of the attempts; null for a success. */
  readonly attempts: () => readonly (string | null)[];
  readonly stateChanges: () => readonly { readonly state: string; readonly code: unknown; readonly cause: unknown }[];
  readonly close: () => Promise<void>;
}

export function toFacts(providerJobId: string, facts: Partial<JobFacts> = {}): JobFacts {
  return {
    providerJobId,
    name: null,
    kind: null,
    definition: null,
    status: 'RUNNING',
    rawStatus: 'running',
    statusSource: 'PROVIDER',
    isTerminal: isTerminal(facts.status ?? 'RUNNING'),
    statusMessage: null,
    createdAt: null,
    startedAt: null,
    updatedAt: null,
    endedAt: null,
    progress: null,
    failures: [],
    consoleUrl: null,
    ...facts,
  };
}

export const noSecrets: JobSecrets = {};

const runningJobs: Adapter = {
  provider: 'TEST',
  lifecycle: 'ACTIVE',
  key: { pattern: /^.+$/, expected: 'text' },
  toError: () => ({ code: null, requestId: null }),
  describe: oneByOne((key) => ({
    operation: 'DescribeJob',
    request: { method: 'GET', path: `/jobs/${key}` },
    toResult: () => ({ key, record: { facts: toFacts(key), secrets: noSecrets } }),
  })),
};

const signNothing =
  ({ endpoint }: SourceSettingsBase): Signer =>
  (request) => {
    const url = toUrlOf(toEndpoint(endpoint, 'unused.example'), request);
    const headers = request.headers ?? {};
    return Promise.resolve({ origin: url.origin, method: request.method, path: url.pathname + url.search, headers });
  };

const settingsSchema = toSourceSchema('test', {});

/** The caller closes it. */
export function openTestSource(options: TestSourceOptions): TestSource {
  const { url, adapter = {}, createSigner = signNothing, now = Date.now, cache = {}, tls } = options;
  const { monotonic = now } = options;
  const reports: AttemptReport[] = [];
  const changes: StateChange[] = [];
  const facts = { runningSeconds: 0, terminalSeconds: 0, notFoundSeconds: 0, maxJobs: 1000, maxBytes: 1e7, ...cache };
  const settings: SourceSettingsBase = {
    name: 'lab',
    endpoint: url,
    timeoutSeconds: 5,
    deadlineSeconds: options.deadlineSeconds ?? 20,
    webhooks: options.webhooks,
  };
  const provider = {
    name: 'test',
    title: 'Test',
    kind: 'objects' as const,
    jobs: 'jobs',
    enumValue: 'TEST',
    typeName: 'TestJob',
    rootField: { name: 'testJob', keyArguments: ['jobId'] },
    settings: settingsSchema,
    defaultLimits: { requestsPerSecond: 1000, burst: 1000, concurrency: 16, queue: 1000, ...options.limits },
    toRegion: () => null,
    createAdapter: () => ({ ...runningJobs, ...adapter }),
    createSigner,
    toTls: () => tls,
  };
  const source = createSource<SourceSettingsBase>(provider, settings, {
    now,
    monotonic,
    random: () => 0,
    yielder: createYielder(),
    sharing: options.share && { share: options.share, shareHints: options.shareHints, ages: facts },
    stores: {
      facts: createFactStore(facts, monotonic),
      pages: createPageStore({ maxBytes: 1e7, freshMilliseconds: facts.runningSeconds * 1000 }, monotonic),
      createBucket: (_source, rate) => createTokenBucket(rate, monotonic),
    },
    pushReport: options.pushReport,
    onAttempt: (_source, report) => reports.push(report),
    onStateChange: (_source, change) => changes.push(change),
  });
  return {
    source,
    read: (key, { facts: names = ['*'], secrets = [] } = {}) =>
      source.reader.read(
        { key, facts: new Set(names), secrets: new Set(secrets) },
        { requester: 'ada', operation: {}, signal: new AbortController().signal },
      ),
    attempts: () => reports.map(({ errorCode }) => errorCode),
    stateChanges: () =>
      changes.map(({ state, fault }) => ({ state, code: fault?.code ?? null, cause: fault?.cause ?? null })),
    close: source.close,
  };
}
