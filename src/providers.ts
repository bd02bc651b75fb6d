/** The registry: one line per provider. Everything that is done once per provider follows from these entries. */
import { airflow } from './datasources/airflow/index.ts';
import { awsbatch } from './datasources/awsbatch/index.ts';
import { cloudrun } from './datasources/cloudrun/index.ts';
import { codebuild } from './datasources/codebuild/index.ts';
import { codepipeline } from './datasources/codepipeline/index.ts';
import { cosbatch } from './datasources/cosbatch/index.ts';
import { databricks } from './datasources/databricks/index.ts';
import { githubactions } from './datasources/githubactions/index.ts';
import { glue } from './datasources/glue/index.ts';
import { healthomics } from './datasources/healthomics/index.ts';
import { importexport } from './datasources/importexport/index.ts';
import { kubernetes } from './datasources/kubernetes/index.ts';
import { panorama } from './datasources/panorama/index.ts';
import { s3batch } from './datasources/s3batch/index.ts';
import { sagemaker } from './datasources/sagemaker/index.ts';
import { stepfunctions } from './datasources/stepfunctions/index.ts';
import type { Provider } from './provider/contract/provider.ts';

/** Every provider that a source can have. */
export const providers = [
  panorama,
  healthomics,
  codepipeline,
  importexport,
  cosbatch,
  awsbatch,
  codebuild,
  stepfunctions,
  glue,
  sagemaker,
  s3batch,
  githubactions,
  kubernetes,
  airflow,
  databricks,
  cloudrun,
] as const;

/** The type of any provider in the registry. */
export type RegisteredProvider = (typeof providers)[number];

/** The entry of that name. */
export function findProvider(name: string): Provider | undefined {
  return providers.find((provider) => provider.name === name);
}
