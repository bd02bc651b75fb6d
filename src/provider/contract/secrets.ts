import type { JobSecrets } from './job.ts';
import { Secret } from './secret.ts';

/** Wraps the secrets that are there, by the name of the graph field that shows them. */
export function toSecrets(values: Readonly<Record<string, unknown>>): JobSecrets {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, new Secret(value)]),
  );
}

/**
 * Wraps a protected value of each entry of a list, e.g. the command of every container, under the name `containers.command`
 * and by the entry's position as text. The fields of the entries then need no resolver.
 */
export function toEntrySecrets(name: string, values: readonly unknown[] | null | undefined): JobSecrets {
  const secrets = (values ?? []).flatMap((value, position) =>
    value === null ? [] : [[String(position), new Secret(value)] as const],
  );
  return secrets.length === 0 ? {} : { [name]: new Map(secrets) };
}
