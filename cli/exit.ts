/** How the program ends: the statuses of the table in docs/cli.md. Those from 64 on are of sysexits.h. */
import type { JobStatus } from '../src/provider/contract/job.ts';

/** The exit statuses by what they mean. */
export const exits = {
  done: 0,
  refused: 1,
  partial: 3,
  jobFailed: 10,
  jobCancelled: 11,
  jobPartial: 12,
  jobOther: 13,
  jobNotFound: 14,
  noLog: 15,
  usage: 64,
  unavailable: 69,
  software: 70,
  output: 74,
  temporary: 75,
  protocol: 76,
  denied: 77,
  config: 78,
  timeout: 124,
  /** Those of signals are 128 and the signal's number: SIGHUP, SIGINT, SIGTERM. */
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

/** Ends the command with a sentence on standard error. */
export class CommandFault extends Error {
  override readonly name = 'CommandFault';
  readonly status: number;

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** What was asked for cannot be done: the user asks otherwise. */
export class UsageFault extends CommandFault {
  constructor(message: string, options?: ErrorOptions) {
    super(exits.usage, message, options);
  }
}

const byCode: Readonly<Record<string, number>> = {
  BAD_USER_INPUT: exits.usage,
  JOB_NOT_FOUND: exits.jobNotFound,
  JOB_GONE: exits.jobNotFound,
  UNAUTHENTICATED: exits.denied,
  UNAUTHORIZED_FIELD_OR_TYPE: exits.denied,
  PROVIDER_THROTTLED: exits.temporary,
  PROVIDER_TIMEOUT: exits.temporary,
  PROVIDER_UNAVAILABLE: exits.temporary,
  JOB_BUDGET_EXCEEDED: exits.temporary,
  TOO_MANY_SUBSCRIPTIONS: exits.temporary,
  SERVER_STOPPING: exits.temporary,
  SERVICE_UNAVAILABLE: exits.temporary,
};

/** The status for errors and nothing else: that of their codes if they agree, else 1. */
export function toErrorStatus(codes: readonly string[]): number {
  const statuses = new Set(codes.map((code) => byCode[code] ?? exits.refused));
  const [only = exits.refused] = statuses;
  return statuses.size === 1 ? only : exits.refused;
}

const byJobStatus: Readonly<Partial<Record<string, number>>> = {
  SUCCEEDED: exits.done,
  FAILED: exits.jobFailed,
  TIMED_OUT: exits.jobFailed,
  CANCELLED: exits.jobCancelled,
  PARTIALLY_SUCCEEDED: exits.jobPartial,
} satisfies Partial<Record<JobStatus, number>>;

/** The status for how a job stands; `fine` are statuses that count as success. */
export function toJobStatus(status: string, fine: ReadonlySet<string>): number {
  return fine.has(status) ? exits.done : (byJobStatus[status] ?? exits.jobOther);
}

const worstFirst = [exits.jobFailed, exits.jobNotFound, exits.jobOther, exits.jobCancelled, exits.jobPartial];

/** The worst of the statuses of several jobs. */
export function worstOf(statuses: readonly number[]): number {
  return worstFirst.find((status) => statuses.includes(status)) ?? statuses.find((status) => status !== 0) ?? 0;
}
