/** One provider's emulator behind a gateway that keeps nothing, asked for every field of its jobs. */
import { toRawAnswer, type Emulator, type RawAnswer } from '../../src/emulation/emulator.ts';
import { startGateway } from '../gateway.ts';
import { withPlainEntries } from '../plain-store.ts';
import { askWhole, noCache, type WholeAnswer } from './ask-whole.ts';
import type { ProviderUnderTest } from './provider-under-test.ts';

export interface OpenProvider {
  /** By the provider's own keys, for a viewer with every scope. */
  readonly askWhole: (keys: readonly string[]) => Promise<WholeAnswer>;
  /** The fields that a viewer without a token may see. */
  readonly askOpen: (keys: readonly string[]) => Promise<WholeAnswer>;
  readonly close: () => Promise<void>;
}

/** Closes the emulator, too. */
export async function openProvider(subject: ProviderUnderTest, emulator: Emulator): Promise<OpenProvider> {
  const gateway = await startGateway({
    cache: noCache,
    sources: [subject.toSource(emulator.url)],
    wrapStores: withPlainEntries,
  });
  const token = await gateway.token('job:read', 'job:sensitive', 'job:credentials');
  const toIds = (keys: readonly string[]): readonly string[] => keys.map((key) => `${subject.sourceName}:${key}`);
  return {
    askWhole: (keys) => askWhole(gateway, subject.typeName, toIds(keys), { token }),
    askOpen: (keys) => askWhole(gateway, subject.typeName, toIds(keys)),
    close: async () => {
      await gateway.close();
      await emulator.close();
    },
  };
}

/** A provider that answers for each key with what the test gives. */
export async function openProviderOf(
  subject: ProviderUnderTest,
  toAnswer: (key: string) => RawAnswer | undefined,
): Promise<OpenProvider> {
  return openProvider(subject, await subject.startEmulator(toAnswer, () => undefined));
}

/** The job of that key, when these bytes are all that the provider says of it. */
export async function askSample(subject: ProviderUnderTest, body: string, key: string): Promise<WholeAnswer> {
  const provider = await openProviderOf(subject, () => toRawAnswer({ body }));
  try {
    return await provider.askWhole([key]);
  } finally {
    await provider.close();
  }
}
