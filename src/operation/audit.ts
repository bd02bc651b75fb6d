/** The audit log: every disclosure of a secret is logged before the answer is sent. */
import { responsePathAsArray, type ExecutionResult, type GraphQLError, type ResponsePath } from 'graphql';
import type { Viewer } from '../auth/viewer.ts';
import { createGraphError } from '../errors/graph-error.ts';

/** One disclosure of a job's secrets: who, which job, which fields, in which request. Never a value. */
interface Disclosure {
  readonly subject: string | null;
  readonly jobId: string;
  readonly fields: readonly string[];
  readonly requestId: string;
}

/** Resolves to false if the disclosure could not be logged. */
export type RecordDisclosure = (disclosure: Disclosure) => Promise<boolean>;

/** The fields of a job that an answer, or one event of a subscription, discloses. */
interface DisclosedJob {
  readonly fields: Set<string>;
  /** Where in the answer. */
  readonly paths: ResponsePath[];
  /** Called once its line was logged. */
  readonly onRecorded: (() => void)[];
}

/** By job id. */
export type Disclosures = Map<string, DisclosedJob>;

/** An operation that discloses secrets. */
interface Disclosing {
  readonly viewer: Viewer;
  readonly requestId: string;
  readonly disclosures: Disclosures;
}

/** Records that the answer discloses a field of a job. */
export function noteDisclosure(
  disclosures: Disclosures,
  jobId: string,
  fieldName: string,
  path: ResponsePath,
  onRecorded?: () => void,
): void {
  const job = disclosures.get(jobId) ?? { fields: new Set(), paths: [], onRecorded: [] };
  disclosures.set(jobId, job);
  job.fields.add(fieldName);
  job.paths.push(path);
  if (onRecorded !== undefined) job.onRecorded.push(onRecorded);
}

/**
 * Logs a line for every job whose secrets are in the result. Secrets whose line could not be written are replaced by an
 * error.
 */
export async function settleDisclosures(
  { viewer, requestId, disclosures }: Disclosing,
  result: ExecutionResult,
  record: RecordDisclosure,
): Promise<ExecutionResult> {
  if (disclosures.size === 0) return result;
  // Jobs are read concurrently: unsorted, the order of the lines would depend on the providers' speed.
  const jobs = [...disclosures].sort(([one], [other]) => (one < other ? -1 : 1));
  const recorded = jobs.map(async ([jobId, { fields, paths, onRecorded }]) => {
    const isRecorded = await record({ subject: viewer.subject, jobId, fields: [...fields].sort(), requestId });
    if (!isRecorded) return paths.map((path) => withhold(result.data, jobId, responsePathAsArray(path)));
    for (const call of onRecorded) call();
    return [];
  });
  const errors = (await Promise.all(recorded)).flat();
  return errors.length === 0 ? result : { ...result, errors: [...(result.errors ?? []), ...errors] };
}

/** The same for one event of a subscription. The next one may come while this one is settled. */
export function settleEvent(
  { viewer, requestId, disclosures }: Disclosing,
  result: ExecutionResult,
  record: RecordDisclosure,
): Promise<ExecutionResult> {
  const ofEvent = new Map(disclosures);
  disclosures.clear();
  return settleDisclosures({ viewer, requestId, disclosures: ofEvent }, result, record);
}

/** Every field that may hold a secret may be null. */
function withhold(data: ExecutionResult['data'], jobId: string, path: readonly (string | number)[]): GraphQLError {
  let parent: unknown = data;
  for (const key of path.slice(0, -1)) parent = (parent as Record<string | number, unknown> | null | undefined)?.[key];
  const name = path.at(-1);
  if (typeof parent === 'object' && parent !== null && name !== undefined) Object.assign(parent, { [name]: null });
  const message = 'The value is withheld, because its disclosure could not be recorded.';
  return createGraphError('AUDIT_UNAVAILABLE', message, { path, details: { jobId } });
}
