import type { z } from 'zod';
import type { JobFacts } from '../job.ts';
import type { Adapter } from './adapter.ts';
import type { LimiterSettings } from './limiter.ts';
import type { SourceSettingsBase } from './settings.ts';
import type { Signer } from './signer.ts';

/** A provider as the registry knows it: how its sources are configured, reached and read. */
export interface Provider<Settings extends SourceSettingsBase = SourceSettingsBase, Facts extends JobFacts = JobFacts> {
  /** The shape of one entry of `sources` in the configuration file. */
  readonly settings: z.ZodType<Settings>;
  readonly defaultLimits: LimiterSettings;
  /** Null where the provider is global. */
  readonly toRegion: (settings: Settings) => string | null;
  readonly createAdapter: (settings: Settings) => Adapter<Facts>;
  readonly createSigner: (settings: Settings, now: () => Date) => Signer;
}
