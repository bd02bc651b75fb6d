/** AWS Step Functions: executions of state machines. */
import { toAwsConsolePage } from '../../aws/hosts.ts';
import { createRegionalAwsSigner } from '../../aws/signer.ts';
import { defineProvider } from '../../provider/provider.ts';
import { createStepFunctionsAdapter } from './adapter.ts';
import { namePattern, stepfunctionsLimits, stepfunctionsSettings } from './settings.ts';

export const stepfunctions = defineProvider({
  name: 'stepfunctions',
  enumValue: 'STEP_FUNCTIONS',
  typeName: 'StepFunctionsExecution',
  rootField: {
    name: 'stepFunctionsExecution',
    keyArguments: ['stateMachine', 'name'],
    separator: ':',
    formats: {
      stateMachine: {
        pattern: new RegExp(`^${namePattern}(/${namePattern})?$`, 'u'),
        expected: 'the name of a state machine, or its name and a label joined by "/", each of 1 to 80 characters',
      },
      name: { pattern: new RegExp(`^${namePattern}$`, 'u'), expected: 'the name of an execution, 1 to 80 characters' },
    },
  },
  // What the states of a machine say about an error may repeat their input.
  maskedFacts: { names: ['failures.code', 'failures.message'], secret: 'unmaskedTexts', scopes: [['job:sensitive']] },
  loadDemo: () => import('./demo-world.ts'),
  settings: stepfunctionsSettings,
  defaultLimits: stepfunctionsLimits,
  toRegion: ({ region }) => region,
  consolePages: ({ region }) => ({ ofSource: toAwsConsolePage(region, `states/home?region=${region}#/statemachines`) }),
  createAdapter: (settings) => createStepFunctionsAdapter(settings),
  createSigner: (settings, now) => createRegionalAwsSigner('states', settings, now),
});
