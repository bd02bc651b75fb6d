/** The histories of the demo's executions: an event for each thing that a state did. */
import type { JsonObject } from '../kit/json.ts';
import { isJsonObject } from '../kit/json.ts';
import type { EmulatedExecution, EmulatedHistoryEvent } from './emulator.ts';

/** What happened, without its number. */
interface Happening extends JsonObject {
  readonly type: string;
  /** Epoch seconds. */
  readonly timestamp: number;
}

/** AWS writes no more of an execution. */
const maxEvents = 24_000;

/** @param now epoch seconds, until which a running execution has events */
export function toDemoHistory(execution: EmulatedExecution, now: number): readonly EmulatedHistoryEvent[] {
  const start = execution.startDate ?? 0;
  const stop = Number(execution['stopDate'] ?? now);
  const happenings = [
    toHappening('ExecutionStarted', start, {
      input: execution['input'],
      roleArn: 'arn:aws:iam::123456789012:role/flows',
    }),
    ...toWork(execution, start, stop),
    ...toEnd(execution, stop),
  ];
  return happenings
    .slice(0, maxEvents)
    .map((happening, index) => ({ ...happening, id: index + 1, previousEventId: index }));
}

const secondsPerStep = 2;

/** A task after the other, each of them of five events; the last one fails as the execution did. */
function toWork(execution: EmulatedExecution, start: number, stop: number): readonly Happening[] {
  const { status } = execution;
  const isOver = status !== 'RUNNING' && status !== 'PENDING_REDRIVE';
  const room = isOver ? Math.min(stop - start, 8 * secondsPerStep) : stop - start;
  const count = Math.floor(room / secondsPerStep);
  const hasFailed = status === 'FAILED' || status === 'TIMED_OUT';
  return Array.from({ length: count }, (_, index) => {
    const isLast = index === count - 1;
    return toTask(execution, start + index * secondsPerStep, index, isOver && isLast && hasFailed);
  }).flat();
}

const tasks = [
  ['Reserve stock', 'dynamodb', 'putItem'],
  ['Charge the card', 'lambda', 'invoke'],
  ['Ask for a parcel', 'sqs', 'sendMessage'],
] as const;

function toTask(execution: EmulatedExecution, at: number, index: number, fails: boolean): readonly Happening[] {
  const [name, resourceType, resource] = tasks[fails ? 1 : index % tasks.length] ?? tasks[0];
  const task = { resourceType, resource };
  const { input, error = 'States.Timeout', cause } = execution;
  const entered = [
    toHappening('TaskStateEntered', at, { name, input }, 'stateEntered'),
    toHappening('TaskScheduled', at + 0.012, { ...task, parameters: input, region: 'us-east-1' }),
    toHappening('TaskStarted', at + 0.055, task),
  ];
  if (!fails)
    return [
      ...entered,
      toHappening('TaskSucceeded', at + 0.9, { ...task, output: '{"reserved":true}' }),
      toHappening('TaskStateExited', at + 0.904, { name, output: '{"reserved":true}' }, 'stateExited'),
    ];
  return [
    ...entered,
    toHappening('TaskFailed', at + 0.9, { ...task, error: 'Lambda.TooManyRequestsException', cause: 'Rate Exceeded.' }),
    toHappening('TaskScheduled', at + 1.4, { ...task, parameters: input, region: 'us-east-1' }),
    toHappening('TaskStarted', at + 1.5, task),
    toHappening(execution['status'] === 'TIMED_OUT' ? 'TaskTimedOut' : 'TaskFailed', at + 1.9, {
      ...task,
      error,
      cause,
    }),
  ];
}

const ends: ReadonlyMap<unknown, string> = new Map([
  ['SUCCEEDED', 'Succeeded'],
  ['FAILED', 'Failed'],
  ['TIMED_OUT', 'TimedOut'],
  ['ABORTED', 'Aborted'],
]);

/** An execution that was redriven has failed once before. */
function toEnd(execution: EmulatedExecution, stop: number): readonly Happening[] {
  const { status, error, cause, output, redriveDate, redriveCount } = execution;
  const end = ends.get(status);
  const redriven =
    typeof redriveDate === 'number'
      ? [
          toHappening('ExecutionFailed', redriveDate - 30, { error: 'States.TaskFailed', cause: 'Not the first time' }),
          toHappening('ExecutionRedriven', redriveDate, { redriveCount }),
        ]
      : [];
  const ended = end === undefined ? [] : [toHappening(`Execution${end}`, stop, { output, error, cause })];
  return [...redriven, ...ended].toSorted((one, other) => one.timestamp - other.timestamp);
}

/** @param group the beginning of the name of the details. Default: the type's */
function toHappening(type: string, timestamp: number, details: JsonObject, group?: string): Happening {
  const given = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
  const name = `${group ?? type.slice(0, 1).toLowerCase() + type.slice(1)}EventDetails`;
  return { type, timestamp, ...(isJsonObject(given) ? { [name]: given } : {}) };
}
