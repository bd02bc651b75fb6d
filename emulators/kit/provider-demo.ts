/** What demo mode needs of a provider: its emulator on a world of sample jobs, and sample selections. */
import type { DemoWorld } from './demo-world.ts';
import type { Emulator } from './emulator.ts';
import type { EventfulState } from './events.ts';
import type { DemoSetting } from './moment.ts';

/** What the demo says and asks of a provider. */
export interface DemoSource {
  /** The name of its source in the demo. */
  readonly source: string;
  /** Its entry in `sources`, without name, provider and endpoint. */
  readonly settings: object;
  /** Whether its logs are another service's, at the same address. Default: false. */
  readonly hasLogsElsewhere?: boolean;
  /** What the first query selects of its type; open fields only. */
  readonly selection: string;
  /** What a query on protected fields selects of the job `ids.protected`. */
  readonly protectedSelection?: string;
  /** What a query on a moving job selects of the first moving job. */
  readonly movingSelection?: string;
}

/** The demo world of one provider. */
export interface ProviderDemo extends DemoSource {
  readonly start: (setting: DemoSetting, options: DemoEmulatorOptions) => StartingDemo;
}

/** Options of an emulator of the demo. */
export interface DemoEmulatorOptions {
  readonly now: () => Date;
  /** How many calls the emulator remembers. */
  readonly recordedCalls: number;
}

/** A provider's emulator in the demo. */
export interface DemoEmulator extends Emulator {
  /** What the source's entry says that only the running emulator knows. Default: nothing. */
  readonly settings?: object;
}

/** A provider's emulator that is being started, and the ids of its jobs. */
export interface StartingDemo extends Pick<DemoWorld<unknown>, 'ids' | 'listMoving'> {
  readonly emulator: Promise<DemoEmulator>;
  /** What events tell of its jobs. Undefined: it has no events. */
  readonly listEventful?: (() => readonly EventfulState[]) | undefined;
  /** Begins to send webhooks about its jobs. Returns what ends it. Undefined: it has none. */
  readonly sendWebhooks?: ((webhook: DemoWebhook) => () => void) | undefined;
}

/** Where the webhooks of a demo's source go, and how they are signed. */
export interface DemoWebhook {
  readonly url: string;
  readonly secret: string;
  readonly createId: () => string;
}

/** How a provider's world and its emulator are made. */
interface DemoParts<Jobs> extends DemoSource {
  readonly createWorld: (setting: DemoSetting) => DemoWorld<Jobs>;
  readonly createEmulator: (options: DemoEmulatorOptions & { readonly jobs: Jobs }) => Promise<DemoEmulator>;
  /** What events tell of the jobs as they are now. Default: the provider has no events. */
  readonly listEventful?: (jobs: Jobs) => readonly EventfulState[];
  /** Default: the provider has no webhooks. */
  readonly sendWebhooks?: (jobs: Jobs, webhook: DemoWebhook) => () => void;
}

/** The demo of a provider, from its parts. */
export function defineDemo<Jobs>({
  createWorld,
  createEmulator,
  listEventful,
  sendWebhooks,
  ...source
}: DemoParts<Jobs>): ProviderDemo {
  return {
    ...source,
    start: (setting, options) => {
      const { jobs, ...world } = createWorld(setting);
      return {
        ...world,
        emulator: createEmulator({ ...options, jobs }),
        listEventful: listEventful && (() => listEventful(jobs)),
        sendWebhooks: sendWebhooks && ((webhook) => sendWebhooks(jobs, webhook)),
      };
    },
  };
}

/**
 * Whose a source of the demo is: an account, labels, and a page that signs people in there before it leads them on, as IAM
 * Identity Center does. `.example` is nobody's.
 */
export function inAccount(account: string, labels: Readonly<Record<string, string>>): object {
  const consoleUrl = `https://sign-in.example/start/#/console?account_id=${account}&role_name=ReadOnly&destination={url}`;
  return { account, labels, consoleUrl };
}

/** The keys of the demo's AWS sources: recognisably fake. */
export const demoAwsKeys = {
  accessKeyId: 'AKIDEMODEMODEMODEMO0',
  secretAccessKey: 'demo+not/a/real/secret+access/key+000000',
};
