/** Executions of every shape, as the wire has them and as the graph must. */
import fc from 'fast-check';
import { toGeneratedJobs } from '../../conformance/answers.ts';
import type { ExpectedJob } from '../../conformance/provider-under-test.ts';
import { epochTime, member, someText, wholeNumber, word } from '../generated-values.ts';
import { formatWireJson, toWireObject, unknownMembers, type WireJson } from '../wire-json.ts';

type ModelOf<A> = A extends fc.Arbitrary<infer T> ? T : never;

const words = ['RUNNING', 'PENDING_REDRIVE', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];
const redriveWords = ['REDRIVABLE', 'NOT_REDRIVABLE', 'REDRIVABLE_BY_MAP_RUN'];
const text = fc.oneof(someText, fc.constant(''));

/** Beside any text: names of errors, and what is almost one. */
const error = fc.oneof(
  text,
  fc.constantFrom('States.TaskFailed', 'Orders.Rejected', 'a', 'A-1_b.c', `E${'x'.repeat(127)}`),
  fc.constantFrom(`E${'x'.repeat(128)}`, '1A', '.A', '_A', 'A B', 'A:b', 'A\n', '\nA', 'Ä', 'card tok_123'),
);

const executionModel = fc.record({
  stateMachineArn: member(text),
  stateMachineVersionArn: member(text),
  stateMachineAliasArn: member(text),
  mapRunArn: member(text),
  name: member(text),
  status: member(word(...words)),
  started: member(epochTime),
  stopped: member(epochTime),
  input: member(text),
  output: member(text),
  error: member(error),
  cause: member(text),
  redriveCount: member(wholeNumber),
  redriven: member(epochTime),
  redriveStatus: member(word(...redriveWords)),
  redriveStatusReason: member(text),
  traceHeader: member(text),
  hasUnknown: fc.boolean(),
  spelling: fc.nat({ max: 1000 }),
});
type ExecutionModel = ModelOf<typeof executionModel>;

const toNumber = (value: { readonly wire: string } | null | undefined): WireJson => value && { number: value.wire };
const toArn = (key: string): string => `arn:aws:states:us-east-1:123456789012:execution:${key}`;

function toWire(key: string, model: ExecutionModel): WireJson {
  const { started, stopped, redriveCount, redriven, hasUnknown, spelling: _, ...texts } = model;
  return toWireObject(
    {
      executionArn: toArn(key),
      ...texts,
      startDate: toNumber(started),
      stopDate: toNumber(stopped),
      redriveCount: toNumber(redriveCount),
      redriveDate: toNumber(redriven),
      inputDetails: toWireObject({ included: true }),
    },
    hasUnknown ? unknownMembers : [],
  );
}

const meaningOfWord = new Map([
  ['RUNNING', 'RUNNING'],
  ['PENDING_REDRIVE', 'QUEUED'],
  ['SUCCEEDED', 'SUCCEEDED'],
  ['FAILED', 'FAILED'],
  ['TIMED_OUT', 'TIMED_OUT'],
  ['ABORTED', 'CANCELLED'],
]);

function toFailure({ error: code = null, cause: message = null }: ExecutionModel): object {
  const isOpen = code === null || code === '' || /^[A-Za-z][A-Za-z0-9_.-]{0,127}$/.test(code);
  return { code: isOpen ? code : '[hidden]', message: message ? '[hidden]' : message, subject: null };
}

function toRedriveStatus(value: string | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  return redriveWords.includes(value) ? value : 'UNKNOWN';
}

function toOpenFields(key: string, model: ExecutionModel): ExpectedJob {
  const rawStatus = model.status ?? null;
  const status = rawStatus === null ? 'UNKNOWN' : (meaningOfWord.get(rawStatus) ?? 'UNKNOWN');
  const hasEnded = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'CANCELLED'].includes(status);
  const hasFailure = status === 'FAILED' || status === 'TIMED_OUT';
  return {
    providerJobId: toArn(key),
    name: key.split(':').at(-1),
    kind: key.split(':')[0]?.split('/')[0],
    definition: key.split(':')[0],
    status,
    rawStatus,
    statusSource: rawStatus === null ? 'NOT_REPORTED' : 'PROVIDER',
    createdAt: model.started?.instant ?? null,
    startedAt: status === 'QUEUED' ? null : (model.redriven?.instant ?? model.started?.instant ?? null),
    endedAt: hasEnded ? (model.stopped?.instant ?? null) : null,
    failures: hasFailure ? [toFailure(model)] : [],
    arn: toArn(key),
    stateMachineArn: model.stateMachineArn ?? null,
    stateMachineVersionArn: model.stateMachineVersionArn ?? null,
    stateMachineAliasArn: model.stateMachineAliasArn ?? null,
    mapRunArn: model.mapRunArn ?? null,
    redriveCount: model.redriveCount?.value ?? null,
    redrivenAt: model.redriven?.instant ?? null,
    redriveStatus: toRedriveStatus(model.redriveStatus),
    traceHeader: model.traceHeader ?? null,
  };
}

export const generatedJobs = toGeneratedJobs(
  executionModel,
  (key, model) => ({ body: formatWireJson(toWire(key, model), model.spelling) }),
  (key, model, viewer) => ({
    ...toOpenFields(key, model),
    ...(viewer === 'whole'
      ? {
          inputJson: model.input ?? null,
          outputJson: model.output ?? null,
          redriveStatusReason: model.redriveStatusReason ?? null,
          error: model.error ?? null,
          cause: model.cause ?? null,
        }
      : {}),
  }),
);
