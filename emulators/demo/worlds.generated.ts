/** One line for each registered provider: npm run generate. */
import { demo as airflow } from '../airflow/demo-world.ts';
import { demo as awsbatch } from '../awsbatch/demo-world.ts';
import { demo as cloudrun } from '../cloudrun/demo-world.ts';
import { demo as codebuild } from '../codebuild/demo-world.ts';
import { demo as codepipeline } from '../codepipeline/demo-world.ts';
import { demo as cosbatch } from '../cosbatch/demo-world.ts';
import { demo as databricks } from '../databricks/demo-world.ts';
import { demo as githubactions } from '../githubactions/demo-world.ts';
import { demo as glue } from '../glue/demo-world.ts';
import { demo as healthomics } from '../healthomics/demo-world.ts';
import { demo as importexport } from '../importexport/demo-world.ts';
import { demo as kubernetes } from '../kubernetes/demo-world.ts';
import { demo as panorama } from '../panorama/demo-world.ts';
import { demo as s3batch } from '../s3batch/demo-world.ts';
import { demo as sagemaker } from '../sagemaker/demo-world.ts';
import { demo as stepfunctions } from '../stepfunctions/demo-world.ts';

/** By the provider's name. */
export const demos = { airflow, awsbatch, cloudrun, codebuild, codepipeline, cosbatch, databricks, githubactions, glue, healthomics, importexport, kubernetes, panorama, s3batch, sagemaker, stepfunctions } as const;
