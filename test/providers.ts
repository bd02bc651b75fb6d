/** Emulated providers on real HTTP, and a gateway over them: each test says only which jobs they have and what differs. */
import { createAirflowEmulator } from '../emulators/airflow/emulator.ts';
import { createAwsBatchEmulator } from '../emulators/awsbatch/emulator.ts';
import { createCloudRunEmulator } from '../emulators/cloudrun/emulator.ts';
import { createCodeBuildEmulator } from '../emulators/codebuild/emulator.ts';
import { createCodePipelineEmulator } from '../emulators/codepipeline/emulator.ts';
import { createCosBatchEmulator } from '../emulators/cosbatch/emulator.ts';
import { createDatabricksEmulator } from '../emulators/databricks/emulator.ts';
import { createGitHubEmulator } from '../emulators/githubactions/emulator.ts';
import { createGlueEmulator } from '../emulators/glue/emulator.ts';
import { createHealthOmicsEmulator } from '../emulators/healthomics/emulator.ts';
import { createImportExportEmulator } from '../emulators/importexport/emulator.ts';
import { createKubernetesEmulator } from '../emulators/kubernetes/emulator.ts';
import { createPanoramaEmulator } from '../emulators/panorama/emulator.ts';
import { createS3BatchEmulator } from '../emulators/s3batch/emulator.ts';
import { createSageMakerEmulator } from '../emulators/sagemaker/emulator.ts';
import { createStepFunctionsEmulator } from '../emulators/stepfunctions/emulator.ts';
import type { Emulator, EmulatorSettings } from '../emulators/kit/emulator.ts';
import type { RegisteredProvider } from '../src/providers.ts';
import { awsCredentials as credentials, cosCredentials } from './credentials.ts';
import { toInjectFault, type Fault, type FaultPicker } from './emulation/faults.ts';
import { startGateway, type GatewaySettings, type GatewayUnderTest } from './gateway.ts';

/** Nothing waits for a source's turn unless the test is about that. */
export const wideLimits = { requestsPerSecond: 10_000, burst: 10_000, concurrency: 64 };

const token = 'not-a-real-token';
const west = { region: 'us-west-2', credentials };
const east = { region: 'us-east-1', credentials };
const chengdu = { region: 'ap-chengdu', uin: '100000000001', appId: '1250000000', credentials: cosCredentials };

/** By the configuration's word: the emulator, the keys that it accepts, and what an entry of `sources` says to reach it. */
const kinds = {
  airflow: { create: createAirflowEmulator, keys: { tokens: [token] }, entry: { credentials: { token } } },
  awsbatch: { create: createAwsBatchEmulator, keys: { credentials }, entry: east },
  cloudrun: {
    create: createCloudRunEmulator,
    keys: { tokens: [token] },
    entry: { project: 'acme-data', region: 'europe-west1', credentials: { token } },
  },
  codebuild: { create: createCodeBuildEmulator, keys: { credentials }, entry: east },
  codepipeline: { create: createCodePipelineEmulator, keys: { credentials }, entry: east },
  cosbatch: { create: createCosBatchEmulator, keys: { credentials: cosCredentials }, entry: chengdu },
  databricks: { create: createDatabricksEmulator, keys: { tokens: [token] }, entry: { credentials: { token } } },
  githubactions: {
    create: createGitHubEmulator,
    keys: { tokens: [token] },
    entry: { credentials: { token }, logs: { hosts: ['127.0.0.1'], limits: wideLimits } },
  },
  glue: { create: createGlueEmulator, keys: { credentials }, entry: east },
  healthomics: { create: createHealthOmicsEmulator, keys: { credentials }, entry: west },
  importexport: { create: createImportExportEmulator, keys: { credentials }, entry: { credentials } },
  kubernetes: { create: createKubernetesEmulator, keys: { token }, entry: { credentials: { token } } },
  panorama: { create: createPanoramaEmulator, keys: { credentials }, entry: west },
  s3batch: {
    create: createS3BatchEmulator,
    keys: { credentials },
    entry: { ...east, accountId: '123456789012' },
  },
  sagemaker: { create: createSageMakerEmulator, keys: { credentials }, entry: east },
  stepfunctions: {
    create: createStepFunctionsEmulator,
    keys: { credentials },
    entry: { ...east, accountId: '123456789012' },
  },
} satisfies Readonly<Record<RegisteredProvider['name'], object>>;

/** Their logs are another service's, at the same address. */
const logsElsewhere: ReadonlySet<string> = new Set(['awsbatch', 'codebuild']);

interface Faulty {
  readonly fault?: FaultPicker;
}

/** Options of every emulator. */
export type SharedOptions = Omit<EmulatorSettings, 'injectFault'> & Faulty;

type Kinds = typeof kinds;
type OptionsOf<Word extends keyof Kinds> = Omit<
  Parameters<Kinds[Word]['create']>[0],
  'credentials' | 'token' | 'tokens' | 'injectFault'
> &
  Faulty;

/** The options of a provider's emulator, without keys, and what the source's entry says beside the usual. */
export type ProviderWorld = {
  readonly [Word in keyof Kinds]: OptionsOf<Word> & { readonly provider: Word; readonly source?: object };
}[keyof Kinds];

export interface Providers<Name extends string> {
  readonly emulators: Readonly<Record<Name, Emulator>>;
  /** Entries of the configuration's `sources`. */
  readonly sources: readonly object[];
  /** Those entries with what the test adds to each; only of these sources, where names are given. */
  readonly toSources: (rest: object, names?: readonly Name[]) => readonly object[];
  /** What goes wrong from now on with the source's calls, before its world's own `fault` is asked. */
  readonly fault: (source: Name, fault: FaultPicker | Fault | undefined) => void;
  readonly close: () => Promise<void>;
}

/** Starts an emulator for each source name. `shared` are options of all of them. The caller closes them. */
export async function startEmulators<Name extends string>(
  worlds: Readonly<Record<Name, ProviderWorld>>,
  { fault: usual, ...shared }: SharedOptions = {},
): Promise<Providers<Name>> {
  const faults = new Map<Name, FaultPicker>();
  const names = Object.keys(worlds) as Name[];
  const started = await Promise.all(
    names.map(async (name) => {
      const { provider, source: _source, fault: own, ...options } = worlds[name];
      const { create, keys } = kinds[provider];
      // Which options belong to which emulator is checked by the type of the world.
      const emulator = await (create as (all: object) => Promise<Emulator>)({
        ...shared,
        ...options,
        ...keys,
        injectFault: toInjectFault((call, attempt) => (faults.get(name) ?? own ?? usual)?.(call, attempt)),
      });
      return [name, emulator] as const;
    }),
  );
  const emulators = Object.fromEntries(started) as Record<Name, Emulator>;
  const toSource = (name: Name): object => {
    const { provider, source } = worlds[name];
    const { url } = emulators[name];
    const address = provider === 'kubernetes' ? { server: url } : { endpoint: url };
    const logs = logsElsewhere.has(provider) ? { logs: { endpoint: url, limits: wideLimits } } : {};
    return { name, provider, ...address, ...logs, limits: wideLimits, ...kinds[provider].entry, ...source };
  };
  return {
    emulators,
    sources: names.map(toSource),
    toSources: (rest, only = names) => only.map((name) => ({ ...toSource(name), ...rest })),
    fault: (source, fault) => {
      if (fault === undefined) faults.delete(source);
      else faults.set(source, typeof fault === 'function' ? fault : () => fault);
    },
    close: async () => {
      await Promise.all(started.map(([, emulator]) => emulator.close()));
    },
  };
}

/** Starts those, and a gateway over all of them. The caller closes it all with `close`; the gateway may be closed before. */
export async function startProviders<Name extends string>(
  worlds: Readonly<Record<Name, ProviderWorld>>,
  settings: Partial<GatewaySettings> = {},
  shared: SharedOptions = {},
): Promise<Providers<Name> & { readonly gateway: GatewayUnderTest }> {
  const providers = await startEmulators(worlds, shared);
  const started = await startGateway({ sources: providers.sources, ...settings });
  let closed: Promise<void> | undefined;
  const gateway = { ...started, close: () => (closed ??= started.close()) };
  return {
    ...providers,
    gateway,
    close: async () => {
      await gateway.close();
      await providers.close();
    },
  };
}
