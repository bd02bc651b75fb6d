/**
 * AWS CodePipeline, GetJobDetails and ListActionExecutions (JSON 1.1 RPC). There is no listing: PollForJobs is a
 * dispatch queue that hands out credentials.
 * @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetJobDetails.html
 */
import { ProviderError, toErrorFacts } from '../../errors/errors.ts';
import type { Adapter, Call, Completion, Read } from '../../provider/contract/adapter.ts';
import { oneByOne } from '../../provider/contract/one-by-one.ts';
import { toAwsJsonError } from '../../provider/aws/errors.ts';
import { createAwsJsonReads } from '../../provider/aws/json-reads.ts';
import { maxValues } from '../../provider/decode/parts.ts';
import { toCodePipelineRecord, withActionExecution, type CodePipelineFacts } from './mapping.ts';
import {
  readActionExecutionPage,
  readJobDetails,
  type ActionExecutionDetail,
  type ActionExecutionPage,
} from './wire.ts';

/** One pipeline execution rarely has more than a hundred actions; retries of stages add some. */
const maxExecutionPages = 5;

const toRead = createAwsJsonReads({ version: '1.1', targetPrefix: 'CodePipeline_20150709.' });

/** @param statusFrom with `none` the second read is skipped: the job then has no status and no times */
export function createCodePipelineAdapter(statusFrom: 'actionExecution' | 'none'): Adapter<CodePipelineFacts> {
  return {
    provider: 'CODEPIPELINE',
    lifecycle: 'ACTIVE',
    permissions: 'codepipeline',
    key: {
      pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
      expected: 'a lower-case UUID',
      unused: '00000000-0000-0000-0000-000000000000',
    },
    mintsCredentials: true,
    hintedAs: ({ pipeline }) => pipeline?.actionExecutionId ?? null,
    toError: toAwsJsonError,
    describe: oneByOne((jobId) =>
      toRead({
        operation: 'GetJobDetails',
        input: { jobId },
        toResult: (body) => {
          const details = readJobDetails(body);
          return { key: details.id, record: toCodePipelineRecord(details) };
        },
      }),
    ),
    ...(statusFrom === 'none' ? {} : { completion }),
  };
}

const completion: Completion<CodePipelineFacts> = {
  facts: new Set([
    'actionExecution',
    'status',
    'rawStatus',
    'statusSource',
    'isTerminal',
    'createdAt',
    'startedAt',
    'updatedAt',
    'endedAt',
    'durationSeconds',
    'failures',
  ]),
  complete: async (facts, call) => {
    const { name, executionId, actionExecutionId } = facts.pipeline ?? {};
    // All three are needed to find this job's execution.
    if (!name || !executionId || !actionExecutionId) return { facts, failed: false };
    try {
      const detail = await findActionExecution(call, name, executionId, actionExecutionId);
      return { facts: detail === undefined ? facts : withActionExecution(facts, detail), failed: false };
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      return { facts: { ...facts, actionExecutionError: toErrorFacts(error) }, failed: true };
    }
  },
};

async function findActionExecution(
  call: Call,
  pipelineName: string,
  pipelineExecutionId: string,
  actionExecutionId: string,
): Promise<ActionExecutionDetail | undefined> {
  let nextToken: string | null = null;
  for (let page = 0; page < maxExecutionPages; page += 1) {
    const { executions, nextToken: next }: ActionExecutionPage = await call(
      readExecutions(pipelineName, pipelineExecutionId, nextToken),
    );
    const found = executions.find((execution) => execution.actionExecutionId === actionExecutionId);
    if (found !== undefined || next === null) return found;
    nextToken = next;
  }
  return undefined;
}

function readExecutions(
  pipelineName: string,
  pipelineExecutionId: string,
  nextToken: string | null,
): Read<ActionExecutionPage> {
  return toRead({
    operation: 'ListActionExecutions',
    input: { pipelineName, filter: { pipelineExecutionId }, maxResults: 100, nextToken: nextToken ?? undefined },
    maxValues: maxValues.list,
    toResult: readActionExecutionPage,
  });
}
