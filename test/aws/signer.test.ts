import { describe, expect, it } from 'vitest';

import { awsbatch } from '../../src/datasources/awsbatch/index.ts';
import { codebuild } from '../../src/datasources/codebuild/index.ts';
import { codepipeline } from '../../src/datasources/codepipeline/index.ts';
import { glue } from '../../src/datasources/glue/index.ts';
import { healthomics } from '../../src/datasources/healthomics/index.ts';
import { importexport } from '../../src/datasources/importexport/index.ts';
import { panorama } from '../../src/datasources/panorama/index.ts';
import { s3batch } from '../../src/datasources/s3batch/index.ts';
import { sagemaker } from '../../src/datasources/sagemaker/index.ts';
import { stepfunctions } from '../../src/datasources/stepfunctions/index.ts';
import { createAwsSigner } from '../../src/provider/aws/signer.ts';
import { toEndpoint, type Signer } from '../../src/provider/contract/signer.ts';
import { providers } from '../../src/providers.ts';
import type { WireRequest } from '../../src/provider/contract/wire.ts';

/** The keys of AWS's own public examples. */
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const at = new Date('2024-01-02T03:04:05Z');
const now = (): Date => at;
const timeouts = { timeoutSeconds: 10, deadlineSeconds: 25 };

const sources = {
  awsbatch: { name: 'e', provider: 'awsbatch', region: 'us-east-1', credentials, ...timeouts } as const,
  codebuild: { name: 'f', provider: 'codebuild', region: 'us-east-1', credentials, ...timeouts } as const,
  stepfunctions: {
    name: 'g',
    provider: 'stepfunctions',
    region: 'us-east-1',
    accountId: '123456789012',
    credentials,
    ...timeouts,
  } as const,
  glue: { name: 'h', provider: 'glue', region: 'us-east-1', credentials, ...timeouts } as const,
  sagemaker: { name: 'i', provider: 'sagemaker', region: 'us-east-1', credentials, ...timeouts } as const,
  s3batch: {
    name: 'j',
    provider: 's3batch',
    region: 'us-east-1',
    accountId: '123456789012',
    credentials,
    ...timeouts,
  } as const,
  panorama: { name: 'a', provider: 'panorama', region: 'us-west-2', credentials, ...timeouts } as const,
  healthomics: { name: 'b', provider: 'healthomics', region: 'us-west-2', credentials, ...timeouts } as const,
  codepipeline: {
    name: 'c',
    provider: 'codepipeline',
    region: 'us-east-1',
    statusFrom: 'actionExecution',
    credentials,
    ...timeouts,
  } as const,
  importexport: { name: 'd', provider: 'importexport', signatureVersion: 4, credentials, ...timeouts } as const,
};
const execution = stepfunctions.createAdapter(sources.stepfunctions).describe.read(['orders:e1']).request;
const listed = { container: null, after: 'a=b/c', size: 25, filter: {} };

/** Each request is the adapter's own; the signatures were computed with AWS's Python client. */
const vectors: readonly (readonly [
  name: string,
  Signer,
  WireRequest | undefined,
  url: string,
  scope: string,
  headers: string,
  signature: string,
])[] = [
  [
    'BatchGetBuilds, with a target',
    codebuild.createSigner(sources.codebuild, now),
    codebuild.createAdapter(sources.codebuild).describe.read(['web-app:16a3b74f-f435-4e66-8dfb-aeee9e6f91c9']).request,
    'https://codebuild.us-east-1.amazonaws.com/',
    'us-east-1/codebuild',
    'content-type;host;x-amz-date;x-amz-target',
    '8de622e795c46c8d0332367210bb7466494b695ac91b06af255d6d5882ce8667',
  ],
  [
    'DescribeExecution, of metadata alone',
    stepfunctions.createSigner(sources.stepfunctions, now),
    { ...execution, body: (execution.body ?? '').replace('ALL_DATA', 'METADATA_ONLY') },
    'https://states.us-east-1.amazonaws.com/',
    'us-east-1/states',
    'content-type;host;x-amz-date;x-amz-target',
    '9b8c42210ccfde77776713cc8a9d26d494b0f01ee23649fc985e44cd2ee08634',
  ],
  [
    'GetJobRun, with a body that is not ASCII',
    glue.createSigner(sources.glue, now),
    glue.createAdapter(sources.glue).describe.read(['nightly é/ete/jr_1']).request,
    'https://glue.us-east-1.amazonaws.com/',
    'us-east-1/glue',
    'content-type;host;x-amz-date;x-amz-target',
    'e266c55dda87c34c1edd066b8832811946a35f9d7eeb6a8d906c79249e6131c7',
  ],
  [
    'DescribeTrainingJob, whose host begins with another name than its signature',
    sagemaker.createSigner(sources.sagemaker, now),
    sagemaker.createAdapter(sources.sagemaker).describe.read(['churn-2026-11-22']).request,
    'https://api.sagemaker.us-east-1.amazonaws.com/',
    'us-east-1/sagemaker',
    'content-type;host;x-amz-date;x-amz-target',
    'a9869b2d4135cdc5127f6244dc0c85628dc468e05fad14bcf99417923681e34b',
  ],
  [
    'DescribeJob of S3, with the hash of its body',
    s3batch.createSigner(sources.s3batch, now),
    s3batch.createAdapter(sources.s3batch).describe.read(['7d0a5f3e-2c4b-4a91-9f60-1b8e6c52d0aa']).request,
    'https://123456789012.s3-control.us-east-1.amazonaws.com/v20180820/jobs/7d0a5f3e-2c4b-4a91-9f60-1b8e6c52d0aa',
    'us-east-1/s3',
    'host;x-amz-account-id;x-amz-content-sha256;x-amz-date',
    'cf7edeb0888c52c16bbf1a3cf4bf28f068869fa220f24c9c985062f29f47846b',
  ],
  [
    'ListJobs of S3, with a name that stands three times',
    s3batch.createSigner(sources.s3batch, now),
    s3batch.createAdapter(sources.s3batch).listing?.page({ ...listed, filter: { statuses: ['QUEUED'] } }).request,
    'https://123456789012.s3-control.us-east-1.amazonaws.com/v20180820/jobs?jobStatuses=New&jobStatuses=Preparing&jobStatuses=Ready&maxResults=25&nextToken=a%3Db%2Fc',
    'us-east-1/s3',
    'host;x-amz-account-id;x-amz-content-sha256;x-amz-date',
    '3f3dca5eb80a2240321246f95f8d0cb4ebe81245d844b3bf18e8255cc3e755b0',
  ],
  [
    'DescribePackageImportJob',
    panorama.createSigner(sources.panorama, now),
    panorama.createAdapter(sources.panorama).describe.read(['my-job_1']).request,
    'https://panorama.us-west-2.amazonaws.com/packages/import-jobs/my-job_1',
    'us-west-2/panorama',
    'host;x-amz-date',
    '2b561db4d9715d7124f89d5fdd7d495fb23f177455b8956e1c9484dec15bb973',
  ],
  [
    'ListPackageImportJobs, with a query',
    panorama.createSigner(sources.panorama, now),
    panorama.createAdapter(sources.panorama).listing?.page(listed).request,
    'https://panorama.us-west-2.amazonaws.com/packages/import-jobs?MaxResults=25&NextToken=a%3Db%2Fc',
    'us-west-2/panorama',
    'host;x-amz-date',
    '24bb6ada96b0ff747426845daf1ea33eb68b5556c2aca77a9f7bb3b5c74bb254',
  ],
  [
    'GetReferenceImportJob, with the prefix before its host',
    healthomics.createSigner(sources.healthomics, now),
    healthomics.createAdapter(sources.healthomics).describe.read(['9876543210/1234567890']).request,
    'https://control-storage-omics.us-west-2.amazonaws.com/referencestore/9876543210/importjob/1234567890',
    'us-west-2/omics',
    'host;x-amz-date',
    'f02fc535c4d5aaaa64df59489b39080e623644aac74583d86cd660a3867d597a',
  ],
  [
    'GetJobDetails, with a body and a target',
    codepipeline.createSigner(sources.codepipeline, now),
    codepipeline.createAdapter(sources.codepipeline).describe.read(['f4f4ff82-2d11-4a2b-8c3d-0123456789ab']).request,
    'https://codepipeline.us-east-1.amazonaws.com/',
    'us-east-1/codepipeline',
    'content-type;host;x-amz-date;x-amz-target',
    '96a9d0e20287560d5818fe445fe9d336282b74f22e253a0eaacba0e41a642b6b',
  ],
  [
    'GetStatus, under the name that signs for Import/Export',
    importexport.createSigner(sources.importexport, now),
    importexport.createAdapter(sources.importexport).describe.read(['A36BC']).request,
    'https://importexport.amazonaws.com/',
    'us-east-1/IngestionService',
    'content-type;host;x-amz-date',
    'ed27332ce54b7cfd65a7d8278d3a1828534620379726f54274435c2d25c4f3f6',
  ],
  [
    'DescribeJobs, with keys that have ":"',
    awsbatch.createSigner(sources.awsbatch, now),
    awsbatch
      .createAdapter(sources.awsbatch)
      .describe.read(['24fa2d7a-64c4-49d2-8b47-f8da4fbde8e9', '24fa2d7a-64c4-49d2-8b47-f8da4fbde8e9:7']).request,
    'https://batch.us-east-1.amazonaws.com/v1/describejobs',
    'us-east-1/batch',
    'content-type;host;x-amz-date',
    '77f2dcff6077ea1f815b9e8d931cc90dd912e1e9047f28ae4f2f9b2994538970',
  ],
  [
    'ListJobs, with a filter',
    awsbatch.createSigner(sources.awsbatch, now),
    awsbatch.createAdapter(sources.awsbatch).listing?.page({
      container: 'nightly',
      after: null,
      size: 100,
      filter: { createdAfter: new Date(1_764_576_000_001) },
    }).request,
    'https://batch.us-east-1.amazonaws.com/v1/listjobs',
    'us-east-1/batch',
    'content-type;host;x-amz-date',
    '643164273e7c8229a61f436b90fdc17d622f08dcbbb04ba2ecb54fc1cae5400c',
  ],
];

/** They sign in ways of their own, or send a token: see test/datasources and test/access. */
const others: ReadonlySet<string> = new Set([
  'airflow',
  'cloudrun',
  'databricks',
  'cosbatch',
  'githubactions',
  'kubernetes',
]);

describe('the AWS signer', () => {
  it('is shown for every provider of AWS', () => {
    const names = providers.map(({ name }) => name).filter((name) => !others.has(name));

    expect(new Set(Object.keys(sources))).toEqual(new Set(names));
  });

  it.each(vectors)('signs %s as AWS’s own clients do', async (_name, sign, request, url, scope, headers, signature) => {
    const signed = await sign(request as WireRequest, at);

    expect(signed.origin + signed.path).toBe(url);
    expect(signed.headers).toEqual({
      ...request?.headers,
      host: new URL(url).host,
      'x-amz-date': '20240102T030405Z',
      authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20240102/${scope}/aws4_request, SignedHeaders=${headers}, Signature=${signature}`,
    });
    expect(signed.body).toBe(request?.body);
  });

  it('signs the token of temporary credentials too', async () => {
    const sign = panorama.createSigner(
      { ...sources.panorama, credentials: { ...credentials, sessionToken: 'a/token==' } },
      now,
    );

    const signed = await sign(panorama.createAdapter(sources.panorama).describe.read(['my-job_1']).request, at);

    expect(signed.headers['x-amz-security-token']).toBe('a/token==');
    expect(signed.headers['authorization']).toContain('SignedHeaders=host;x-amz-date;x-amz-security-token,');
  });

  it('signs every request afresh', async () => {
    const sign = panorama.createSigner(sources.panorama, now);
    const { request } = panorama.createAdapter(sources.panorama).describe.read(['my-job_1']);

    const [early, late] = await Promise.all([sign(request, at), sign(request, new Date(at.getTime() + 1000))]);

    expect(late.headers['x-amz-date']).toBe('20240102T030406Z');
    expect(late.headers['authorization']).not.toBe(early.headers['authorization']);
  });

  it('fails where no credentials can be had', async () => {
    const sign = createAwsSigner({
      endpoint: toEndpoint(undefined, 'panorama.us-west-2.amazonaws.com'),
      region: 'us-west-2',
      service: 'panorama',
      credentials: { provide: () => Promise.reject(new Error('none')) },
    });

    await expect(sign({ method: 'GET', path: '/' }, at)).rejects.toThrow('none');
  });
});

describe('the address of a request', () => {
  it.each([
    ['us-west-2', 'amazonaws.com'],
    ['eu-west-1', 'amazonaws.com'],
    ['us-gov-west-1', 'amazonaws.com'],
    ['cn-north-1', 'amazonaws.com.cn'],
    ['cn-northwest-1', 'amazonaws.com.cn'],
  ])('is in the partition of %s', async (region, suffix) => {
    const origins = await Promise.all([
      panorama.createSigner({ ...sources.panorama, region }, now)({ method: 'GET', path: '/' }, at),
      healthomics.createSigner({ ...sources.healthomics, region }, now)(
        { method: 'GET', path: '/', hostPrefix: 'control-storage-' },
        at,
      ),
      codepipeline.createSigner({ ...sources.codepipeline, region }, now)({ method: 'POST', path: '/' }, at),
    ]);

    expect(origins.map(({ origin }) => origin)).toEqual([
      `https://panorama.${region}.${suffix}`,
      `https://control-storage-omics.${region}.${suffix}`,
      `https://codepipeline.${region}.${suffix}`,
    ]);
    expect(origins.every(({ origin, headers }) => `https://${headers['host'] ?? ''}` === origin)).toBe(true);
  });

  it.each([
    ['http://127.0.0.1:9555', 'http://127.0.0.1:9555', '127.0.0.1:9555'],
    ['https://omics.internal.example/', 'https://omics.internal.example', 'omics.internal.example'],
    ['https://proxy.example/to/omics/', 'https://proxy.example/to/omics', 'proxy.example'],
  ])('is the configured endpoint %s as it is, without a prefix', async (endpoint, base, host) => {
    const sign = healthomics.createSigner({ ...sources.healthomics, endpoint }, now);

    const signed = await sign(
      healthomics.createAdapter(sources.healthomics).describe.read(['9876543210/1234567890']).request,
      at,
    );

    expect(signed.origin + signed.path).toBe(`${base}/referencestore/9876543210/importjob/1234567890`);
    expect(signed.headers['host']).toBe(host);
  });
});
