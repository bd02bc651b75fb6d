/** SageMaker's training jobs as tests need them, in the provider's words. */
import type { EmulatedTrainingJob } from '../../../emulators/sagemaker/emulator.ts';
import { awsCredentials, fastSource } from '../ask-whole.ts';

export function toKey(index: number): string {
  return `churn-${String(index).padStart(6, '0')}`;
}

/** A job that ended well; the higher the index, the later it was created. */
export function toJob(
  index: number,
  more: Partial<EmulatedTrainingJob> = {},
  name = toKey(index),
): EmulatedTrainingJob {
  return {
    TrainingJobName: name,
    TrainingJobArn: `arn:aws:sagemaker:us-east-1:123456789012:training-job/${name}`,
    TrainingJobStatus: 'Completed',
    SecondaryStatus: 'Completed',
    CreationTime: 1_795_305_600 + index,
    TrainingEndTime: 1_795_306_600.25 + index,
    LastModifiedTime: 1_795_306_601.5 + index,
    ...more,
  };
}

/** A source's entry in the configuration. */
export function toSource(endpoint: string, more: object = {}): object {
  return {
    name: 'training',
    provider: 'sagemaker',
    region: 'us-east-1',
    endpoint,
    credentials: awsCredentials,
    ...fastSource,
    ...more,
  };
}
