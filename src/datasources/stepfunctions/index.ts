/** AWS Step Functions: executions of state machines. */
import { toSourceEvents } from '../../provider/aws/events.ts';
import { toAwsConsolePage } from '../../provider/aws/hosts.ts';
import { createRegionalAwsSigner } from '../../provider/aws/signer.ts';
import { defineProvider } from '../../provider/contract/provider.ts';
import { createStepFunctionsAdapter } from './adapter.ts';
import { toExecutionEvents } from './events.ts';
import { historyLimits, historyReads } from './logs.ts';
import { namePattern, stepfunctionsLimits, stepfunctionsSettings } from './settings.ts';

/** The provider AWS Step Functions. */
export const stepfunctions = defineProvider({
  name: 'stepfunctions',
  title: 'AWS Step Functions',
  kind: 'workflows',
  jobs: 'executions of state machines',
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
  settings: stepfunctionsSettings,
  defaultLimits: stepfunctionsLimits,
  toRegion: ({ region }) => region,
  toAccount: ({ accountId }) => accountId,
  consolePages: ({ region }) => ({ ofSource: toAwsConsolePage(region, `states/home?region=${region}#/statemachines`) }),
  createAdapter: (settings) => createStepFunctionsAdapter(settings),
  logs: { defaultLimits: historyLimits, createReads: () => historyReads },
  createSigner: (settings, now) => createRegionalAwsSigner('states', settings, now),
  toEvents: (settings) => toSourceEvents(settings, () => toExecutionEvents(settings)),
});
