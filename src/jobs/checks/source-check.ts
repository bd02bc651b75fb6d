/** Asks a source for all that its settings name, one page each: are the credentials accepted, the names known, the answers readable? */
import type { ErrorCode } from '../../errors/catalogue.ts';
import type { Caller } from '../../calls/caller.ts';
import type { SourceHealth } from '../../calls/health.ts';
import type { Clock } from '../../platform/clock.ts';
import { ProviderError } from '../../errors/errors.ts';
import type { Adapter } from '../../provider/contract/adapter.ts';
import type { Instant } from '../../provider/contract/job.ts';
import { createCheckCall, type CheckCall, type CheckCallOptions } from './check-call.ts';
import { findNearest, formatJobs, toFailureWords, type StepFacts } from './check-words.ts';
import { toFirstPage } from '../lists/container-pages.ts';
import { namesParts, toPageTarget, toPartsTarget, toSetting } from '../reading/targets.ts';

/** One call of a check, and what it found: the graph's `JobSourceCheckStep`. */
interface CheckStep {
  readonly operation: string;
  readonly part: string | null;
  readonly setting: string | null;
  readonly partsFound: number | null;
  readonly jobsFound: { readonly value: number; readonly isLowerBound: boolean } | null;
  readonly code: ErrorCode | null;
  readonly cause: ProviderError['causeKind'];
  readonly message: string;
  readonly remedy: string | null;
  readonly providerCode: string | null;
  readonly providerMessage: string | null;
  readonly requestId: string | null;
  readonly clockOffsetSeconds: number | null;
}

/** What a check has found. */
export interface SourceFindings {
  readonly isSound: boolean;
  readonly steps: readonly CheckStep[];
  readonly checkedAt: Instant;
}

/** The source, and how it is called. */
export interface SourceCheckOptions extends Clock, Omit<CheckCallOptions, 'signal' | 'deadlineAt'> {
  readonly adapter: Adapter;
  /** Who is asked, e.g. `AWS Batch in us-east-1`. */
  readonly asked: string;
  /** Of the source's entry in the configuration. */
  readonly path: string;
  readonly call: Caller;
  /** For all calls of a check together. */
  readonly deadlineMilliseconds: number;
  readonly health: () => Pick<SourceHealth, 'lastErrorCode' | 'lastErrorCause'>;
}

/** How many of the parts that the provider lists are asked for. */
const maxListedParts = 25;

/** @param maxParts how many of the parts that the settings name are asked for */
export async function checkSource(
  options: SourceCheckOptions,
  signal: AbortSignal,
  maxParts: number,
): Promise<SourceFindings> {
  const { adapter, monotonic, now, deadlineMilliseconds } = options;
  const { listing } = adapter;
  const checkedAt = new Date(now()).toISOString();
  const deadlineAt = monotonic() + deadlineMilliseconds;
  const call = createCheckCall({ ...options, signal, deadlineAt });
  const check: Check = { options, call, known: undefined };
  const steps: CheckStep[] = [];
  if (listing === undefined) steps.push(...(await checkUnused(check)));
  else if (namesParts(listing)) await checkParts(check, toNamed(adapter).slice(0, maxParts), steps);
  else {
    const [step, names] = await checkList(check);
    steps.push(step);
    await checkParts(check, names.slice(0, maxListedParts), steps);
  }
  return { isSound: steps.every(({ code }) => code === null), steps, checkedAt };
}

interface Check {
  readonly options: SourceCheckOptions;
  readonly call: CheckCall;
  /** The parts that the provider lists, once they were asked for. */
  known: Promise<readonly string[]> | undefined;
}

function toNamed({ listing }: Adapter): readonly (string | null)[] {
  return listing === undefined || 'list' in listing.containers ? [] : listing.containers;
}

async function checkParts(check: Check, parts: readonly (string | null)[], steps: CheckStep[]): Promise<void> {
  for (const part of parts) steps.push(await checkPart(check, part));
}

/** The read of an id that no job has. */
async function checkUnused({ options, call }: Check): Promise<readonly CheckStep[]> {
  const { key, describe } = options.adapter;
  if (key.unused === undefined) return [];
  const read = describe.read([key.unused]);
  const target = { part: null, isNamed: true, isOfList: false, unknownCodes: [] };
  const { error, seen } = await call({ ...read, target });
  const step = toStep(options, null, seen);
  if (error === undefined || error.code === 'JOB_NOT_FOUND' || error.code === 'JOB_GONE')
    return [{ ...step, message: `${options.asked} answers.` }];
  return [await toFailed({ options, call, known: undefined }, step, error)];
}

async function checkList(check: Check): Promise<readonly [CheckStep, readonly string[]]> {
  const { options, call } = check;
  const { listing } = options.adapter;
  if (listing === undefined || !('list' in listing.containers)) throw new TypeError('The source lists no parts.');
  const { error, seen, result = [] } = await call.list(listing.containers.list, toPartsTarget());
  const step = toStep(options, null, seen);
  if (error !== undefined) return [await toFailed(check, step, error), []];
  const noun = listing.part?.noun ?? 'part';
  const found = { ...step, partsFound: result.length };
  if (result.length > 0)
    return [{ ...found, message: `${result.length} ${noun}${result.length === 1 ? '' : 's'}.` }, result];
  const remedy = 'Correct `region` and the account, if there should be any.';
  return [{ ...found, message: `${options.asked} has no ${noun}.`, remedy }, []];
}

async function checkPart(check: Check, part: string | null): Promise<CheckStep> {
  const { options, call } = check;
  const { listing, describe } = options.adapter;
  if (listing === undefined) throw new TypeError('The source has no parts.');
  const target = toPageTarget(listing, part, true);
  const first = {
    ...toFirstPage(listing, part, {}),
    ...listing.page({ container: part, after: null, size: 1, filter: {} }),
  };
  const page = await call({ ...first, target });
  const [key] = page.result?.keys ?? [];
  const failed = page.error ?? page.unreadable;
  // Of a page of keys, the answer about one of its jobs belongs to what the list says.
  const job =
    failed === undefined && key !== undefined ? await call({ ...describe.read([key]), keys: [key] }) : undefined;
  const error = failed ?? job?.error ?? job?.unreadable;
  const seen = job !== undefined && error !== undefined ? job.seen : page.seen;
  const step = toStep(options, part, seen);
  if (error !== undefined && !(job !== undefined && error.code === 'JOB_NOT_FOUND')) {
    const isGone = error.causeKind === 'TARGET_UNKNOWN' && !target.isNamed;
    if (!isGone) return toFailed(check, step, error);
  }
  const { rows = [], keys = [], next = null, isCut = false } = page.result ?? {};
  const jobsFound = { value: rows.length + keys.length, isLowerBound: next !== null || isCut };
  return { ...step, jobsFound, message: formatJobs(jobsFound.value, jobsFound.isLowerBound) };
}

type Seen = Awaited<ReturnType<CheckCall>>['seen'];

function toStep({ adapter, path }: SourceCheckOptions, part: string | null, seen: Seen): CheckStep {
  const { operation, requestId, clockOffsetSeconds } = seen;
  return {
    operation,
    part,
    setting: toSetting(adapter, path, part),
    partsFound: null,
    jobsFound: null,
    code: null,
    cause: null,
    message: '',
    remedy: null,
    providerCode: null,
    providerMessage: null,
    requestId,
    clockOffsetSeconds,
  };
}

/** Causes with which the provider's sentence does not repeat the request. */
const quoted: ReadonlySet<unknown> = new Set(['NOT_PERMITTED', 'TARGET_UNKNOWN', 'REQUEST_REJECTED']);

async function toFailed(check: Check, step: CheckStep, failure: ProviderError): Promise<CheckStep> {
  const { options, call } = check;
  const { adapter, asked } = options;
  const error = toRealCause(options, failure);
  const { message: said, origin } = call.last();
  const facts: StepFacts = {
    asked,
    part: step.part === null ? undefined : { noun: adapter.listing?.part?.noun ?? 'part', name: step.part },
    setting: step.setting,
    permission: adapter.permissions && `${adapter.permissions}:${step.operation}`,
    origin,
    clockOffsetSeconds: step.clockOffsetSeconds,
    nearest: error.causeKind === 'TARGET_UNKNOWN' && step.part !== null ? await findOthers(check, step.part) : [],
  };
  const { code, causeKind: cause, providerCode, requestId } = error;
  const providerMessage = quoted.has(cause) ? said : null;
  return { ...step, code, cause, providerCode, providerMessage, requestId, ...toFailureWords(error, facts) };
}

/** The last failure, where it is the reason that calls are held back. */
function toRealCause({ health }: SourceCheckOptions, error: ProviderError): ProviderError {
  if (error.causeKind !== 'BREAKER_OPEN') return error;
  const { lastErrorCode, lastErrorCause } = health();
  if (lastErrorCode === null || lastErrorCause === null) return error;
  return new ProviderError(lastErrorCode, { causeKind: lastErrorCause, cause: error });
}

/** Whether the list of parts is permitted is no finding. Parts that the settings name already are left out. */
async function findOthers(check: Check, wrong: string): Promise<readonly string[]> {
  const { options, call } = check;
  const list = options.adapter.listing?.part?.list;
  if (list === undefined) return [];
  check.known ??= call.list(list, undefined).then(({ result = [] }) => result);
  const named = new Set(toNamed(options.adapter));
  return findNearest(
    wrong,
    (await check.known).filter((name) => !named.has(name)),
  );
}
