/** What a provider says of itself, once: its entry in the registry, from which everything else follows. */
import type { z } from 'zod';
import type { JobFacts, JobProvider } from '../job.ts';
import type { Adapter } from './adapter.ts';
import type { LimiterSettings } from './limiter.ts';
import type { SourceSettingsBase } from './settings.ts';
import type { Signer } from './signer.ts';

/** The field of `Query` that reads one job by the provider's own key. */
export interface RootField {
  readonly name: string;
  /** The arguments whose values, joined by `/`, are the key. */
  readonly keyArguments: readonly string[];
}

/** Facts whose texts may repeat a secret: masked for everybody, and whole for viewers with these scopes. */
export interface MaskedFacts {
  /** Graph fields of the job; `a.b` for a field of a field. */
  readonly names: readonly string[];
  /** The secret that holds the whole texts, by the names of the facts. */
  readonly secret: string;
  /** OR of ANDs, as in `@requiresScopes`. */
  readonly scopes: readonly (readonly string[])[];
}

/**
 * One provider. Its SDL is `schema/<name>.graphql`; its code is `src/datasources/<name>/`. Functions are declared as
 * methods, so that a provider of narrower settings is a provider too.
 */
export interface Provider<
  Settings extends SourceSettingsBase = SourceSettingsBase,
  Facts extends JobFacts = JobFacts,
  Name extends string = string,
  EnumValue extends JobProvider = JobProvider,
  TypeName extends string = string,
  Demo = unknown,
> {
  /** The word that names it in the configuration, in folders and in SDL files: lower-case letters. */
  readonly name: Name;
  /** Its value of the graph's enum `JobProvider`. */
  readonly enumValue: EnumValue;
  /** The concrete type of its jobs. */
  readonly typeName: TypeName;
  readonly rootField: RootField;
  readonly maskedFacts?: MaskedFacts;
  /** The shape of one entry of `sources` in the configuration file. */
  readonly settings: z.ZodType<Settings> & z.core.$ZodTypeDiscriminable;
  readonly defaultLimits: LimiterSettings;
  /** Null where the provider is global. */
  toRegion(settings: Settings): string | null;
  createAdapter(settings: Settings): Adapter<Facts>;
  createSigner(settings: Settings, now: () => Date): Signer;
  /** What demo mode runs of it. Loaded in demo mode and in tests only. */
  readonly loadDemo: () => Promise<Demo>;
}

/** An entry of the registry. Its names keep their literal types: the types of the configuration and of nodes follow from them. */
export function defineProvider<
  Settings extends SourceSettingsBase,
  Facts extends JobFacts,
  const Name extends string,
  const EnumValue extends string,
  const TypeName extends string,
  Demo,
>(
  provider: Provider<Settings, Facts, Name, EnumValue, TypeName, Demo>,
): Provider<Settings, Facts, Name, EnumValue, TypeName, Demo> {
  return provider;
}
