import type { Sample } from '../../conformance/provider-under-test.ts';

/** An answer as the service words it. */
const sample = `{"completionTime":"2025-12-01T09:41:37.204Z","creationTime":"2025-12-01T09:12:05.881Z","id":"4820917365","referenceStoreId":"7391046258","roleArn":"arn:aws:iam::123456789012:role/service-role/OmicsReferenceImport","sources":[{"description":"GRCh38 no-alt analysis set","name":"GRCh38-no-alt","referenceId":"5603918274","sourceFile":"s3://acme-genomics-ref/grch38/GRCh38_no_alt.fasta.gz","status":"FINISHED","tags":{"assembly":"GRCh38"}},{"name":"CHM13v2","sourceFile":"s3://acme-genomics-ref/chm13/chm13v2.0.fa.gz","status":"FAILED","statusMessage":"Unable to read the source object: access denied"}],"status":"COMPLETED_WITH_FAILURES","statusMessage":"1 of 2 sources failed to import"}`;

export const samples: readonly Sample[] = [
  {
    name: 'a job of which one source failed',
    key: '7391046258/4820917365',
    wire: { body: sample },
    job: {
      providerJobId: '4820917365',
      name: null,
      kind: 'ReferenceImportJob',
      definition: '7391046258',
      status: 'PARTIALLY_SUCCEEDED',
      rawStatus: 'COMPLETED_WITH_FAILURES',
      statusSource: 'PROVIDER',
      statusMessage: '1 of 2 sources failed to import',
      createdAt: '2025-12-01T09:12:05.881Z',
      endedAt: '2025-12-01T09:41:37.204Z',
      progress: { total: '2', succeeded: '1', failed: '1', fraction: 1 },
      failures: [
        {
          code: 'FAILED',
          message: 'Unable to read the source object: access denied',
          subject: 's3://acme-genomics-ref/chm13/chm13v2.0.fa.gz',
        },
      ],
      referenceStoreId: '7391046258',
      roleArn: 'arn:aws:iam::123456789012:role/service-role/OmicsReferenceImport',
      sources: [
        {
          status: 'SUCCEEDED',
          rawStatus: 'FINISHED',
          statusMessage: null,
          sourceFile: 's3://acme-genomics-ref/grch38/GRCh38_no_alt.fasta.gz',
          name: 'GRCh38-no-alt',
          description: 'GRCh38 no-alt analysis set',
          referenceId: '5603918274',
          tags: [{ key: 'assembly', value: 'GRCh38' }],
        },
        {
          status: 'FAILED',
          rawStatus: 'FAILED',
          statusMessage: 'Unable to read the source object: access denied',
          sourceFile: 's3://acme-genomics-ref/chm13/chm13v2.0.fa.gz',
          name: 'CHM13v2',
          description: null,
          referenceId: null,
          tags: [],
        },
      ],
    },
  },
];
