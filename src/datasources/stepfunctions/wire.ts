/**
 * Step Functions' answers, unknown → checked. Names are the provider's own.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
import { within } from '../../provider/contract/bad-answer.ts';
import {
  readEpochSeconds,
  readInteger,
  readObjects,
  readString,
  readWord,
  requireString,
  type JsonObject,
  readItems,
} from '../../provider/decode/json-fields.ts';
import { at, orEmpty, shape } from '../../provider/decode/shape.ts';

/** Members that DescribeExecution and ListExecutions have in common. */
const common = {
  executionArn: requireString,
  stateMachineArn: readString,
  stateMachineVersionArn: readString,
  stateMachineAliasArn: readString,
  mapRunArn: readString,
  status: readString,
  startDate: readEpochSeconds,
  stopDate: readEpochSeconds,
  redriveCount: readInteger,
  redriveDate: readEpochSeconds,
};

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ExecutionListItem.html */
export const readExecutionListItem = shape(common);
/** A row of ListExecutions' answer. */
export type ExecutionListItem = ReturnType<typeof readExecutionListItem>;

/** Throws `BadAnswer` if a member is mistyped. */
export const readExecution = shape({
  ...common,
  input: readString,
  output: readString,
  error: readString,
  cause: readString,
  redriveStatus: readString,
  redriveStatusReason: readString,
  traceHeader: readString,
});
/** DescribeExecution's answer. */
export type Execution = ReturnType<typeof readExecution>;

/** Throws `BadAnswer`. https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
export const readExecutionPage = shape({ executions: orEmpty(readItems), nextToken: readWord });

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html */
export const readStateMachinePage = shape({
  names: at('stateMachines', readListedNames),
  next: at('nextToken', readWord),
});

/** Names of those whose executions can be listed: all but EXPRESS ones. */
function readListedNames(body: JsonObject, name: string): readonly string[] {
  const machines = readObjects(body, name) ?? [];
  return within(`${name}[]`, () =>
    machines
      .filter((machine) => readString(machine, 'type') !== 'EXPRESS')
      .map((machine) => requireString(machine, 'name')),
  );
}
