import type { JobKey } from '../job.ts';

/** What an operation selects of one job, by graph field name; `a.b` for a nested field that decides which read is needed. */
export interface RequestedFields {
  readonly facts: ReadonlySet<string>;
  /** Secrets that the viewer may see. They are never cached. */
  readonly secrets: ReadonlySet<string>;
  /** Secrets that are needed only if the facts contain masked texts. */
  readonly secretsOfMasked: ReadonlySet<string>;
}

/** One job, and what is requested of it. */
export interface JobRequest extends RequestedFields {
  readonly key: JobKey;
  /** The graph's id of the job, if it is there already. */
  readonly id?: string;
}

/** Whether secrets are requested, directly or as the complete texts of masked facts. */
export function needsSecrets({ secrets, secretsOfMasked }: RequestedFields): boolean {
  return secrets.size > 0 || secretsOfMasked.size > 0;
}

/** What answers both. */
export function mergeRequestedFields(one: RequestedFields, other: RequestedFields): RequestedFields {
  return {
    facts: one.facts.union(other.facts),
    secrets: one.secrets.union(other.secrets),
    secretsOfMasked: one.secretsOfMasked.union(other.secretsOfMasked),
  };
}

/** Whether an answer to `one` answers `other`, too. */
export function covers(one: RequestedFields, other: RequestedFields): boolean {
  if (one.facts === other.facts && one.secrets === other.secrets && one.secretsOfMasked === other.secretsOfMasked)
    return true;
  return (
    other.facts.isSubsetOf(one.facts) &&
    other.secrets.isSubsetOf(one.secrets) &&
    other.secretsOfMasked.isSubsetOf(one.secretsOfMasked)
  );
}
