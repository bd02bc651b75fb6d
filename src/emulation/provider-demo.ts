/** What demo mode needs of a provider: its emulator on a world of sample jobs, and sample selections. */
import type { Emulator } from './emulator.ts';
import type { DemoIds, DemoSetting } from './moment.ts';

/** The demo world of one provider. */
export interface ProviderDemo {
  /** The name of its source in the demo. */
  readonly source: string;
  /** Its entry in `sources`, without name, provider and endpoint. */
  readonly settings: object;
  /** What the first query selects of its type; open fields only. */
  readonly selection: string;
  /** What a query on protected fields selects of the job `ids.protected`. */
  readonly protectedSelection?: string;
  /** What a query on a moving job selects of the first moving job. */
  readonly movingSelection?: string;
  readonly start: (setting: DemoSetting, options: DemoEmulatorOptions) => StartingDemo;
}

export interface DemoEmulatorOptions {
  readonly now: () => Date;
  /** How many calls the emulator remembers. */
  readonly recordedCalls: number;
}

/** A provider's emulator that is being started, and the ids of its jobs. */
export interface StartingDemo {
  readonly emulator: Promise<Emulator>;
  readonly ids: DemoIds;
  /** The moving jobs that are running now, in the provider's spelling. */
  readonly listMoving: () => readonly string[];
}

/** The keys of the demo's AWS sources: recognisably fake. */
export const demoAwsKeys = {
  accessKeyId: 'AKIDEMODEMODEMODEMO0',
  secretAccessKey: 'demo+not/a/real/secret+access/key+000000',
};
