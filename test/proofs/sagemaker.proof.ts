/** SageMaker's adapter against Moto: real signatures, and the policy of deploy/permissions and no more. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { countCalls } from './metrics.ts';
import { describeWithMoto, startMoto, type Moto, type MotoKeys } from './moto.ts';
import { allows, nothingHere, pickStatements, readPolicy, toMotoPolicy } from './policy.ts';

const policy = readPolicy('sagemaker');
/** Fewer than a page: Moto gives the oldest first, whatever it is asked. */
const count = 40;

it.each([
  ['sagemaker:DescribeTrainingJob', 'training-job/churn', true],
  ['sagemaker:StopTrainingJob', 'training-job/churn', false],
  ['sagemaker:DescribeTrainingJob', 'processing-job/churn', false],
])('the policy on %s of %s: %s', (action, resource, isAllowed) => {
  expect(allows(policy, action, `arn:aws:sagemaker:us-east-1:123456789012:${resource}`)).toBe(isAllowed);
  expect(allows(policy, action, `arn:aws:sagemaker:us-east-1:210987654321:${resource}`)).toBe(false);
});

describeWithMoto('Amazon SageMaker, as Moto reads its pages', () => {
  let gateway: GatewayUnderTest;
  /** Closes what was started, even if the rest was not. */
  const running: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const moto = await startMoto();
    running.push(moto.close);
    await startJobs(moto);
    const granted = await moto.createUser(toMotoPolicy(policy));
    const readOnly = await moto.createUser(toMotoPolicy(pickStatements(policy, 'ReadTrainingJobs')));
    const nothing = await moto.createUser(nothingHere);
    await moto.enforce();
    const toSource = (name: string, credentials: MotoKeys): object => ({
      ...{ name, provider: 'sagemaker', region: 'us-east-1', endpoint: moto.url, credentials },
      limits: { requestsPerSecond: 1000, burst: 1000 },
    });
    gateway = await startGateway({
      sources: [
        toSource('granted', granted),
        toSource('unlisted', readOnly),
        toSource('nothing', nothing),
        toSource('forged', { ...granted, secretAccessKey: 'another' }),
      ],
    });
    running.push(gateway.close);
  });

  afterAll(async () => {
    await Promise.all(running.map((close) => close()));
  });

  it('answers the facts of a job, and its hyperparameters for those who may see them', async () => {
    const token = await gateway.token('job:read', 'job:credentials');

    const { data, errors } = await gateway.query(
      `{ sageMakerTrainingJob(source: "granted", name: "churn-0") {
        id name kind definition status rawStatus statusMessage createdAt startedAt endedAt failures { code } arn
        secondaryStatus transitions { status message } algorithm { image inputMode } containers { image command }
        hyperParameters { key value } inputs { channel location type } outputPath modelArtifacts
        resourceConfig { instanceType instanceCount volumeSizeGb } maxRuntimeSeconds isSpot isNetworkIsolated
        metrics { name value at } steps { currentStep } } }`,
      { token },
    );

    expect(errors).toEqual([]);
    const time = expect.stringMatching(/^20[2-9]\d-\d\d-\d\dT/) as unknown;
    const message = 'Preparing the instances for training';
    expect(data.sageMakerTrainingJob).toEqual({
      ...{ id: 'granted:churn-0', name: 'churn-0', kind: 'churn', definition: null },
      ...{ status: 'SUCCEEDED', rawStatus: 'Completed', statusMessage: message, failures: [] },
      ...{ createdAt: time, startedAt: time, endedAt: time, secondaryStatus: 'Completed' },
      arn: 'arn:aws:sagemaker:us-east-1:123456789012:training-job/churn-0',
      transitions: [{ status: 'Starting', message }],
      algorithm: { image: 'acme.example/ml/churn:3', inputMode: 'File' },
      containers: [{ image: 'acme.example/ml/churn:3', command: null }],
      hyperParameters: [
        { key: 'api_token', value: 'not-a-token' },
        { key: 'epochs', value: '20' },
      ],
      inputs: [{ channel: 'train', location: 's3://acme-ml/in/', type: 'S3Prefix' }],
      ...{ outputPath: 's3://acme-ml/out', modelArtifacts: 's3://acme-ml/out/churn-0/output/model.tar.gz' },
      resourceConfig: { instanceType: 'ml.m5.large', instanceCount: 1, volumeSizeGb: 30 },
      ...{ maxRuntimeSeconds: 3600, isSpot: false, isNetworkIsolated: true, steps: null },
      metrics: [{ name: 'train:progress', value: 100, at: time }],
    });
  });

  it('says of a job that Moto does not know that it is not there', async () => {
    const { errors } = await gateway.query('{ job(id: "granted:nobody") { status } }');

    expect(errors.map(({ extensions }) => [extensions.code, extensions['providerCode']])).toEqual([
      ['JOB_NOT_FOUND', 'ValidationException'],
    ]);
  });

  it('lists jobs, each once, and knows how they stand without a read of each', async () => {
    const nodes: { readonly id: string; readonly status: string }[] = [];
    let after: string | null = null;
    do {
      const { data, errors } = await gateway.query(
        `query ($after: String) { jobs(first: 15, after: $after, filter: { sources: ["granted"] }) {
          nodes { id status endedAt } issues { code } pageInfo { hasNextPage endCursor } } }`,
        { variables: { after } },
      );
      expect([errors, data.jobs.issues]).toEqual([[], []]);
      nodes.push(...(data.jobs.nodes as typeof nodes));
      after = data.jobs.pageInfo.hasNextPage === true ? (data.jobs.pageInfo.endCursor as string) : null;
    } while (after !== null);

    expect(new Set(nodes.map(({ id }) => id)).size).toBe(count);
    expect(nodes.map(({ status }) => status)).toEqual(nodes.map(() => 'SUCCEEDED'));
    expect(nodes).toHaveLength(count);
    expect(await countCalls(gateway.url, 'granted', 'ListTrainingJobs')).toBeGreaterThan(0);
  });

  it('cannot list without that permission, nor read anything with none or with a forged signature', async () => {
    const { data, errors } = await gateway.query(
      `{ jobs(filter: { sources: ["unlisted"] }) { issues { code source { name } } }
        read: job(id: "unlisted:churn-0") { status }
        nothing: job(id: "nothing:churn-0") { status }
        forged: job(id: "forged:churn-0") { status } }`,
    );

    expect(data.jobs.issues).toEqual([{ code: 'PROVIDER_ACCESS_DENIED', source: { name: 'unlisted' } }]);
    expect(data.read).toEqual({ status: 'SUCCEEDED' });
    expect(errors.map(({ path, extensions }) => [path, extensions.code]).toSorted()).toEqual([
      [['forged'], 'PROVIDER_ACCESS_DENIED'],
      [['nothing'], 'PROVIDER_ACCESS_DENIED'],
    ]);
  });
});

async function startJobs(moto: Moto): Promise<void> {
  for (let number = 0; number < count; number += 1)
    await moto.call('sagemaker', {
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'SageMaker.CreateTrainingJob' },
      body: JSON.stringify({
        TrainingJobName: `churn-${number}`,
        HyperParameters: { epochs: '20', api_token: 'not-a-token' },
        AlgorithmSpecification: { TrainingImage: 'acme.example/ml/churn:3', TrainingInputMode: 'File' },
        RoleArn: 'arn:aws:iam::123456789012:role/ml',
        InputDataConfig: [
          {
            ChannelName: 'train',
            DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://acme-ml/in/' } },
          },
        ],
        OutputDataConfig: { S3OutputPath: 's3://acme-ml/out' },
        ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 30 },
        StoppingCondition: { MaxRuntimeInSeconds: 3600 },
        ...{ EnableNetworkIsolation: true, EnableManagedSpotTraining: false },
      }),
    });
}
