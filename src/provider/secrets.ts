import type { JobSecrets } from '../job.ts';
import { Secret } from '../secret.ts';

/** Wraps the secrets that are there, by the name of the graph field that shows them. */
export function toSecrets(values: Readonly<Record<string, unknown>>): JobSecrets {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, new Secret(value)]),
  );
}
