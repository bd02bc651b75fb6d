/** Mesh's JSON-schema handlers over the five APIs, as its documentation writes them, with the fields that are asked for. */
import { defineConfig } from '@graphql-mesh/compose-cli';
import { loadJSONSchemaSubgraph } from '@omnigraph/json-schema';

const endpoints = JSON.parse(process.env.BENCH_ENDPOINTS);

const text = { type: 'string' };
const number = { type: 'number' };
const map = (title, properties) => ({ type: 'object', title, properties });
const list = (items) => ({ type: 'array', items });

const panoramaJob = map('PanoramaJob', {
  JobId: text,
  JobType: text,
  Status: text,
  StatusMessage: text,
  CreatedTime: number,
  LastUpdatedTime: number,
  OutputConfig: map('PanoramaOutputConfig', {
    PackageVersionOutputConfig: map('PanoramaPackageVersion', { PackageName: text, PackageVersion: text }),
  }),
  Output: map('PanoramaOutput', { PackageId: text, PatchVersion: text }),
});

const omicsJob = map('OmicsJob', {
  id: text,
  status: text,
  statusMessage: text,
  creationTime: text,
  completionTime: text,
  roleArn: text,
  sources: list(map('OmicsSource', { name: text, status: text, sourceFile: text, referenceId: text })),
});

const pipelineJob = map('PipelineJob', {
  jobDetails: map('PipelineJobDetails', {
    id: text,
    accountId: text,
    data: map('PipelineJobData', {
      actionTypeId: map('PipelineActionType', { category: text, owner: text, provider: text, version: text }),
      pipelineContext: map('PipelineContext', {
        pipelineName: text,
        stage: map('PipelineStage', { name: text }),
        action: map('PipelineAction', { name: text }),
      }),
    }),
  }),
});

const deviceJob = map('DeviceJob', {
  GetStatusResponse: map('DeviceResponse', {
    GetStatusResult: map('DeviceResult', {
      JobId: text,
      JobType: text,
      ProgressCode: text,
      ProgressMessage: text,
      CreationDate: text,
      LogBucket: text,
      LogKey: text,
      ErrorCount: text,
    }),
  }),
});

const cosJob = map('CosJob', {
  DescribeJobResult: map('CosResult', {
    Job: map('CosJobDetail', {
      JobId: text,
      Status: text,
      StatusUpdateReason: text,
      CreationTime: text,
      TerminationDate: text,
      Description: text,
      Priority: text,
      ProgressSummary: map('CosProgress', {
        TotalNumberOfTasks: text,
        NumberOfTasksSucceeded: text,
        NumberOfTasksFailed: text,
      }),
      Manifest: map('CosManifest', {
        Spec: map('CosSpec', { Format: text }),
        Location: map('CosLocation', { ObjectArn: text }),
      }),
      Operation: map('CosOperation', { COSPutObjectCopy: map('CosCopy', { TargetResource: text }) }),
      Report: map('CosReport', { Enabled: text, Prefix: text }),
    }),
  }),
});

function toSubgraph(name, operation) {
  return {
    sourceHandler: loadJSONSchemaSubgraph(name, {
      endpoint: endpoints[name],
      operations: [{ type: 'Query', ...operation }],
    }),
  };
}

export const composeConfig = defineConfig({
  subgraphs: [
    toSubgraph('panorama', {
      field: 'panoramaJob',
      method: 'GET',
      path: '/packages/import-jobs/{args.id}',
      argTypeMap: { id: { type: 'string' } },
      responseSchema: panoramaJob,
    }),
    toSubgraph('healthomics', {
      field: 'omicsJob',
      method: 'GET',
      path: '/referencestore/{args.store}/importjob/{args.id}',
      argTypeMap: { store: { type: 'string' }, id: { type: 'string' } },
      responseSchema: omicsJob,
    }),
    toSubgraph('codepipeline', {
      field: 'pipelineJob',
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'CodePipeline_20150709.GetJobDetails' },
      requestSchema: map('PipelineJobInput', { jobId: text }),
      responseSchema: pipelineJob,
    }),
    toSubgraph('importexport', {
      field: 'deviceJob',
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      requestBaseBody: { Action: 'GetStatus', Version: '2010-06-01' },
      requestSchema: map('DeviceJobInput', { JobId: text }),
      responseSchema: deviceJob,
    }),
    toSubgraph('cosbatch', {
      field: 'cosJob',
      method: 'GET',
      path: '/jobs/{args.id}',
      argTypeMap: { id: { type: 'string' } },
      responseSchema: cosJob,
    }),
  ],
});
