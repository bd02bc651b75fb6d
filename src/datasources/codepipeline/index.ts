/** AWS CodePipeline jobs of custom actions. */
import { toSourceEvents } from '../../provider/aws/events.ts';
import { toAwsConsolePage } from '../../provider/aws/hosts.ts';
import { createRegionalAwsSigner } from '../../provider/aws/signer.ts';
import { defineProvider } from '../../provider/contract/provider.ts';
import { createCodePipelineAdapter } from './adapter.ts';
import { toPipelineEvents } from './events.ts';
import type { CodePipelineFacts } from './mapping.ts';
import { codepipelineLimits, codepipelineSettings } from './settings.ts';

export type { CodePipelineSecrets } from './mapping.ts';

/** @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PipelineContext.html */
const pipelineName = /^[A-Za-z0-9.@_-]{1,100}$/;
const executionPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The provider AWS CodePipeline. */
export const codepipeline = defineProvider({
  name: 'codepipeline',
  title: 'AWS CodePipeline',
  kind: 'workflows',
  jobs: 'jobs of custom actions',
  enumValue: 'CODEPIPELINE',
  typeName: 'CodePipelineJob',
  rootField: { name: 'codePipelineJob', keyArguments: ['jobId'] },
  settings: codepipelineSettings,
  defaultLimits: codepipelineLimits,
  toRegion: ({ region }) => region,
  consolePages: ({ region }) => ({
    ofSource: toAwsConsolePage(region, `codesuite/codepipeline/pipelines?region=${region}`),
    ofJob: ({ pipeline }: CodePipelineFacts) => toExecutionPage(region, pipeline),
  }),
  createAdapter: ({ statusFrom }) => createCodePipelineAdapter(statusFrom),
  createSigner: (settings, now) => createRegionalAwsSigner('codepipeline', settings, now),
  toEvents: (settings) => toSourceEvents(settings, () => toPipelineEvents(settings.statusFrom)),
});

/** The page of the pipeline execution that the job belongs to; null where the job does not say which. */
function toExecutionPage(region: string, pipeline: CodePipelineFacts['pipeline']): string | null {
  const { name, executionId } = pipeline ?? {};
  if (!pipelineName.test(name ?? '') || !executionPattern.test(executionId ?? '')) return null;
  const path = `codesuite/codepipeline/pipelines/${name}/executions/${executionId}/visualization?region=${region}`;
  return toAwsConsolePage(region, path);
}
