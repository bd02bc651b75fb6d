/** A gateway over the five providers that send events, one job each, and the queue that the events come through. */
import { onTestFinished } from 'vitest';
import type { Emulator, EmulatorSettings } from '../../emulators/kit/emulator.ts';
import { createSqsEmulator } from '../../emulators/sqs/emulator.ts';
import { createEmulatedQueue, type EmulatedQueue } from '../../emulators/sqs/queue.ts';
import { awsCredentials } from '../credentials.ts';
import { toInjectFault, type FaultPicker } from '../emulation/faults.ts';
import { startGateway, type GatewaySettings, type GatewayUnderTest } from '../gateway.ts';
import { startEmulators, type Providers } from '../providers.ts';
import { until } from '../until.ts';

export const queueUrl = 'https://sqs.us-east-1.amazonaws.com/123456789012/jobgraph';
export const account = '123456789012';
export const eventful = ['batch', 'builds', 'flows', 'omics', 'pipelines'] as const;
export type Eventful = (typeof eventful)[number];

const uuid = '24fa2d7a-64c4-49d2-8b47-f8da4fbde8e9';
const actionExecution = '47f821c5-a902-44b2-ae61-b878d31ecd21';
const east = 'us-east-1';

/** The graph's keys. */
export const keys: Readonly<Record<Eventful, string>> = {
  batch: uuid,
  builds: `web-app:${uuid}`,
  flows: 'orders:order-1',
  omics: '7391046258/4820917365',
  pipelines: uuid,
};

const envelope = { version: '0', id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718', account, time: '2026-11-22T18:43:48Z' };

/** As AWS's pages print them, with the members that nobody looks at. */
const events: Readonly<Record<Eventful, (word: string) => object>> = {
  batch: (status) => ({
    'detail-type': 'Batch Job State Change',
    source: 'aws.batch',
    region: east,
    resources: [`arn:aws:batch:us-east-1:${account}:job/${uuid}`],
    detail: {
      jobArn: `arn:aws:batch:us-east-1:${account}:job/${uuid}`,
      jobName: 'event-test',
      jobId: uuid,
      status,
      container: { environment: [{ name: 'DB_PASSWORD', value: 's3cr3t-in-the-event' }] },
    },
  }),
  builds: (status) => ({
    'detail-type': 'CodeBuild Build State Change',
    source: 'aws.codebuild',
    region: east,
    resources: [`arn:aws:codebuild:us-east-1:${account}:build/${keys.builds}`],
    detail: {
      'build-status': status,
      'project-name': 'web-app',
      'build-id': `arn:aws:codebuild:us-east-1:${account}:build/${keys.builds}`,
      'current-phase': 'COMPLETED',
      'additional-information': { environment: { 'environment-variables': [{ value: 's3cr3t-in-the-event' }] } },
    },
  }),
  flows: (status) => ({
    'detail-type': 'Step Functions Execution Status Change',
    source: 'aws.states',
    region: east,
    resources: [`arn:aws:states:us-east-1:${account}:execution:${keys.flows}`],
    detail: {
      executionArn: `arn:aws:states:us-east-1:${account}:execution:${keys.flows}`,
      stateMachineArn: `arn:aws:states:us-east-1:${account}:stateMachine:orders`,
      name: 'order-1',
      status,
      input: '{"card":"s3cr3t-in-the-event"}',
    },
  }),
  omics: (status) => ({
    'detail-type': 'Reference Import Job Status Change',
    source: 'aws.omics',
    region: 'us-west-2',
    resources: [],
    detail: { omicsVersion: '1.0.0', referenceStoreId: '7391046258', id: '4820917365', status, statusMessage: '' },
  }),
  pipelines: (state) => ({
    'detail-type': 'CodePipeline Action Execution State Change',
    source: 'aws.codepipeline',
    region: east,
    resources: [`arn:aws:codepipeline:us-east-1:${account}:web`],
    detail: {
      pipeline: 'web',
      'execution-id': uuid,
      'action-execution-id': actionExecution,
      state:
        { InProgress: 'STARTED', Succeeded: 'SUCCEEDED', Failed: 'FAILED', Abandoned: 'ABANDONED' }[state] ?? state,
      type: { owner: 'Custom', category: 'Test', provider: 'AcmeRunner', version: '1' },
    },
  }),
};

/** An event about the source's job, with what a test changes of it and of its detail. */
export function toEvent(name: Eventful, word: string, more: object = {}, moreDetail: object = {}): string {
  const event = events[name](word) as { readonly detail: object };
  return JSON.stringify({ ...envelope, ...event, detail: { ...event.detail, ...moreDetail }, ...more });
}

/** The provider's words of a job that runs, and of one that has ended. */
export const running: Readonly<Record<Eventful, string>> = {
  batch: 'RUNNING',
  builds: 'IN_PROGRESS',
  flows: 'RUNNING',
  omics: 'IN_PROGRESS',
  pipelines: 'InProgress',
};
export const ended: Readonly<Record<Eventful, string>> = {
  batch: 'SUCCEEDED',
  builds: 'SUCCEEDED',
  flows: 'SUCCEEDED',
  omics: 'COMPLETED',
  pipelines: 'Succeeded',
};

const second = 1_795_305_600;

/** Jobs whose status is what `words` says now. */
export function startJobs(words: Record<Eventful, string>): Promise<Providers<Eventful>> {
  const list = (): readonly never[] => [];
  const of = <Job>(name: Eventful, toJob: () => Job) => ({
    list,
    describe: (id: string): Job | undefined => (id === keys[name] ? toJob() : undefined),
  });
  const stopDate = (name: Eventful): object => (words[name] === ended[name] ? { stopDate: second + 60 } : {});
  return startEmulators<Eventful>({
    batch: {
      provider: 'awsbatch',
      jobs: {
        ...of('batch', () => ({
          jobId: uuid,
          jobName: 'load',
          jobQueue: 'nightly',
          jobDefinition: 'load:1',
          createdAt: second * 1000,
          status: words.batch,
        })),
      },
    },
    builds: {
      provider: 'codebuild',
      jobs: {
        ...of('builds', () => ({
          id: keys.builds,
          projectName: 'web-app',
          startTime: second,
          currentPhase: 'BUILD',
          buildStatus: words.builds,
        })),
        projects: () => ['web-app'],
      },
    },
    flows: {
      provider: 'stepfunctions',
      jobs: {
        ...of('flows', () => ({
          executionArn: `arn:aws:states:us-east-1:${account}:execution:${keys.flows}`,
          stateMachineArn: `arn:aws:states:us-east-1:${account}:stateMachine:orders`,
          name: 'order-1',
          startDate: second,
          status: words.flows,
          ...stopDate('flows'),
        })),
        stateMachines: () => [],
      },
    },
    omics: {
      provider: 'healthomics',
      jobs: {
        ...of('omics', () => ({
          id: '4820917365',
          referenceStoreId: '7391046258',
          creationTime: '2026-11-22T18:43:48Z',
          status: words.omics,
        })),
      },
    },
    pipelines: {
      provider: 'codepipeline',
      jobs: {
        describe: (id) =>
          id === uuid
            ? {
                jobDetails: {
                  id,
                  data: {
                    pipelineContext: {
                      pipelineName: 'web',
                      pipelineExecutionId: uuid,
                      action: { actionExecutionId: actionExecution },
                    },
                  },
                },
              }
            : undefined,
        actionExecutions: () => [
          { pipelineExecutionId: uuid, actionExecutionId: actionExecution, status: words.pipelines, startTime: second },
        ],
      },
    },
  });
}

export interface TestQueue {
  readonly emulator: Emulator;
  readonly queue: EmulatedQueue;
  /** What goes wrong from now on with calls of the queue. */
  readonly fault: (fault: FaultPicker | undefined) => void;
  /** Receives of the gateway so far, or its deletes. */
  readonly count: (operation: 'ReceiveMessage' | 'DeleteMessageBatch') => number;
  /** `events` of a source. */
  readonly events: object;
  /** Until there is no queue. */
  readonly remove: () => void;
}

export async function startQueue(settings: Partial<EmulatorSettings> = {}): Promise<TestQueue> {
  const queue = createEmulatedQueue({ now: () => new Date() });
  let isThere = true;
  let injected: FaultPicker | undefined;
  const emulator = await createSqsEmulator({
    credentials: awsCredentials,
    queues: (url) => (isThere && url === queueUrl ? queue : undefined),
    injectFault: toInjectFault((call, attempt) => injected?.(call, attempt)),
    ...settings,
  });
  onTestFinished(() => emulator.close());
  return {
    emulator,
    queue,
    fault: (fault) => {
      injected = fault;
    },
    count: (wanted) => emulator.calls.filter(({ operation }) => operation === wanted).length,
    events: { queueUrl, endpoint: emulator.url },
    remove: () => {
      isThere = false;
    },
  };
}

export interface EventWorld extends TestQueue {
  readonly gateway: GatewayUnderTest;
  /** The provider's words, which a test changes. */
  readonly words: Record<Eventful, string>;
  readonly providers: Providers<Eventful>;
  /** Reads of jobs so far, by source or all. */
  readonly reads: (name?: Eventful) => number;
}

/** Its polls come too late for any test. @param events of each source, beside the queue */
export async function startEventWorld(
  settings: Partial<GatewaySettings> = {},
  events: object = {},
): Promise<EventWorld> {
  const words = { ...running };
  const test = await startQueue();
  const providers = await startJobs(words);
  const sources = providers.toSources({ events: { ...test.events, ...events } });
  const gateway = await startGateway({ sources, pollMilliseconds: 3_600_000, ...settings });
  onTestFinished(async () => {
    await gateway.close();
    await providers.close();
  });
  await until(() => test.count('ReceiveMessage') > 0, 'the queue is asked');
  const reads = (name?: Eventful): number =>
    (name === undefined ? eventful : [name])
      .flatMap((one) => providers.emulators[one].calls)
      .filter(({ operation }) => operation !== 'ListActionExecutions').length;
  return { ...test, gateway, words, providers, reads };
}

/** The value of a counter with these labels; 0 where it has none. */
export async function readCounter(
  gateway: GatewayUnderTest,
  name: string,
  labels: Readonly<Record<string, string>>,
): Promise<number> {
  const text = await (await fetch(gateway.url.replace('/graphql', '/metrics'))).text();
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) && wanted.every((label) => line.includes(label)))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}
