import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Emulator } from '../../emulators/kit/emulator.ts';
import { codepipeline } from '../datasources/codepipeline/under-test.ts';
import { cosbatch } from '../datasources/cosbatch/under-test.ts';
import { healthomics } from '../datasources/healthomics/under-test.ts';
import { importexport } from '../datasources/importexport/under-test.ts';
import { panorama } from '../datasources/panorama/under-test.ts';
import type { ProviderUnderTest } from '../conformance/provider-under-test.ts';
import { noCache } from '../datasources/ask-whole.ts';
import { toRawAnswer } from '../../emulators/kit/emulator.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';

const subjects: readonly ProviderUnderTest[] = [panorama, healthomics, codepipeline, importexport, cosbatch];
/** Of each source, so that the first ten jobs do not fit. */
const concurrency = 8;
const jobsOfEach = 10;

/** What reads one job. */
const operationOf = new Map([
  ['PANORAMA', 'DescribePackageImportJob'],
  ['HEALTHOMICS', 'GetReferenceImportJob'],
  ['CODEPIPELINE', 'GetJobDetails'],
  ['IMPORT_EXPORT', 'GetStatus'],
  ['COS_BATCH', 'DescribeJob'],
]);

let emulators: readonly Emulator[];
let gateway: GatewayUnderTest;
let token: string;

beforeAll(async () => {
  emulators = await Promise.all(
    subjects.map((subject) =>
      subject.startEmulator(
        {
          describe: (key) => toRawAnswer({ body: subject.answers.toBody(key) }),
          list: () => [],
          complete: () => undefined,
        },
        { injectFault: () => ({ delayMilliseconds }) },
      ),
    ),
  );
  gateway = await startGateway({
    cache: noCache,
    limits: { aliases: 60 },
    sources: subjects.map((subject, index) => ({
      ...subject.toSource(emulators[index]?.url ?? ''),
      limits: { requestsPerSecond: 10_000, burst: 10_000, concurrency },
    })),
  });
  token = await gateway.token('job:read', 'job:sensitive', 'job:credentials');
});

afterAll(async () => {
  await gateway.close();
  await Promise.all(emulators.map((emulator) => emulator.close()));
});

let delayMilliseconds = 0;

beforeEach(() => {
  delayMilliseconds = 10;
  for (const emulator of emulators) emulator.reset();
});

function keysOf(goodKey: string): readonly string[] {
  return Array.from({ length: jobsOfEach }, (_, index) => goodKey.slice(0, -1) + String(index));
}

function listCalls(): readonly string[] {
  return emulators.flatMap((emulator) => emulator.calls.map(({ operation, id }) => `${operation} ${id ?? ''}`));
}

const ids = subjects.flatMap((subject) => keysOf(subject.keys.good).map((key) => `${subject.sourceName}:${key}`));
const reads = subjects.flatMap((subject) =>
  keysOf(subject.keys.good).map((key) => `${operationOf.get(subject.provider) ?? ''} ${key}`),
);

describe('one operation', () => {
  it('reads fifty jobs of five providers once each, all at once up to the concurrency of their sources', async () => {
    const fields = 'id status rawStatus createdAt failures { code } progress { fraction }';
    // Long enough that calls which may overlap do, the first ones of new connections too.
    delayMilliseconds = 400;

    const answer = await gateway.query(`query ($ids: [ID!]!) { jobsById(ids: $ids) { ${fields} } }`, {
      variables: { ids },
    });

    expect(answer.errors).toEqual([]);
    expect(answer.data.jobsById.map(({ id }: { readonly id: string }) => id)).toEqual(ids);
    expect(listCalls().toSorted()).toEqual(reads.toSorted());
    expect(emulators.map(({ maxInFlight }) => maxInFlight)).toEqual(subjects.map(() => concurrency));
  });

  it('reads a job once that is named several times in one list', async () => {
    const [one = ''] = ids;

    const answer = await gateway.query('query ($ids: [ID!]!) { jobsById(ids: $ids) { id } }', {
      variables: { ids: [one, one, one] },
    });

    expect(answer.data).toEqual({ jobsById: [{ id: one }, { id: one }, { id: one }] });
    expect(listCalls()).toHaveLength(1);
  });

  it.each(subjects)(
    'reads one job of $provider once for fifty aliases',
    async ({ sourceName, keys: { good: goodKey } }) => {
      const id = `${sourceName}:${goodKey}`;
      const aliases = Array.from({ length: 50 }, (_, index) => `a${index}: job(id: "${id}") { id statusMessage }`);

      const answer = await gateway.query(`{ ${aliases.join(' ')} }`);

      expect(answer.errors).toEqual([]);
      expect(Object.keys(answer.data)).toHaveLength(50);
      expect(listCalls()).toHaveLength(1);
    },
  );

  it.each([
    {
      ...panorama,
      one: '... on PanoramaPackageImportJob { clientToken }',
      other: 'panoramaPackageImportJob(jobId: "KEY") { ...facts input { bucket } again: clientToken }',
      expected: {
        one: { clientToken: 'pkg-import-7c1e4a' },
        other: { input: { bucket: 'nodes' }, again: 'pkg-import-7c1e4a' },
      },
    },
    {
      ...cosbatch,
      one: '... on CosBatchJob { clientRequestToken }',
      other: 'cosBatchJob(jobId: "KEY") { ...facts manifest { etag } again: clientRequestToken }',
      expected: { one: { clientRequestToken: 'token-1' }, other: { manifest: { etag: '"5d41"' }, again: 'token-1' } },
    },
    {
      ...importexport,
      one: '... on ImportExportJob { signature again: signature }',
      other: 'importExportJob(jobId: "KEY") { ...facts trackingNumber artifacts { description } }',
      expected: {
        one: { signature: 'q8Zr0m1=', again: 'q8Zr0m1=' },
        other: { trackingNumber: '1Z999AA10123456784', artifacts: [{ description: 'Shipping label' }] },
      },
    },
    {
      ...codepipeline,
      one: '... on CodePipelineJob { continuationToken configuration { value } }',
      other: 'codePipelineJob(jobId: "KEY") { ...facts artifactCredentials { sessionToken } }',
      expected: {
        one: { continuationToken: 'acme-run-20391', configuration: [{ value: 's3cr3t' }, { value: 'smoke é' }] },
        other: { artifactCredentials: { sessionToken: 'fICCEXAMPLE' } },
      },
    },
    {
      ...healthomics,
      one: '... on OmicsReferenceImportJob { sources { tags { key } } }',
      other: 'omicsReferenceImportJob(referenceStoreId: "7391046258", jobId: "4820917365") { ...facts roleArn }',
      expected: {
        one: { sources: [{ tags: [{ key: 'a' }] }] },
        other: { roleArn: 'arn:aws:iam::123456789012:role/import' },
      },
    },
  ])(
    'reads facts and secrets of one job of $provider by one call, whatever fields and fragments ask',
    async ({ sourceName, keys: { good: goodKey }, one, other, expected }) => {
      const id = `${sourceName}:${goodKey}`;
      const facts = 'fragment facts on Job { id status failures { message } }';
      const fields = `a: job(id: "${id}") { ...facts } one: job(id: "${id}") { ${one} } other: ${other.replace('KEY', goodKey)}`;

      const answer = await gateway.query(
        `{ ${fields} list: jobsById(ids: ["${id}", "${id}"]) { id createdAt ...facts } } ${facts}`,
        { token },
      );

      expect(answer.errors).toEqual([]);
      expect(answer.data).toMatchObject({ a: { id }, ...expected, list: [{ id }, { id }] });
      expect(listCalls()).toHaveLength(1);
    },
  );

  it.each([
    ['no key', 'lab'],
    ['an empty id', ''],
    ['an empty source', ':key'],
    ['an empty key', 'lab:'],
    ['an unknown source', 'other:package-import-good'],
    ['a source in capitals', 'LAB:package-import-good'],
    ['a name that objects inherit', '__proto__:key'],
    ['a blank before it', ' lab:package-import-good'],
    ['a path in it', 'lab:../../jobs'],
    ['a slash in it', 'lab:a/b'],
    ['an encoded slash in it', 'lab:a%2Fb'],
    ['a line break after it', 'lab:a\\n'],
    ['256 characters', `lab:${'a'.repeat(256)}`],
    ['no store', 'omics:4820917365'],
    ['three parts', 'omics:7391046258/4820917365/1'],
    ['a store of nine digits', 'omics:739104625/4820917365'],
    ['37 digits', `omics:7391046258/${'1'.repeat(37)}`],
    ['digits of another script', 'omics:７３９１０４６２５８/4820917365'],
    ['a UUID in capitals', 'pipelines:F4F4FF82-2D11-4A2B-8C3D-0123456789AB'],
    ['half a UUID', 'pipelines:f4f4ff82'],
    ['a UUID and more', 'pipelines:f4f4ff82-2d11-4a2b-8c3d-0123456789ab0'],
    ['an underscore', 'devices:A_1'],
    ['65 characters', `devices:${'A'.repeat(65)}`],
    ['a query in it', 'cos:a?b=c'],
    ['65 characters', `cos:${'a'.repeat(65)}`],
    ['a NUL', 'cos:a\\u0000'],
  ])('refuses an id with %s before any call, that id alone', async (_name, id) => {
    const answer = await gateway.query(`{ job(id: "${id}") { id } jobsById(ids: ["${id}"]) { id } }`);

    const jobId = (JSON.parse(`"${id}"`) as string).slice(0, 200);
    expect(answer.data).toEqual({ job: null, jobsById: [null] });
    expect(answer.errors.map(({ path, extensions }) => [path, extensions])).toEqual([
      [['job'], { code: 'BAD_USER_INPUT', argument: 'id', jobId }],
      [['jobsById', 0], { code: 'BAD_USER_INPUT', argument: 'ids', jobId }],
    ]);
    expect(listCalls()).toEqual([]);
  });

  it.each([
    ['panoramaPackageImportJob(jobId: "a b")', { argument: 'jobId', jobId: 'lab:a b' }],
    ['panoramaPackageImportJob(source: "omics", jobId: "a")', { argument: 'source', jobId: 'omics:a' }],
    ['panoramaPackageImportJob(source: "other", jobId: "a")', { argument: 'source', jobId: 'other:a' }],
    [
      'omicsReferenceImportJob(referenceStoreId: "1234567890/1234567890", jobId: "1234567890")',
      { jobId: 'omics:1234567890/1234567890/1234567890' },
    ],
    ['omicsReferenceImportJob(referenceStoreId: "1", jobId: "1234567890")', { jobId: 'omics:1/1234567890' }],
    ['cosBatchJob(jobId: "")', { argument: 'jobId', jobId: 'cos:' }],
    ['importExportJob(jobId: "a/../b")', { argument: 'jobId', jobId: 'devices:a/../b' }],
    ['codePipelineJob(jobId: "ef66c259-EXAMPLE")', { argument: 'jobId', jobId: 'pipelines:ef66c259-EXAMPLE' }],
  ])('refuses %s before any call', async (field, subject) => {
    const answer = await gateway.query(`{ job: ${field} { id } }`);

    expect(answer.data).toEqual({ job: null });
    expect(answer.errors.map(({ path, extensions }) => [path, extensions])).toEqual([
      [['job'], { code: 'BAD_USER_INPUT', ...subject }],
    ]);
    expect(listCalls()).toEqual([]);
  });
});
