/** The providers' names for people. */
import { providerNames as names } from './providers.generated.ts';

export type KnownProvider = keyof typeof names;

export const providers = Object.keys(names) as readonly KnownProvider[];

export function isKnownProvider(text: string): text is KnownProvider {
  return Object.hasOwn(names, text);
}

/** One that this version does not know is shown by its word in the graph. */
export function toProviderName(provider: string): string {
  return isKnownProvider(provider) ? names[provider] : provider;
}
