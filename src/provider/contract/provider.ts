/** A provider's entry in the registry, from which everything else follows. */
import type { z } from 'zod';
import type { JobFacts, JobProvider } from './job.ts';
import type { Adapter } from './adapter.ts';
import type { ConsolePages } from './console.ts';
import type { SourceEvents } from './events.ts';
import type { SourceWebhooks } from './webhooks.ts';
import type { ProviderLogs } from './log.ts';
import type { PlacedFault } from '../../settings/faults.ts';
import type { SourceSettingsBase } from './settings.ts';
import type { LimiterSettings } from './limiter-settings.ts';
import type { Signer } from './signer.ts';

/** What jobs are for, in the order in which readers find them. */
export const providerKinds = ['machines', 'workflows', 'data', 'learning', 'objects'] as const;
/** What the jobs of a provider are for. */
export type ProviderKind = (typeof providerKinds)[number];

/** The field of `Query` that reads one job by the provider's key. */
export interface RootField {
  readonly name: string;
  /** The arguments whose values, joined by `separator`, are the key, or the part of a key that `Adapter.find` takes. */
  readonly keyArguments: readonly string[];
  /** Default: `/`. */
  readonly separator?: string;
  /** The format of each argument's value, if the arguments are not checked as a whole by `Adapter.key`. */
  readonly formats?: Readonly<Record<string, { readonly pattern: RegExp; readonly expected: string }>>;
}

/** Settings completed from a source's surroundings, such as the cluster that the program runs in, or the faults found there. */
export interface CompletedSettings<Settings> {
  readonly settings?: Settings;
  /** By the path in the source's entry. */
  readonly faults?: readonly PlacedFault[];
}

/** How a source's server is trusted, beyond the system's certificates. */
export interface TlsSettings {
  /** Certificates in PEM, in place of the system's. */
  readonly ca?: string;
}

/**
 * One provider. Its SDL is `schema/<name>.graphql`; its code is `src/datasources/<name>/`. Functions are declared as
 * methods, so that a provider with narrower settings is assignable.
 */
export interface Provider<
  Settings extends SourceSettingsBase = SourceSettingsBase,
  Facts extends JobFacts = JobFacts,
  Name extends string = string,
  EnumValue extends JobProvider = JobProvider,
  TypeName extends string = string,
> {
  /** Its name in the configuration and of its folder and SDL file: lower-case letters. */
  readonly name: Name;
  /** Its name for people, e.g. `AWS Batch`. */
  readonly title: string;
  /** What it runs jobs for: documents and the console list providers by kind. */
  readonly kind: ProviderKind;
  /** What its jobs are, e.g. `runs of workflows`. */
  readonly jobs: string;
  /** Its value of the graph's enum `JobProvider`. */
  readonly enumValue: EnumValue;
  /** The concrete type of its jobs. */
  readonly typeName: TypeName;
  readonly rootField: RootField;
  /** The shape of one entry of `sources` in the configuration file. */
  readonly settings: z.ZodType<Settings> & z.core.$ZodTypeDiscriminable;
  readonly defaultLimits: LimiterSettings;
  /** Completes sound settings at the start. Default: they are complete. Names of files are checked afterwards. */
  complete?(settings: Settings, environment: Readonly<Record<string, string | undefined>>): CompletedSettings<Settings>;
  /** Null if the provider is global. */
  toRegion(settings: Settings): string | null;
  /** The account that the settings name beside `account`; null if they name none. Default: that of `credentials.assumeRole.roleArn`. */
  toAccount?(settings: Settings): string | null;
  /** Default: the provider has no console whose addresses are known. */
  consolePages?(settings: Settings): ConsolePages<Facts>;
  createAdapter(settings: Settings): Adapter<Facts>;
  createSigner(settings: Settings, now: () => Date): Signer;
  /** Default, and where undefined: no events come through a queue. */
  toEvents?(settings: Settings): SourceEvents | undefined;
  /** The webhooks that the settings ask for. Default: none. */
  toWebhooks?(settings: Settings, now: () => Date): SourceWebhooks | undefined;
  /** Default: the provider keeps no logs that are read. */
  readonly logs?: ProviderLogs<NoInfer<Settings>, NoInfer<Facts>>;
  /** Default: the system's certificates. */
  toTls?(settings: Settings): TlsSettings | undefined;
}

/** Creates an entry of the registry. Names keep their literal types, from which the types of the configuration and nodes follow. */
export function defineProvider<
  Settings extends SourceSettingsBase,
  Facts extends JobFacts,
  const Name extends string,
  const EnumValue extends string,
  const TypeName extends string,
>(
  provider: Provider<Settings, Facts, Name, EnumValue, TypeName>,
): Provider<Settings, Facts, Name, EnumValue, TypeName> {
  return provider;
}
