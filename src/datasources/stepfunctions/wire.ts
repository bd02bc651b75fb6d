/**
 * Step Functions' answers, unknown → checked. Names are the provider's own.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
import {
  readEpochSeconds,
  readInteger,
  readObjects,
  readString,
  readWord,
  requireString,
} from '../../decode/json-fields.ts';
import type { JsonObject } from '../../decode/json-fields.ts';
import type { Instant } from '../../job.ts';

/** Members that DescribeExecution and ListExecutions have in common. */
export interface ExecutionListItem {
  readonly executionArn: string;
  readonly stateMachineArn: string | null;
  readonly stateMachineVersionArn: string | null;
  readonly stateMachineAliasArn: string | null;
  readonly mapRunArn: string | null;
  readonly status: string | null;
  readonly startDate: Instant | null;
  readonly stopDate: Instant | null;
  readonly redriveCount: number | null;
  readonly redriveDate: Instant | null;
}

export interface Execution extends ExecutionListItem {
  readonly input: string | null;
  readonly output: string | null;
  readonly error: string | null;
  readonly cause: string | null;
  readonly redriveStatus: string | null;
  readonly redriveStatusReason: string | null;
  readonly traceHeader: string | null;
}

/**
 * One row of ListExecutions. Throws `BadAnswer`.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ExecutionListItem.html
 */
export function readExecutionListItem(item: JsonObject): ExecutionListItem {
  return {
    executionArn: requireString(item, 'executionArn'),
    stateMachineArn: readString(item, 'stateMachineArn'),
    stateMachineVersionArn: readString(item, 'stateMachineVersionArn'),
    stateMachineAliasArn: readString(item, 'stateMachineAliasArn'),
    mapRunArn: readString(item, 'mapRunArn'),
    status: readString(item, 'status'),
    startDate: readEpochSeconds(item, 'startDate'),
    stopDate: readEpochSeconds(item, 'stopDate'),
    redriveCount: readInteger(item, 'redriveCount'),
    redriveDate: readEpochSeconds(item, 'redriveDate'),
  };
}

/** Throws `BadAnswer` if a member is mistyped. */
export function readExecution(execution: JsonObject): Execution {
  return {
    ...readExecutionListItem(execution),
    input: readString(execution, 'input'),
    output: readString(execution, 'output'),
    error: readString(execution, 'error'),
    cause: readString(execution, 'cause'),
    redriveStatus: readString(execution, 'redriveStatus'),
    redriveStatusReason: readString(execution, 'redriveStatusReason'),
    traceHeader: readString(execution, 'traceHeader'),
  };
}

export interface ExecutionPage {
  readonly executions: readonly ExecutionListItem[];
  readonly nextToken: string | null;
}

/** Throws `BadAnswer`. https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
export function readExecutionPage(body: JsonObject): ExecutionPage {
  return {
    executions: (readObjects(body, 'executions') ?? []).map(readExecutionListItem),
    nextToken: readWord(body, 'nextToken'),
  };
}

export interface StateMachinePage {
  /** Names of those whose executions can be listed: all but EXPRESS ones. */
  readonly names: readonly string[];
  readonly nextToken: string | null;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html */
export function readStateMachinePage(body: JsonObject): StateMachinePage {
  return {
    names: (readObjects(body, 'stateMachines') ?? [])
      .filter((machine) => readString(machine, 'type') !== 'EXPRESS')
      .map((machine) => requireString(machine, 'name')),
    nextToken: readWord(body, 'nextToken'),
  };
}
