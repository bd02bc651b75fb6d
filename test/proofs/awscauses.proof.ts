/** Why a source of AWS Batch does not answer, where Moto judges queues, signatures and policies. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { createQueue, readBatchPolicy } from './moto-batch.ts';
import { startJsonRefusals } from './moto-errors.ts';
import { describeWithMoto, startMoto, type MotoKeys } from './moto.ts';
import { pickStatements, toMotoPolicy } from './policy.ts';

const policy = readBatchPolicy();
const query = `query ($name: ID!) { jobSourceChecks(sources: [$name]) { isSound state
  source { health { state lastErrorCode lastErrorCause remedy } }
  steps { operation part setting code cause message remedy providerCode providerMessage } } }`;

describeWithMoto('causes, as Moto refuses', () => {
  let gateway: GatewayUnderTest;
  /** Closes what was started, even if the rest was not. */
  const running: (() => Promise<void>)[] = [];

  const check = async (name: string): Promise<unknown> => {
    const { data, errors } = await gateway.query(query, {
      variables: { name },
      token: await gateway.token('job:read', 'job:operate'),
    });
    expect(errors).toEqual([]);
    return data.jobSourceChecks;
  };

  beforeAll(async () => {
    const moto = await startMoto({ batch: { use_docker: false } });
    running.push(moto.close);
    await createQueue(moto);
    const granted = await moto.createUser(toMotoPolicy(policy));
    const withoutJobs = await moto.createUser(toMotoPolicy(pickStatements(policy, 'FindQueues')));
    await moto.enforce();
    const worded = await startJsonRefusals(moto);
    running.push(worded.close);
    const toSource = (name: string, credentials: MotoKeys, queue: string, endpoint: string): object => ({
      ...{ name, provider: 'awsbatch', region: 'us-east-1', endpoint, credentials, queues: [queue] },
    });
    const forged = { ...granted, secretAccessKey: 'another' };
    gateway = await startGateway({
      sources: [
        toSource('sound', granted, 'nightly', moto.url),
        toSource('wrong-queue', granted, 'nihgtly', moto.url),
        toSource('wrong-secret', forged, 'nightly', worded.url),
        toSource('no-right', withoutJobs, 'nightly', worded.url),
        toSource('wrong-secret-xml', forged, 'nightly', moto.url),
        toSource('no-right-xml', withoutJobs, 'nightly', moto.url),
      ],
    });
    running.push(gateway.close);
  });

  afterAll(async () => {
    await Promise.all(running.map((close) => close()));
  });

  it('finds a source sound whose queue, signature and policy are right', async () => {
    expect(await check('sound')).toMatchObject([
      { isSound: true, state: 'HEALTHY', steps: [{ operation: 'ListJobs', part: 'nightly', code: null, cause: null }] },
    ]);
  });

  it('names a wrong queue, its setting, and the queue that there is', async () => {
    expect(await check('wrong-queue')).toEqual([
      {
        isSound: false,
        state: 'MISCONFIGURED',
        source: {
          health: {
            state: 'MISCONFIGURED',
            lastErrorCode: 'PROVIDER_REJECTED',
            lastErrorCause: 'TARGET_UNKNOWN',
            remedy: 'Correct what the settings name, or `region` and the account.',
          },
        },
        steps: [
          {
            operation: 'ListJobs',
            part: 'nihgtly',
            setting: 'sources[1].queues[0]',
            code: 'PROVIDER_REJECTED',
            cause: 'TARGET_UNKNOWN',
            message: 'AWS Batch in us-east-1 knows no job queue `nihgtly`; it has `nightly`.',
            remedy:
              'Correct `sources[1].queues[0]`, or `region` and the account: AWS Batch in us-east-1 has `nightly`.',
            providerCode: 'ClientException',
            providerMessage: 'Job queue nihgtly does not exist',
          },
        ],
      },
    ]);
  });

  it.each([
    ['wrong-secret', 'SIGNATURE_WRONG', 'SignatureDoesNotMatch', /^Correct the secret that belongs to the key; /, null],
    [
      'no-right',
      'NOT_PERMITTED',
      'AccessDenied',
      /^Grant batch:ListJobs: /,
      expect.stringMatching(
        /^User: arn:aws:iam::123456789012:user\/user-\d+ is not authorized to perform: /,
      ) as unknown,
    ],
    // As Moto words them: no code that AWS Batch has, so nothing says that it was the provider.
    ['wrong-secret-xml', 'REFUSED', null, /^Look at what stands in between /, null],
    ['no-right-xml', 'REFUSED', null, /^Look at what stands in between /, null],
  ])('says of %s: %s', async (name, cause, providerCode, remedy, providerMessage) => {
    const code = 'PROVIDER_ACCESS_DENIED';

    expect(await check(name)).toMatchObject([
      {
        isSound: false,
        state: 'MISCONFIGURED',
        source: { health: { state: 'MISCONFIGURED', lastErrorCode: code, lastErrorCause: cause } },
        steps: [
          {
            operation: 'ListJobs',
            part: 'nightly',
            remedy: expect.stringMatching(remedy) as unknown,
            ...{ code, cause, providerCode, providerMessage },
          },
        ],
      },
    ]);
  });

  it('says in a list why each source is missing', async () => {
    const { data } = await gateway.query('{ jobs { issues { source { name } code cause part } } }');

    const toIssue = (name: string, code: string, cause: string, part: string | null): object => ({
      ...{ source: { name }, code, cause, part },
    });
    const denied = 'PROVIDER_ACCESS_DENIED';
    expect(data.jobs.issues).toEqual([
      toIssue('wrong-queue', 'PROVIDER_REJECTED', 'TARGET_UNKNOWN', 'nihgtly'),
      toIssue('wrong-secret', denied, 'SIGNATURE_WRONG', null),
      toIssue('no-right', denied, 'NOT_PERMITTED', 'nightly'),
      toIssue('wrong-secret-xml', denied, 'REFUSED', 'nightly'),
      toIssue('no-right-xml', denied, 'REFUSED', 'nightly'),
    ]);
  });
});
