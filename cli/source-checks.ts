/** What asking the sources for all that their settings name has found: in lines, and as an exit status. */
import { exits } from './exit.ts';

/** One call, and what it found. */
interface CheckStep {
  readonly operation: string;
  readonly part: string | null;
  /** Of the configuration, for example `sources[0].queues[1]`. */
  readonly setting: string | null;
  readonly code: string | null;
  readonly cause: string | null;
  readonly message: string;
  readonly remedy: string | null;
  readonly providerCode: string | null;
  readonly providerMessage: string | null;
}

/** One source, as `jobSourceChecks` answers it. */
export interface SourceCheck {
  readonly source: { readonly name: string; readonly provider: string };
  readonly isSound: boolean;
  readonly state: string;
  readonly steps: readonly CheckStep[];
}

/** The selection of a check. */
export const checkFields =
  'source { name provider } isSound state checkedAt steps { operation part setting partsFound jobsFound { value isLowerBound } code cause message remedy providerCode providerMessage requestId clockOffsetSeconds }';

/** What a person or a setting must mend, and which of the two. */
const toSettings = ['TARGET_UNKNOWN', 'REDIRECTED', 'PROFILE_MISSING', 'NO_CREDENTIALS'];
const toCredentials = [
  ...['CREDENTIAL_PROCESS_FAILED', 'ROLE_REFUSED', 'CREDENTIALS_FAILED', 'CREDENTIAL_FILE_UNFIT', 'TOKEN_REFUSED'],
  ...['CREDENTIALS_UNKNOWN', 'SIGNATURE_WRONG', 'TOKEN_EXPIRED', 'CLOCK_SKEWED'],
  ...['NOT_PERMITTED', 'REFUSED', 'REQUEST_REJECTED'],
];

/** The statuses of faults, those that weigh most first. */
const byWeight = [exits.config, exits.denied, exits.protocol, exits.unavailable, exits.temporary];

/** 0 where all is sound; else of all faults the status that weighs most. */
export function toCheckStatus(checks: readonly SourceCheck[]): number {
  const statuses = checks.filter(({ isSound }) => !isSound).flatMap(toStatuses);
  if (statuses.length === 0) return exits.done;
  return byWeight.find((status) => statuses.includes(status)) ?? exits.refused;
}

function toStatuses({ state, steps }: SourceCheck): readonly number[] {
  const statuses = steps.filter(({ code }) => code !== null).map(toStepStatus);
  // A source that is held back because it was asked too often is asked again later.
  const isThrottled = statuses.includes(exits.temporary) && steps.some(({ code }) => code === 'PROVIDER_THROTTLED');
  return state === 'UNAVAILABLE' && !isThrottled ? [...statuses, exits.unavailable] : statuses;
}

function toStepStatus({ code, cause }: CheckStep): number {
  if (toSettings.includes(cause ?? '')) return exits.config;
  if (toCredentials.includes(cause ?? '')) return exits.denied;
  if (code === 'PROVIDER_BAD_RESPONSE') return exits.protocol;
  if (code === 'PROVIDER_UNAVAILABLE') return exits.unavailable;
  return code === 'PROVIDER_THROTTLED' || code === 'PROVIDER_TIMEOUT' ? exits.temporary : exits.refused;
}

/** A line for the source, then those of its steps: of all, or of those that are not sound, with what can be done. */
export function describeCheck(
  { source, isSound, state, steps }: SourceCheck,
  { showsAll }: { readonly showsAll: boolean },
): readonly string[] {
  const shown = showsAll ? steps : steps.filter(({ code }) => code !== null);
  return [`${source.name} (${source.provider}): ${isSound ? 'ok' : state}`, ...shown.flatMap(describeStep)];
}

function describeStep(step: CheckStep): readonly string[] {
  const { operation, part, setting, code, cause, message, remedy, providerCode, providerMessage } = step;
  const subject = [operation, part, setting === null ? null : `(${setting})`].filter((word) => word !== null).join(' ');
  if (code === null) return [`  ${subject}: ${message}`];
  const said = [providerCode, providerMessage].filter((text) => text !== null).join(': ');
  return [
    `  ! ${subject}: ${message} (${[code, cause].filter((word) => word !== null).join(', ')})`,
    ...[remedy, said].filter((text) => text !== null && text !== '').map((text) => `    ${text ?? ''}`),
  ];
}
