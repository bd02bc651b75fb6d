/** Amazon SageMaker: training jobs. */
import { toAwsConsolePage } from '../../provider/aws/hosts.ts';
import { createRegionalAwsSigner } from '../../provider/aws/signer.ts';
import { defineProvider } from '../../provider/contract/provider.ts';
import { sageMakerAdapter } from './adapter.ts';
import { sageMakerLimits, sageMakerSettings } from './settings.ts';

/** The provider Amazon SageMaker. */
export const sagemaker = defineProvider({
  name: 'sagemaker',
  title: 'Amazon SageMaker',
  kind: 'learning',
  jobs: 'training jobs',
  enumValue: 'SAGEMAKER',
  typeName: 'SageMakerTrainingJob',
  rootField: { name: 'sageMakerTrainingJob', keyArguments: ['name'] },
  settings: sageMakerSettings,
  defaultLimits: sageMakerLimits,
  toRegion: ({ region }) => region,
  consolePages: ({ region }) => ({ ofSource: toAwsConsolePage(region, `sagemaker/home?region=${region}#/jobs`) }),
  createAdapter: () => sageMakerAdapter,
  createSigner: (settings, now) => createRegionalAwsSigner('sagemaker', settings, now, 'api.sagemaker'),
});
