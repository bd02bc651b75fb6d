/** The providers' names for people. */
import type { JobProvider } from '../graph/graphql.generated.ts';

const names: Readonly<Record<Exclude<JobProvider, '%future added value'>, string>> = {
  AWS_BATCH: 'AWS Batch',
  CODEBUILD: 'AWS CodeBuild',
  CODEPIPELINE: 'AWS CodePipeline',
  COS_BATCH: 'Tencent Cloud COS',
  GITHUB_ACTIONS: 'GitHub Actions',
  HEALTHOMICS: 'AWS HealthOmics',
  IMPORT_EXPORT: 'AWS Import/Export',
  KUBERNETES: 'Kubernetes',
  PANORAMA: 'AWS Panorama',
  STEP_FUNCTIONS: 'AWS Step Functions',
};

export type KnownProvider = keyof typeof names;

export const providers = Object.keys(names) as readonly KnownProvider[];

export function isKnownProvider(text: string): text is KnownProvider {
  return Object.hasOwn(names, text);
}

/** One that this version does not know is shown by its word in the graph. */
export function toProviderName(provider: string): string {
  return isKnownProvider(provider) ? names[provider] : provider;
}
