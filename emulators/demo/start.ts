/**
 * The demo: every registered provider emulated on a free loopback port, with jobs of every kind and state, and the
 * configuration that leads the gateway to them. Loaded in demo mode and in tests only.
 */
import { startEvents, type EventfulSource } from './events.ts';
import { formatFirstQuery, listDemoQueries, type DemoQuery, type ShownSource } from './queries.ts';
import type { Emulator } from '../kit/emulator.ts';
import type { DemoIds } from '../kit/demo-world.ts';
import type { DemoSetting } from '../kit/moment.ts';
import type { DemoEmulator, ProviderDemo, StartingDemo } from '../kit/provider-demo.ts';
import { createWebhooks } from './webhooks.ts';
import { createRandom } from '../kit/random.ts';
import { providers, type RegisteredProvider } from '../../src/providers.ts';
import { demos } from './worlds.generated.ts';

/** One entry of the configuration's `sources`. */
export interface DemoSource {
  readonly name: string;
  readonly provider: string;
  readonly endpoint: string;
  /** Where logs are read. Default: `endpoint`. */
  readonly logs?: { readonly endpoint: string };
  /** What the source is told by, if anything. */
  readonly events?: Awaited<ReturnType<typeof startEvents>>['settings'];
  readonly webhooks?: ReturnType<typeof createWebhooks>['settings'];
}

/** The running emulators, and what to try on them. Ids are in the graph's spelling. */
export interface Demo {
  readonly sources: readonly DemoSource[];
  /** By source, in the graph's spelling: `panorama-lab:import-people-counter`. */
  readonly sampleIds: Readonly<Record<string, DemoIds>>;
  /** One job of each source. */
  readonly firstIds: readonly string[];
  /** For the console. */
  readonly tries: DemoTries;
  /** Queries those; open fields only. */
  readonly firstQuery: string;
  /** For the explorer's tabs, on what moves now; the first one is `firstQuery`. */
  readonly listQueries: () => readonly DemoQuery[];
  /** By source. */
  readonly emulators: Readonly<Record<string, Emulator>>;
  /** The gateway listens: webhooks are sent to it from now on. Call once. @param origin e.g. `http://127.0.0.1:4000` */
  readonly sendWebhooksTo: (origin: string) => void;
  /** Ends every socket at once. */
  close(): Promise<void>;
}

/** What people who see the console for the first time can try. */
export interface DemoTries {
  /** A job that failed, the first of its definition to do so. */
  readonly failed: string;
  /** A job whose protected fields hold values. */
  readonly secret: string;
  /** A job's id as its provider has it. */
  readonly providerJobId: string;
}

export interface DemoOptions {
  /** The demo's clock; the demo begins at its first time. Default: the system's. */
  readonly now?: () => Date;
  /** The same seed, beginning and time make the same world. Default 1. */
  readonly seed?: number;
}

/** How many calls each emulator remembers: few, because a demo may run for months. */
const recordedCalls = 100;

/** Starts the emulators. The caller closes them. */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const now = options.now ?? (() => new Date());
  const setting: DemoSetting = { clock: { start: now(), now }, random: createRandom(options.seed ?? 1) };
  const starting = providers.map((provider) => startSource(provider, demos[provider.name], setting));
  const emulators = await startAll(starting);
  const events = await startEvents(starting, setting).catch(async (error: unknown) => {
    await Promise.all(Object.values(emulators).map((emulator) => emulator.close()));
    throw error;
  });
  const firstQuery = formatFirstQuery(starting);
  const webhooks = createWebhooks(starting);
  return {
    sources: starting.map((one) =>
      toSource(one, emulators[one.source], { events: events.settings, webhooks: webhooks.settings }),
    ),
    sampleIds: Object.fromEntries(starting.map(({ source, ids }) => [source, ids])),
    firstIds: starting.map(({ ids }) => ids.first),
    tries: chooseTries(starting),
    firstQuery,
    listQueries: () => listDemoQueries(starting),
    emulators,
    sendWebhooksTo: webhooks.sendTo,
    close: async () => {
      webhooks.close();
      await Promise.all([events, ...Object.values(emulators)].map((emulator) => emulator.close()));
    },
  };
}

/** All of the source that has a job which failed for the first time. */
function chooseTries(sources: readonly Pick<StartingSource, 'source' | 'ids'>[]): DemoTries {
  const shown = sources.find(({ ids }) => ids.newlyFailed !== undefined && ids.protected !== undefined);
  const { newlyFailed, protected: secret } = shown?.ids ?? {};
  if (shown === undefined || newlyFailed === undefined || secret === undefined)
    throw new TypeError('a source of the demo must have a job that failed newly, and one with protected fields');
  return { failed: newlyFailed, secret, providerJobId: shown.ids.first.slice(shown.source.length + 1) };
}

interface StartingSource extends ShownSource, EventfulSource, Pick<StartingDemo, 'sendWebhooks'> {
  readonly hasLogsElsewhere: boolean;
  readonly emulator: Promise<DemoEmulator>;
  readonly entry: { readonly provider: string };
}

function startSource(provider: RegisteredProvider, demo: ProviderDemo, setting: DemoSetting): StartingSource {
  const { source } = demo;
  const { emulator, ids, listMoving, listEventful, sendWebhooks } = demo.start(setting, {
    now: setting.clock.now,
    recordedCalls,
  });
  return {
    source,
    typeName: provider.typeName,
    demo,
    ids: toGraphIds(source, ids),
    listMoving: () => listMoving().map((id) => `${source}:${id}`),
    emulator,
    listEventful,
    sendWebhooks,
    hasLogsElsewhere: demo.hasLogsElsewhere === true,
    entry: { provider: provider.name, ...demo.settings },
  };
}

function toSource(
  one: StartingSource,
  { url: endpoint = '', settings = {} }: Partial<DemoEmulator> = {},
  pushed: Pick<DemoSource, 'events' | 'webhooks'>,
): DemoSource {
  return {
    ...one.entry,
    ...settings,
    ...(one.hasLogsElsewhere ? { logs: { endpoint } } : {}),
    ...(one.sendWebhooks === undefined ? {} : { webhooks: pushed.webhooks }),
    ...(one.listEventful === undefined ? {} : { events: pushed.events }),
    name: one.source,
    endpoint,
  };
}

/** Waits for all; if one cannot start, closes the others. */
async function startAll(starting: readonly StartingSource[]): Promise<Readonly<Record<string, DemoEmulator>>> {
  const settled = await Promise.allSettled(
    starting.map(async ({ source, emulator }) => [source, await emulator] as const),
  );
  const started = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed === undefined) return Object.fromEntries(started);
  await Promise.all(started.map(([, emulator]) => emulator.close()));
  throw new Error('the demo could not start an emulator on 127.0.0.1', { cause: failed.reason });
}

function toGraphIds(name: string, ids: DemoIds): DemoIds {
  const toGraphId = (id: string): string => `${name}:${id}`;
  return {
    first: toGraphId(ids.first),
    ...(ids.protected === undefined ? {} : { protected: toGraphId(ids.protected) }),
    ...(ids.logged === undefined ? {} : { logged: toGraphId(ids.logged) }),
    ...(ids.newlyFailed === undefined ? {} : { newlyFailed: toGraphId(ids.newlyFailed) }),
    jobs: ids.jobs.map(toGraphId),
    moving: ids.moving.map(toGraphId),
    gone: ids.gone.map(toGraphId),
    throttled: toGraphId(ids.throttled),
    denied: toGraphId(ids.denied),
    unknown: toGraphId(ids.unknown),
  };
}
