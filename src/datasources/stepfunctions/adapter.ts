/**
 * AWS Step Functions, DescribeExecution, ListExecutions and ListStateMachines (JSON 1.0 RPC).
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
import { toObject } from '../../provider/decode/json-fields.ts';
import { toListRows } from '../../provider/contract/list-rows.ts';
import { createAwsJsonErrorReader } from '../../provider/aws/errors.ts';
import { createAwsJsonReads } from '../../provider/aws/json-reads.ts';
import { toAwsPartition } from '../../provider/aws/hosts.ts';
import { maxValues } from '../../provider/decode/parts.ts';
import type { JobKey } from '../../provider/contract/job.ts';
import {
  BadAnswer,
  type Adapter,
  type DescribedJob,
  type ListFilter,
  type ListPage,
  type ListRow,
  type Read,
} from '../../provider/contract/adapter.ts';
import { oneByOne } from '../../provider/contract/one-by-one.ts';
import { listByPages, type NamePage } from '../../provider/contract/list-by-pages.ts';
import type { StepFunctionsExecutionFacts } from './facts.generated.ts';
import { executionRows, toExecutionRecord, toExecutionStatusWord } from './mapping.ts';
import { namePattern, type StepFunctionsSettings } from './settings.ts';
import {
  readExecution,
  readExecutionPage,
  readStateMachinePage,
  type ExecutionListItem,
  readExecutionListItem,
} from './wire.ts';

const keyPattern = new RegExp(`^${namePattern}(/${namePattern})?:${namePattern}$`, 'u');
/** AWS allows 1,000 rows; 100 are AWS's default and enough for most pages. */
const pageSize = 100;
const machinesPerPage = 1000;

/** ARNs of one account's executions and state machines in one region. */
interface Arns {
  readonly toExecution: (key: JobKey) => string;
  readonly toStateMachine: (name: string) => string;
  /** The key in the ARN of an execution of this account and region; undefined in any other text. */
  readonly findKey: (executionArn: string) => JobKey | undefined;
  /** The same key. Throws `BadAnswer` for any other text. */
  readonly toKey: (executionArn: string) => JobKey;
}

/** Keys are completed to ARNs of the settings' region and account. */
export function createStepFunctionsAdapter(
  settings: Pick<StepFunctionsSettings, 'region' | 'accountId' | 'stateMachines'>,
): Adapter<StepFunctionsExecutionFacts> {
  const arns = createArns(settings);
  const { stateMachines } = settings;
  return {
    provider: 'STEP_FUNCTIONS',
    lifecycle: 'ACTIVE',
    permissions: 'states',
    key: {
      pattern: keyPattern,
      expected:
        'the state machine’s name and the execution’s name, each of 1 to 80 characters, joined by ":"; for a child of a distributed map, the label follows the machine’s name after a "/"',
      ofProviderJobId: (arn) => [arns.findKey(arn) ?? []].flat(),
    },
    reopens: true,
    toError,
    describe: oneByOne((key) => describeExecution(arns, key)),
    listing: {
      rowFacts: executionRows.rowFacts,
      newestFirst: true,
      maxPageSize: pageSize,
      part: {
        noun: 'state machine',
        setting: 'stateMachines',
        unknownCodes: ['StateMachineDoesNotExist', 'ResourceNotFound', 'InvalidArn', 'StateMachineTypeNotSupported'],
        list: listByPages(readStateMachines),
      },
      containers: stateMachines ?? { calls: 1, list: listByPages(readStateMachines) },
      page: ({ container, after, size, filter }) => listExecutions(arns, container ?? '', after, size, filter),
    },
  };
}

const toRead = createAwsJsonReads({ version: '1.0', targetPrefix: 'AWSStepFunctions.' });

const toError = createAwsJsonErrorReader(
  new Map([
    ['InvalidArn', 'PROVIDER_REJECTED'],
    ['StateMachineDoesNotExist', 'PROVIDER_REJECTED'],
    ['StateMachineTypeNotSupported', 'PROVIDER_REJECTED'],
    ['InvalidToken', 'PROVIDER_REJECTED'],
  ]),
);

function createArns({ region, accountId }: Pick<StepFunctionsSettings, 'region' | 'accountId'>): Arns {
  const toPrefix = (kind: string): string => `arn:${toAwsPartition(region)}:states:${region}:${accountId}:${kind}:`;
  const [executions, machines] = [toPrefix('execution'), toPrefix('stateMachine')];
  const findKey = (arn: string): JobKey | undefined => {
    const key = arn.slice(executions.length);
    return arn.startsWith(executions) && keyPattern.test(key) ? key : undefined;
  };
  return {
    toExecution: (key) => `${executions}${key}`,
    toStateMachine: (name) => `${machines}${name}`,
    findKey,
    toKey: (arn) => {
      const key = findKey(arn);
      if (key === undefined) throw new BadAnswer('executionArn', 'text', 'other text');
      return key;
    },
  };
}

function describeExecution(arns: Arns, key: JobKey): Read<DescribedJob<StepFunctionsExecutionFacts>> {
  return toRead({
    operation: 'DescribeExecution',
    input: { executionArn: arns.toExecution(key), includedData: 'ALL_DATA' },
    toResult: (body) => {
      const execution = readExecution(body);
      const found = arns.toKey(execution.executionArn);
      return { key: found, record: toExecutionRecord(found, execution) };
    },
  });
}

function listExecutions(
  arns: Arns,
  machine: string,
  after: string | null,
  size: number,
  filter: ListFilter,
): Read<ListPage> {
  return toRead({
    operation: 'ListExecutions',
    input: {
      stateMachineArn: arns.toStateMachine(machine),
      maxResults: size,
      statusFilter: toStatusFilter(filter),
      nextToken: after ?? undefined,
    },
    maxValues: maxValues.list,
    toResult: (body, _answer, onUnreadable) => {
      const { executions, nextToken } = readExecutionPage(body);
      const toRowHere = (item: unknown): ListRow => toRow(arns, machine, readExecutionListItem(toObject(item)));
      return { ...toListRows('executions', executions, toRowHere, onUnreadable), next: nextToken };
    },
  });
}

function toRow(arns: Arns, machine: string, execution: ExecutionListItem): ListRow {
  const key = arns.toKey(execution.executionArn);
  if (!key.startsWith(`${machine}:`) && !key.startsWith(`${machine}/`))
    throw new BadAnswer('executionArn', 'text', "another job's id");
  return executionRows.toRow(key, key, execution);
}

/** The provider filters by one status. */
function toStatusFilter({ statuses }: ListFilter): string | undefined {
  const [status, ...others] = statuses ?? [];
  return status === undefined || others.length > 0 ? undefined : toExecutionStatusWord(status);
}

function readStateMachines(after: string | null): Read<NamePage> {
  return toRead({
    operation: 'ListStateMachines',
    input: { maxResults: machinesPerPage, nextToken: after ?? undefined },
    maxValues: maxValues.list,
    toResult: readStateMachinePage,
  });
}
