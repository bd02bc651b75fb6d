import { describe, expect, it } from 'vitest';

import { toEmulatedRequest } from '../../emulators/kit/request.ts';
import { verifySigV4 } from '../../emulators/kit/sigv4.ts';

/** The pair of AWS's own signature test suite. */
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const date = '20240102T030405Z';
const now = new Date('2024-01-02T03:04:05Z');

interface Vector {
  readonly name: string;
  readonly method: string;
  readonly url: string;
  readonly host: string;
  readonly region: string;
  readonly service: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signedHeaders: string;
  readonly signature: string;
}

/** Computed with botocore's signer at a fixed time. */
const vectors: readonly Vector[] = [
  {
    name: 'Panorama describe',
    method: 'GET',
    url: '/packages/import-jobs/my-job_1',
    host: 'panorama.us-west-2.amazonaws.com',
    region: 'us-west-2',
    service: 'panorama',
    signedHeaders: 'host;x-amz-date',
    signature: '2b561db4d9715d7124f89d5fdd7d495fb23f177455b8956e1c9484dec15bb973',
  },
  {
    name: 'Panorama list',
    method: 'GET',
    url: '/packages/import-jobs?MaxResults=25&NextToken=a%3Db%2Fc',
    host: 'panorama.us-west-2.amazonaws.com',
    region: 'us-west-2',
    service: 'panorama',
    signedHeaders: 'host;x-amz-date',
    signature: '24bb6ada96b0ff747426845daf1ea33eb68b5556c2aca77a9f7bb3b5c74bb254',
  },
  {
    name: 'HealthOmics describe',
    method: 'GET',
    url: '/referencestore/9876543210/importjob/1234567890',
    host: 'control-storage-omics.us-west-2.amazonaws.com',
    region: 'us-west-2',
    service: 'omics',
    signedHeaders: 'host;x-amz-date',
    signature: 'f02fc535c4d5aaaa64df59489b39080e623644aac74583d86cd660a3867d597a',
  },
  {
    name: 'CodePipeline describe',
    method: 'POST',
    url: '/',
    host: 'codepipeline.us-east-1.amazonaws.com',
    region: 'us-east-1',
    service: 'codepipeline',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'CodePipeline_20150709.GetJobDetails',
    },
    body: '{"jobId":"f4f4ff82-2d11-4a2b-8c3d-0123456789ab"}',
    signedHeaders: 'content-type;host;x-amz-date;x-amz-target',
    signature: '96a9d0e20287560d5818fe445fe9d336282b74f22e253a0eaacba0e41a642b6b',
  },
  {
    name: 'Import/Export describe',
    method: 'POST',
    url: '/',
    host: 'importexport.amazonaws.com',
    region: 'us-east-1',
    service: 'IngestionService',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: 'Action=GetStatus&Version=2010-06-01&JobId=A36BC',
    signedHeaders: 'content-type;host;x-amz-date',
    signature: 'ed27332ce54b7cfd65a7d8278d3a1828534620379726f54274435c2d25c4f3f6',
  },
];

const [panorama, panoramaList, , codePipeline] = vectors as readonly [Vector, Vector, Vector, Vector, Vector];

function toParts(vector: Vector): { method: string; url: string; headers: Record<string, string>; body: string } {
  const scope = `${date.slice(0, 8)}/${vector.region}/${vector.service}/aws4_request`;
  const credential = `${credentials.accessKeyId}/${scope}`;
  return {
    method: vector.method,
    url: vector.url,
    headers: {
      ...vector.headers,
      host: vector.host,
      'x-amz-date': date,
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${vector.signedHeaders}, Signature=${vector.signature}`,
    },
    body: vector.body ?? '',
  };
}

function verify(
  vector: Vector,
  changes: {
    readonly request?: (parts: ReturnType<typeof toParts>) => ReturnType<typeof toParts>;
    readonly expected?: Partial<Parameters<typeof verifySigV4>[1]>;
  } = {},
): string | undefined {
  const parts = changes.request?.(toParts(vector)) ?? toParts(vector);
  const { region, service } = vector;
  return verifySigV4(toEmulatedRequest(parts), { credentials, region, service, now, ...changes.expected })?.reason;
}

function withHeader(parts: ReturnType<typeof toParts>, name: string, value: string): ReturnType<typeof toParts> {
  return { ...parts, headers: { ...parts.headers, [name]: value } };
}

function withAuthorization(
  parts: ReturnType<typeof toParts>,
  from: string | RegExp,
  to: string,
): ReturnType<typeof toParts> {
  return withHeader(parts, 'authorization', (parts.headers['authorization'] ?? '').replace(from, to));
}

describe('verifySigV4', () => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))('accepts the vector of %s', (_, vector) => {
    expect(verify(vector)).toBeUndefined();
  });

  it('accepts a query in another order, which is the same request', () => {
    const url = '/packages/import-jobs?NextToken=a%3Db%2Fc&MaxResults=25';

    expect(verify(panoramaList, { request: (parts) => ({ ...parts, url }) })).toBeUndefined();
  });

  it.each([
    ['path', panorama, (parts) => ({ ...parts, url: '/packages/import-jobs/my-job_2' }), 'mismatch'],
    ['query', panoramaList, (parts) => ({ ...parts, url: `${parts.url}&x=1` }), 'mismatch'],
    ['method', panorama, (parts) => ({ ...parts, method: 'POST' }), 'mismatch'],
    ['body', codePipeline, (parts) => ({ ...parts, body: parts.body.replace('f4', 'f5') }), 'mismatch'],
    ['host', panorama, (parts) => withHeader(parts, 'host', 'panorama.eu-west-1.amazonaws.com'), 'mismatch'],
    [
      'target',
      codePipeline,
      (parts) => withHeader(parts, 'x-amz-target', 'CodePipeline_20150709.PollForJobs'),
      'mismatch',
    ],
    ['date', panorama, (parts) => withHeader(parts, 'x-amz-date', '20240102T030406Z'), 'mismatch'],
    ['day of the date', panorama, (parts) => withHeader(parts, 'x-amz-date', '20240103T030405Z'), 'wrong-scope'],
    ['form of the date', panorama, (parts) => withHeader(parts, 'x-amz-date', '2024-01-02T03:04:05Z'), 'malformed'],
    ['unsigned header', panorama, (parts) => withHeader(parts, 'x-amz-meta-extra', '1'), 'mismatch'],
    ['declared body hash', panorama, (parts) => withHeader(parts, 'x-amz-content-sha256', '00'), 'mismatch'],
    ['security token', panorama, (parts) => withHeader(parts, 'x-amz-security-token', 'x'), 'unknown-key'],
    ['key id', panorama, (parts) => withAuthorization(parts, 'AKIDEXAMPLE', 'AKIDOTHER'), 'unknown-key'],
    ['region', panorama, (parts) => withAuthorization(parts, 'us-west-2', 'us-west-1'), 'wrong-scope'],
    ['service', panorama, (parts) => withAuthorization(parts, '/panorama/', '/s3/'), 'wrong-scope'],
    ['signature', panorama, (parts) => withAuthorization(parts, 'Signature=2', 'Signature=3'), 'mismatch'],
    ['list without host', panorama, (parts) => withAuthorization(parts, 'host;', ''), 'mismatch'],
    [
      'order of the list',
      panorama,
      (parts) => withAuthorization(parts, 'host;x-amz-date', 'x-amz-date;host'),
      'malformed',
    ],
    ['algorithm', panorama, (parts) => withAuthorization(parts, 'SHA256', 'SHA1'), 'malformed'],
  ] satisfies readonly (readonly [
    string,
    Vector,
    (parts: ReturnType<typeof toParts>) => ReturnType<typeof toParts>,
    string,
  ])[])('refuses a request with another %s', (_, vector, request, reason) => {
    expect(verify(vector, { request })).toBe(reason);
  });

  it('refuses a request without a signature', () => {
    const request = toEmulatedRequest({ method: 'GET', url: '/', headers: { host: 'localhost' } });

    expect(verifySigV4(request, { credentials, region: 'us-west-2', service: 'panorama', now })?.reason).toBe(
      'missing',
    );
  });

  it('refuses a request that is signed with another secret', () => {
    const expected = { credentials: { ...credentials, secretAccessKey: 'other' } };

    expect(verify(panorama, { expected })).toBe('mismatch');
  });

  it('refuses a request without the token that it expects', () => {
    expect(verify(panorama, { expected: { credentials: { ...credentials, sessionToken: 'x' } } })).toBe('unknown-key');
  });

  it.each([
    ['2024-01-02T03:09:05Z', undefined],
    ['2024-01-02T03:09:06Z', 'skewed'],
    ['2024-01-02T02:59:05Z', undefined],
    ['2024-01-02T02:59:04Z', 'skewed'],
  ])('judges a request of 03:04:05 at %s as %s', (at, reason) => {
    expect(verify(panorama, { expected: { now: new Date(at) } })).toBe(reason);
  });
});
