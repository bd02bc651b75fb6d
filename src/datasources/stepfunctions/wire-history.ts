/**
 * GetExecutionHistory's answer, unknown → checked. Inputs, outputs, parameters, variables and roles are left out.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
 */
import { BadAnswer } from '../../provider/contract/adapter.ts';
import { within } from '../../provider/contract/bad-answer.ts';
import {
  readEpochSeconds,
  readInteger,
  readObject,
  readObjects,
  readString,
  readWord,
  requireString,
  type JsonObject,
} from '../../provider/decode/json-fields.ts';
import { at, shape } from '../../provider/decode/shape.ts';

const readCommon = shape({ id: requireId, type: requireString, timestamp: readEpochSeconds });

const readDetails = shape({
  resourceType: readString,
  resource: readString,
  index: readInteger,
  error: readString,
  cause: readString,
});
const noDetails = readDetails({});

/** Throws `BadAnswer` if a member is mistyped. */
export const readHistoryPage = shape({ events: at('events', readEvents), nextToken: readWord });
/** A page of events, in the order that was asked for. */
export type HistoryPage = ReturnType<typeof readHistoryPage>;

/** An event of an execution. */
export type HistoryEvent = ReturnType<typeof readEvent>;

function readEvents(body: JsonObject, name: string): readonly HistoryEvent[] {
  return within(`${name}[]`, () => (readObjects(body, name) ?? []).map(readEvent));
}

function readEvent(event: JsonObject) {
  const common = readCommon(event);
  // One member at most has details, and its name follows from the type.
  const name = Object.keys(event).find((member) => member.endsWith('EventDetails')) ?? '';
  const details = readObject(event, name);
  const stateName = stateNames.get(name);
  return {
    ...common,
    ...(details === null ? noDetails : within(name, () => readDetails(details))),
    state: details === null || stateName === undefined ? null : readString(details, stateName),
  };
}

/** Where details name the state that an event is of. */
const stateNames: ReadonlyMap<string, string> = new Map([
  ['stateEnteredEventDetails', 'name'],
  ['stateExitedEventDetails', 'name'],
  ['evaluationFailedEventDetails', 'state'],
]);

function requireId(event: JsonObject, name: string): number {
  const id = readInteger(event, name);
  if (id === null || id < 1) throw new BadAnswer(name, 'whole number', id === null ? 'nothing' : 'number');
  return id;
}
