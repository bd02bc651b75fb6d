/**
 * AWS Step Functions, DescribeExecution, ListExecutions and ListStateMachines (JSON 1.0 RPC).
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
import { createAwsJsonErrorReader } from '../../aws/errors.ts';
import { toAwsPartition } from '../../aws/hosts.ts';
import { parseJsonObject } from '../../decode/json-fields.ts';
import { maxValues } from '../../decode/parts.ts';
import type { JobKey } from '../../job.ts';
import {
  BadAnswer,
  maxListedContainers,
  type Adapter,
  type Call,
  type DescribedJob,
  type ListFilter,
  type ListPage,
  type ListRow,
  type Read,
} from '../../provider/adapter.ts';
import { oneByOne } from '../../provider/one-by-one.ts';
import type { WireRequest } from '../../provider/wire.ts';
import {
  hasFailures,
  toExecutionRecord,
  toExecutionRowFacts,
  toExecutionStatusWord,
  type StepFunctionsFacts,
} from './mapping.ts';
import { namePattern, type StepFunctionsSettings } from './settings.ts';
import { readExecution, readExecutionPage, readStateMachinePage, type ExecutionListItem } from './wire.ts';

const keyPattern = new RegExp(`^${namePattern}(/${namePattern})?:${namePattern}$`, 'u');
/** AWS allows 1,000 rows; 100 are AWS's default and enough for most pages. */
const pageSize = 100;
const machinesPerPage = 1000;
const maxMachinePages = 10;

/** ARNs of one account's executions and state machines in one region. */
interface Arns {
  readonly toExecution: (key: JobKey) => string;
  readonly toStateMachine: (name: string) => string;
  /** The key in the ARN of an execution of this account and region; undefined in any other text. */
  readonly findKey: (executionArn: string) => JobKey | undefined;
  /** The same. Throws `BadAnswer` where there is none. */
  readonly toKey: (executionArn: string) => JobKey;
}

/** Keys are completed to ARNs of the settings' region and account. */
export function createStepFunctionsAdapter(
  settings: Pick<StepFunctionsSettings, 'region' | 'accountId' | 'stateMachines'>,
): Adapter<StepFunctionsFacts> {
  const arns = createArns(settings);
  const { stateMachines } = settings;
  return {
    provider: 'STEP_FUNCTIONS',
    lifecycle: 'ACTIVE',
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
      rowFacts,
      newestFirst: true,
      maxPageSize: pageSize,
      containers: stateMachines ?? { calls: 1, list: listStateMachines },
      page: ({ container, after, size, filter }) => listExecutions(arns, container ?? '', after, size, filter),
    },
  };
}

const toError = createAwsJsonErrorReader(
  new Map([
    ['InvalidArn', 'PROVIDER_REJECTED'],
    ['StateMachineDoesNotExist', 'PROVIDER_REJECTED'],
    ['StateMachineTypeNotSupported', 'PROVIDER_REJECTED'],
    ['InvalidToken', 'PROVIDER_REJECTED'],
  ]),
);

const rowFacts: ReadonlySet<string> = new Set([
  'name',
  'kind',
  'status',
  'rawStatus',
  'statusSource',
  'isTerminal',
  'statusMessage',
  'createdAt',
  'updatedAt',
  'endedAt',
  'progress',
  'arn',
  'stateMachineArn',
  'stateMachineVersionArn',
  'stateMachineAliasArn',
  'mapRunArn',
  'redriveCount',
  'redrivenAt',
]);

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
      if (key === undefined) throw new BadAnswer('executionArn is of no execution here');
      return key;
    },
  };
}

function describeExecution(arns: Arns, key: JobKey): Read<DescribedJob<StepFunctionsFacts>> {
  return {
    operation: 'DescribeExecution',
    request: toRpc('DescribeExecution', { executionArn: arns.toExecution(key), includedData: 'ALL_DATA' }),
    toResult: ({ body }) => {
      const execution = readExecution(parseJsonObject(body));
      const found = arns.toKey(execution.executionArn);
      return { key: found, record: toExecutionRecord(found, execution) };
    },
  };
}

function listExecutions(
  arns: Arns,
  machine: string,
  after: string | null,
  size: number,
  filter: ListFilter,
): Read<ListPage<StepFunctionsFacts>> {
  const status = toStatusFilter(filter);
  return {
    operation: 'ListExecutions',
    request: toRpc('ListExecutions', {
      stateMachineArn: arns.toStateMachine(machine),
      maxResults: size,
      ...(status === undefined ? {} : { statusFilter: status }),
      ...(after === null ? {} : { nextToken: after }),
    }),
    toResult: ({ body }) => {
      const { executions, nextToken } = readExecutionPage(parseJsonObject(body, maxValues.list));
      return { rows: executions.map((execution) => toRow(arns, machine, execution)), next: nextToken };
    },
  };
}

function toRow(arns: Arns, machine: string, execution: ExecutionListItem): ListRow<StepFunctionsFacts> {
  const key = arns.toKey(execution.executionArn);
  if (!key.startsWith(`${machine}:`) && !key.startsWith(`${machine}/`))
    throw new BadAnswer('a row is of another state machine');
  const facts = toExecutionRowFacts(key, execution);
  return { key, facts, alsoHolds: hasFailures(facts.status) ? [] : ['failures'] };
}

/** The provider filters by one status. */
function toStatusFilter({ statuses }: ListFilter): string | undefined {
  const [status, ...others] = statuses ?? [];
  return status === undefined || others.length > 0 ? undefined : toExecutionStatusWord(status);
}

async function listStateMachines(call: Call): Promise<readonly string[]> {
  const names = new Set<string>();
  let after: string | null = null;
  // Pages of EXPRESS ones alone have no names.
  for (let page = 0; page < maxMachinePages && names.size <= maxListedContainers; page += 1) {
    const found: ReturnType<typeof readStateMachinePage> = await call(readStateMachines(after));
    for (const name of found.names) names.add(name);
    if (found.nextToken === null) break;
    after = found.nextToken;
  }
  return [...names];
}

function readStateMachines(after: string | null): Read<ReturnType<typeof readStateMachinePage>> {
  return {
    operation: 'ListStateMachines',
    request: toRpc('ListStateMachines', {
      maxResults: machinesPerPage,
      ...(after === null ? {} : { nextToken: after }),
    }),
    toResult: ({ body }) => readStateMachinePage(parseJsonObject(body, maxValues.list)),
  };
}

/** All operations are POSTs that only read. */
function toRpc(operation: string, input: object): WireRequest {
  return {
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AWSStepFunctions.${operation}` },
    body: JSON.stringify(input),
  };
}
