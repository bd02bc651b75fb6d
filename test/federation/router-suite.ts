/** What a client gets through any router, whichever it is. */
import { expect, it } from 'vitest';
import { sampleAnnotations } from '../../examples/supergraph/sample-annotations.ts';
import { askRouter, type RouterAnswer, type SupergraphWorld } from './supergraph-world.ts';

export interface RouterUnderTest {
  readonly url: string;
  readonly world: SupergraphWorld;
}

/** What a router says otherwise than jobgraph does. Each is written down in docs/federation.md. */
export interface RouterFaults {
  /** Its whole answer where jobs that the other subgraph knows by their ids alone are asked for fields of their types. */
  readonly typesOfJoinedJobs?: Pick<RouterAnswer, 'data'> & { readonly codes: readonly string[] };
  /** Its code for a token that jobgraph refuses. */
  readonly badToken?: string;
}

const sampleIds = [...sampleAnnotations.keys()];

export function describeRouter(router: () => RouterUnderTest, faults: RouterFaults = {}): void {
  const ask = (query: string, request: Parameters<typeof askRouter>[2] = {}) => askRouter(router().url, query, request);

  it('answers fields of the interface, of each type, and of the other subgraph in one operation', async () => {
    const { data, errors } = await ask(
      `query ($ids: [ID!]!) { jobsById(ids: $ids) {
        __typename id provider statusSource owner runbookUrl remark
        ... on PanoramaPackageImportJob { importType }
        ... on OmicsReferenceImportJob { referenceStoreId }
        ... on CodePipelineJob { hasContinuationToken }
        ... on ImportExportJob { direction }
        ... on CosBatchJob { priority operation { name } }
      } }`,
      { variables: { ids: sampleIds } },
    );

    const [panorama, omics, pipeline, device, cos] = [...sampleAnnotations].map(([id, annotation]) => ({
      id,
      ...annotation,
    }));
    expect(errors).toEqual([]);
    expect(data).toEqual({
      jobsById: [
        {
          ...panorama,
          __typename: 'PanoramaPackageImportJob',
          provider: 'PANORAMA',
          statusSource: 'PROVIDER',
          importType: 'NODE_PACKAGE_VERSION',
        },
        {
          ...omics,
          __typename: 'OmicsReferenceImportJob',
          provider: 'HEALTHOMICS',
          statusSource: 'PROVIDER',
          referenceStoreId: '1234567890',
        },
        {
          ...pipeline,
          __typename: 'CodePipelineJob',
          provider: 'CODEPIPELINE',
          statusSource: 'DERIVED',
          hasContinuationToken: false,
        },
        {
          ...device,
          __typename: 'ImportExportJob',
          provider: 'IMPORT_EXPORT',
          statusSource: 'PROVIDER',
          direction: 'IMPORT',
        },
        {
          ...cos,
          __typename: 'CosBatchJob',
          provider: 'COS_BATCH',
          statusSource: 'PROVIDER',
          priority: 41,
          operation: { name: 'COSPutObjectCopy' },
        },
      ],
    });
  });

  const typesOfJoinedJobs = `{ jobsByOwner(owner: "team-archive") {
    __typename id remark source { name } ... on ImportExportJob { errorCount } ... on CosBatchJob { priority }
  } }`;

  if (faults.typesOfJoinedJobs !== undefined) {
    it('refuses the types of jobs that the other subgraph knows by their ids', async () => {
      const { data, errors } = await ask(typesOfJoinedJobs);

      expect({ data, codes: errors.map(({ code }) => code) }).toEqual(faults.typesOfJoinedJobs);
    });
  } else {
    it('finds out the type of a job that the other subgraph knows by its id', async () => {
      const { data, errors } = await ask(typesOfJoinedJobs);

      expect(errors).toEqual([]);
      expect(data).toEqual({
        jobsByOwner: [
          {
            __typename: 'ImportExportJob',
            id: 'devices:ERRS1',
            remark: 'The second disk is scratched.',
            source: { name: 'devices' },
            errorCount: 2,
          },
          {
            __typename: 'CosBatchJob',
            id: 'cos-chengdu:c0500000-0000-4000-8000-000000000031',
            remark: null,
            source: { name: 'cos-chengdu' },
            priority: 41,
          },
        ],
      });
    });
  }

  it.each([
    ['no token', [], null, 'UNAUTHENTICATED', 'needs a token with the scope `job:sensitive`.'],
    [
      'a token without the scope',
      ['job:read'],
      null,
      'UNAUTHORIZED_FIELD_OR_TYPE',
      'needs the scope `job:sensitive`, which this token lacks.',
    ],
    ['a token with the scope', ['job:read', 'job:sensitive'], '1ZEXAMPLEERRS10000', null, null],
  ] as const)('answers a protected field with %s', async (_name, scopes, trackingNumber, code, need) => {
    const message = `Unauthorized field or type: \`ImportExportJob.trackingNumber\` ${need}`;
    const token = scopes.length === 0 ? undefined : await router().world.gateway.token(...scopes);

    const { data, errors } = await ask(
      '{ jobsById(ids: ["panorama-lab:import-people-counter", "devices:ERRS1"]) { id ... on ImportExportJob { shipment: trackingNumber } } }',
      { token },
    );

    expect(data).toEqual({
      jobsById: [{ id: 'panorama-lab:import-people-counter' }, { id: 'devices:ERRS1', shipment: trackingNumber }],
    });
    expect(errors).toEqual(code === null ? [] : [{ message, path: ['jobsById', 1, 'shipment'], code }]);
  });

  it('sends the client’s token to jobgraph and to no other subgraph', async () => {
    const { world } = router();
    const token = await world.gateway.token('job:read', 'job:sensitive');

    const { data } = await ask('{ job(id: "devices:ERRS1") { remark ... on ImportExportJob { carrier } } }', { token });

    expect(data).toEqual({ job: { remark: 'The second disk is scratched.', carrier: 'UPS' } });
    expect([...world.strayTokens]).toEqual([undefined]);
  });

  it('answers a bad token with an error and no data, and says why', async () => {
    const { data, errors } = await ask('{ job(id: "devices:ERRS1") { status } }', { token: 'rubbish' });

    expect(data?.['job'] ?? null).toBeNull();
    expect(errors.map(({ code }) => code)).toEqual([faults.badToken ?? 'UNAUTHENTICATED']);
  });

  it('passes on what went wrong with each job, at the client’s path, beside those that went well', async () => {
    const ids = ['devices:XDENY', 'nonsense', 'devices:ERRS1', 'devices:NONE1'];

    const { data, errors } = await ask('query ($ids: [ID!]!) { found: jobsById(ids: $ids) { id owner } }', {
      variables: { ids },
    });

    expect(data).toEqual({ found: [null, null, { id: 'devices:ERRS1', owner: 'team-archive' }, null] });
    expect([...errors].sort((one, other) => Number(one.path[1]) - Number(other.path[1]))).toEqual([
      {
        message: 'The credentials are known, and may not do this.',
        path: ['found', 0],
        code: 'PROVIDER_ACCESS_DENIED',
      },
      {
        message: 'A job id must be "<source name>:<key>", but got "nonsense".',
        path: ['found', 1],
        code: 'BAD_USER_INPUT',
      },
      { message: 'The provider knows no such job.', path: ['found', 3], code: 'JOB_NOT_FOUND' },
    ]);
  });

  it('pages through the jobs of all sources, each with the other subgraph’s fields', async () => {
    const page = `query ($after: String) { jobs(first: 2, after: $after, filter: { sources: ["panorama-lab", "pipelines"] }) {
      nodes { id owner } edges { node { id remark } } pageInfo { hasNextPage endCursor } issues { source { name } code }
    } }`;

    const first = await ask(page);
    const second = await ask(page, { variables: { after: first.data.jobs.pageInfo.endCursor } });

    expect([...first.errors, ...second.errors]).toEqual([]);
    const issues = [{ source: { name: 'pipelines' }, code: 'LIST_NOT_SUPPORTED' }];
    const pageInfo = { hasNextPage: expect.any(Boolean) as boolean, endCursor: expect.any(String) as string };
    expect(first.data.jobs).toEqual({
      nodes: [
        { id: 'panorama-lab:import-moving', owner: null },
        { id: 'panorama-lab:import-market-camera', owner: null },
      ],
      edges: [
        { node: { id: 'panorama-lab:import-moving', remark: null } },
        { node: { id: 'panorama-lab:import-market-camera', remark: null } },
      ],
      pageInfo: { ...pageInfo, hasNextPage: true },
      issues,
    });
    expect(second.data.jobs).toEqual({
      nodes: [
        { id: 'panorama-lab:import-shelf-scanner', owner: null },
        { id: 'panorama-lab:import-people-counter', owner: 'team-vision' },
      ],
      edges: [
        { node: { id: 'panorama-lab:import-shelf-scanner', remark: null } },
        { node: { id: 'panorama-lab:import-people-counter', remark: 'Rolls out to the stores on Monday.' } },
      ],
      pageInfo: { ...pageInfo, hasNextPage: false },
      issues,
    });
  });
}
