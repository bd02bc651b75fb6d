/**
 * The demo: five emulated providers on free loopback ports, with jobs of every kind and state, and the configuration
 * that leads the gateway to them. Loaded in demo mode and in tests only.
 */
import { createCodePipelineEmulator } from './datasources/codepipeline/emulator.ts';
import { createCosBatchEmulator } from './datasources/cosbatch/emulator.ts';
import { createHealthOmicsEmulator } from './datasources/healthomics/emulator.ts';
import { createImportExportEmulator } from './datasources/importexport/emulator.ts';
import { createPanoramaEmulator } from './datasources/panorama/emulator.ts';
import { createCodePipelineWorld } from './demo/codepipeline-world.ts';
import { createCosBatchWorld } from './demo/cosbatch-world.ts';
import { createHealthOmicsWorld } from './demo/healthomics-world.ts';
import { createImportExportWorld } from './demo/importexport-world.ts';
import type { DemoIds } from './demo/moment.ts';
import { createPanoramaWorld } from './demo/panorama-world.ts';
import { formatFirstQuery, listDemoQueries } from './demo/queries.ts';
import type { DemoQuery, DemoQueryIds } from './demo/queries.ts';
import type { Emulator } from './emulation/emulator.ts';
import { createRandom } from './emulation/random.ts';

export type DemoSourceName = 'panorama-lab' | 'omics-prod' | 'pipelines' | 'devices' | 'cos-chengdu';

/** One entry of the configuration's `sources`, ready for the gateway's usual way in. */
export type DemoSource = {
  readonly name: DemoSourceName;
  readonly endpoint: string;
} & (
  | { readonly provider: 'panorama' | 'healthomics'; readonly region: string; readonly credentials: AwsKeys }
  | {
      readonly provider: 'codepipeline';
      readonly region: string;
      readonly statusFrom: 'actionExecution';
      readonly credentials: AwsKeys;
    }
  | { readonly provider: 'importexport'; readonly signatureVersion: 4; readonly credentials: AwsKeys }
  | {
      readonly provider: 'cosbatch';
      readonly uin: string;
      readonly appId: string;
      readonly region: string;
      readonly credentials: { readonly secretId: string; readonly secretKey: string };
    }
);

interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface Demo {
  readonly sources: readonly DemoSource[];
  /** By source, in the graph's spelling: `panorama-lab:import-people-counter`. */
  readonly sampleIds: Readonly<Record<DemoSourceName, DemoIds>>;
  /** One job of each source. */
  readonly firstIds: readonly string[];
  /** Asks for those; open fields only. */
  readonly firstQuery: string;
  /** For the explorer's tabs, on what moves now; the first one is `firstQuery`. */
  readonly listQueries: () => readonly DemoQuery[];
  readonly emulators: Readonly<Record<DemoSourceName, Emulator>>;
  /** Ends every socket at once. */
  close(): Promise<void>;
}

export interface DemoOptions {
  /** The demo's clock; its first time is the demo's beginning. Default: the system's. */
  readonly now?: () => Date;
  /** The same seed, beginning and time make the same world. Default 1. */
  readonly seed?: number;
}

/** Obviously nobody's. */
const awsKeys: AwsKeys = {
  accessKeyId: 'AKIDEMODEMODEMODEMO0',
  secretAccessKey: 'demo+not/a/real/secret+access/key+000000',
};
const cosKeys = { secretId: 'AKIDdemodemodemodemodemodemodemo0000', secretKey: 'demoNotARealSecretKeyDemo0000000' };

/** How many calls each emulator remembers: few, because a demo may run for months. */
const recordedCalls = 100;

/** Starts the five emulators. The caller closes them. */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const now = options.now ?? (() => new Date());
  const setting = { clock: { start: now(), now }, random: createRandom(options.seed ?? 1) };
  const worlds = {
    panorama: createPanoramaWorld(setting),
    omics: createHealthOmicsWorld(setting),
    pipelines: createCodePipelineWorld(setting),
    devices: createImportExportWorld(setting),
    cos: createCosBatchWorld(setting),
  };
  const common = { now, recordedCalls, credentials: awsKeys };
  const emulators = await startAll({
    'panorama-lab': createPanoramaEmulator({ ...common, jobs: worlds.panorama.jobs }),
    'omics-prod': createHealthOmicsEmulator({ ...common, jobs: worlds.omics.jobs }),
    pipelines: createCodePipelineEmulator({ ...common, jobs: worlds.pipelines.jobs }),
    devices: createImportExportEmulator({ ...common, jobs: worlds.devices.jobs }),
    'cos-chengdu': createCosBatchEmulator({ ...common, credentials: cosKeys, jobs: worlds.cos.jobs }),
  });
  const sampleIds = {
    'panorama-lab': toGraphIds('panorama-lab', worlds.panorama.ids),
    'omics-prod': toGraphIds('omics-prod', worlds.omics.ids),
    pipelines: toGraphIds('pipelines', worlds.pipelines.ids),
    devices: toGraphIds('devices', worlds.devices.ids),
    'cos-chengdu': toGraphIds('cos-chengdu', worlds.cos.ids),
  };
  const queryIds = toQueryIds(sampleIds);
  const listMoving = (): readonly string[] => [
    ...worlds.panorama.listMoving().map((id) => `panorama-lab:${id}`),
    ...worlds.omics.listMoving().map((id) => `omics-prod:${id}`),
    ...worlds.pipelines.listMoving().map((id) => `pipelines:${id}`),
    ...worlds.devices.listMoving().map((id) => `devices:${id}`),
    ...worlds.cos.listMoving().map((id) => `cos-chengdu:${id}`),
  ];
  return {
    sources: toSources(emulators),
    sampleIds,
    firstIds: queryIds.first,
    firstQuery: formatFirstQuery(queryIds),
    listQueries: () => listDemoQueries({ ...queryIds, moving: listMoving() }),
    emulators,
    close: async () => {
      await Promise.all(Object.values(emulators).map((emulator) => emulator.close()));
    },
  };
}

/** Waits for all; where one cannot start, the others are closed again. */
async function startAll(
  starting: Readonly<Record<DemoSourceName, Promise<Emulator>>>,
): Promise<Readonly<Record<DemoSourceName, Emulator>>> {
  const settled = await Promise.allSettled(Object.values(starting));
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed !== undefined) {
    for (const result of settled) if (result.status === 'fulfilled') await result.value.close();
    throw new Error('the demo could not start an emulator on 127.0.0.1', { cause: failed.reason });
  }
  return {
    'panorama-lab': await starting['panorama-lab'],
    'omics-prod': await starting['omics-prod'],
    pipelines: await starting.pipelines,
    devices: await starting.devices,
    'cos-chengdu': await starting['cos-chengdu'],
  };
}

function toSources(emulators: Readonly<Record<DemoSourceName, Emulator>>): readonly DemoSource[] {
  const toEndpoint = <Name extends DemoSourceName>(name: Name): { readonly name: Name; readonly endpoint: string } => ({
    name,
    endpoint: emulators[name].url,
  });
  return [
    { ...toEndpoint('panorama-lab'), provider: 'panorama', region: 'us-west-2', credentials: awsKeys },
    // No store is named: the gateway finds them.
    { ...toEndpoint('omics-prod'), provider: 'healthomics', region: 'us-west-2', credentials: awsKeys },
    {
      ...toEndpoint('pipelines'),
      provider: 'codepipeline',
      region: 'us-east-1',
      statusFrom: 'actionExecution',
      credentials: awsKeys,
    },
    { ...toEndpoint('devices'), provider: 'importexport', signatureVersion: 4, credentials: awsKeys },
    {
      ...toEndpoint('cos-chengdu'),
      provider: 'cosbatch',
      uin: '100000000001',
      appId: '1250000000',
      region: 'ap-chengdu',
      credentials: cosKeys,
    },
  ];
}

function toGraphIds(name: DemoSourceName, ids: DemoIds): DemoIds {
  const toGraphId = (id: string): string => `${name}:${id}`;
  return {
    jobs: ids.jobs.map(toGraphId),
    moving: ids.moving.map(toGraphId),
    gone: ids.gone.map(toGraphId),
    throttled: toGraphId(ids.throttled),
    denied: toGraphId(ids.denied),
    unknown: toGraphId(ids.unknown),
  };
}

function toQueryIds(samples: Readonly<Record<DemoSourceName, DemoIds>>): Omit<DemoQueryIds, 'moving'> {
  const all = Object.values(samples);
  return {
    first: [
      samples['panorama-lab'].jobs[0] ?? '',
      samples['omics-prod'].moving[0] ?? '',
      samples.pipelines.jobs[0] ?? '',
      samples.devices.jobs.find((id) => id.endsWith('ERRS1')) ?? '',
      samples['cos-chengdu'].moving[0] ?? '',
    ],
    failing: all.flatMap((ids) => [ids.throttled, ids.denied, ids.unknown]),
    importExport: samples.devices.jobs.find((id) => id.endsWith('ERRS1')) ?? '',
    codePipeline: samples.pipelines.jobs[1] ?? '',
  };
}
