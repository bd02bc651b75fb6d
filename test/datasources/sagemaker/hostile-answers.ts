/** What SageMaker may not answer to DescribeTrainingJob. */
import { toRawAnswer } from '../../../emulators/kit/emulator.ts';
import { withSwap } from '../../conformance/hostile-answers.ts';
import type { HostileAnswer } from '../../conformance/provider-under-test.ts';

const name = /"TrainingJobName":"[^"]*"/;

export const hostileAnswers: readonly HostileAnswer[] = [
  ['an object around the job', (body) => toRawAnswer({ body: `{"TrainingJob":${body}}` })],
  ['a list of jobs', (body) => toRawAnswer({ body: `{"TrainingJobSummaries":[${body}]}` })],
  withSwap('no name', name, '"x":1'),
  withSwap('a name that is null', name, '"TrainingJobName":null'),
  withSwap('a name that is a number', name, '"TrainingJobName":7'),
  withSwap('an empty name', name, '"TrainingJobName":""'),
  withSwap('a name under another name', '"TrainingJobName"', '"trainingJobName"'),
  withSwap('a name that is inherited only', name, (key) => `"__proto__":{"TrainingJobName":${JSON.stringify(key)}}`),
  withSwap('another job', '"TrainingJobName":"', '"TrainingJobName":"x'),
  withSwap('a name with a blank behind it', /(?<="TrainingJobName":"[^"]*)"/, ' "'),
  withSwap('the ARN for a name', '"TrainingJobName":"', '"TrainingJobName":"training-job/'),
  withSwap('a transition without a status', '"Status":"Failed","StartTime"', '"StartTime"'),
  withSwap('a transition whose status is null', '"Status":"Failed","StartTime"', '"Status":null,"StartTime"'),
  withSwap('a metric that is another text', '"Value":0.5', '"Value":"nan"'),
];
