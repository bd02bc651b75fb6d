/**
 * Cloud Run's answers, unknown → checked. Zeros are left out (proto3), times are RFC 3339, durations end in `s`.
 * @see https://docs.cloud.google.com/run/docs/reference/rest/v2/projects.locations.jobs.executions
 */
import { BadAnswer } from '../../provider/contract/bad-answer.ts';
import {
  readEntries,
  readHttpsUrl,
  readInteger,
  readItems,
  readJsonInstant,
  readObject,
  readString,
  readStrings,
  readWord,
  requireString,
  type JsonObject,
} from '../../provider/decode/json-fields.ts';
import { at, listOf, orEmpty, shape, type Kind } from '../../provider/decode/shape.ts';

/** Seconds, of a text such as `600s` or `3.5s`. */
const readDuration: Kind<number | null> = (parent, name) => {
  const text = readWord(parent, name);
  if (text !== null && !/^\d{1,12}(?:\.\d{1,9})?s$/.test(text)) throw new BadAnswer(name, 'number', 'text');
  return text === null ? null : Number(text.slice(0, -1));
};

const countOrZero: Kind<number> = (parent, name) => readInteger(parent, name) ?? 0;

const readCondition = shape({
  type: requireString,
  state: readWord,
  reason: readWord,
  executionReason: readWord,
  revisionReason: readWord,
  message: readString,
  severity: readString,
  changedAt: at('lastTransitionTime', readJsonInstant),
});
/** What Cloud Run says about the state of an execution. */
export type Condition = ReturnType<typeof readCondition>;

const readVariable = shape({
  name: readString,
  value: readString,
  reference: at('valueSource.secretKeyRef', readObject),
  secret: at('valueSource.secretKeyRef.secret', readString),
  version: at('valueSource.secretKeyRef.version', readWord),
});
/** An environment variable. */
export type Variable = ReturnType<typeof readVariable>;

const readContainer = shape({
  name: readString,
  image: readString,
  command: readStrings,
  args: readStrings,
  env: orEmpty(listOf(readVariable)),
  limits: at('resources.limits', readEntries),
});
/** A container of each task, as asked for. */
export type Container = ReturnType<typeof readContainer>;

/** Throws `BadAnswer` if a member is mistyped. */
export const readExecution = shape({
  name: requireString,
  shown: shape({
    uid: readString,
    deletionRequestedAt: at('deleteTime', readJsonInstant),
    taskCount: readInteger,
    launchStage: readString,
    labels: readEntries,
    maxRetries: at('template.maxRetries', readInteger),
    taskTimeoutSeconds: at('template.timeout', readDuration),
    serviceAccount: at('template.serviceAccount', readString),
    executionEnvironment: at('template.executionEnvironment', readString),
    accelerator: at('template.nodeSelector.accelerator', readString),
    imageEncryptionKey: at('template.encryptionKey', readString),
    logUrl: at('logUri', readHttpsUrl),
  }),
  counts: shape({
    running: at('runningCount', countOrZero),
    succeeded: at('succeededCount', countOrZero),
    failed: at('failedCount', countOrZero),
    cancelled: at('cancelledCount', countOrZero),
    retried: at('retriedCount', countOrZero),
  }),
  parallelism: readInteger,
  creator: readString,
  createTime: readJsonInstant,
  startTime: readJsonInstant,
  updateTime: readJsonInstant,
  completionTime: readJsonInstant,
  conditions: listOf(readCondition),
  containers: at('template.containers', listOf(readContainer)),
});
/** An execution, described or listed. */
export type Execution = ReturnType<typeof readExecution>;

/** Throws `BadAnswer` if a member is mistyped. */
export const readExecutionPage: (body: JsonObject) => {
  readonly executions: readonly unknown[];
  readonly nextPageToken: string | null;
} = shape({ executions: orEmpty(readItems), nextPageToken: readWord });
