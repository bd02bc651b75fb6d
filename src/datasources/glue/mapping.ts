import type { JobFailure, JobRecord, JobStatus } from '../../provider/contract/job.ts';
import { toSecrets } from '../../provider/contract/secrets.ts';
import { toStatus, toStatusWords } from '../../provider/contract/status.ts';
import type { GlueJobRunFacts } from './facts.generated.ts';
import type { JobRun } from './wire.ts';

const statusWords = toStatusWords({
  STARTING: 'QUEUED',
  // For capacity; the reason is in StateDetail.
  WAITING: 'QUEUED',
  RUNNING: 'RUNNING',
  STOPPING: 'CANCELLING',
  STOPPED: 'CANCELLED',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  ERROR: 'FAILED',
  // It waited too long and never ran.
  EXPIRED: 'FAILED',
  TIMEOUT: 'TIMED_OUT',
});

/** Of StateDetail, which may have 400,000 characters. */
const beginning = /^.{0,1024}/su;

/** Maps a run to its facts and secrets. */
export function toJobRunRecord(run: JobRun): JobRecord<GlueJobRunFacts> {
  const { id, state, errorMessage, startedOn, lastModifiedOn, completedOn, ...rest } = run;
  const { arguments: args, securityConfiguration, sessionPolicyJson, ...shown } = rest;
  const status = toStatus(statusWords, state);
  return {
    facts: {
      providerJobId: id,
      // Runs have no names.
      name: shown.jobName,
      kind: shown.jobName,
      definition: shown.jobName,
      ...status,
      statusMessage: errorMessage || (shown.stateDetail?.match(beginning)?.[0] ?? null),
      createdAt: startedOn,
      // A run that waits has StartedOn, too.
      startedAt: null,
      updatedAt: lastModifiedOn,
      endedAt: status.isTerminal ? completedOn : null,
      progress: null,
      failures: toFailures(status.status, run),
      consoleUrl: null,
      ...shown,
    },
    secrets: toSecrets({ arguments: args, securityConfiguration, sessionPolicyJson }),
  };
}

function toFailures(status: JobStatus, { state, errorMessage }: JobRun): readonly JobFailure[] {
  return status === 'FAILED' || status === 'TIMED_OUT' ? [{ code: state, message: errorMessage, subject: null }] : [];
}
