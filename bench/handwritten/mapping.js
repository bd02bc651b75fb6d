/** From each provider's answer to the graph, as one would write it by hand. Takes the SDKs' outputs and plain JSON alike. */
import { XMLParser } from 'fast-xml-parser';

/** Text stays text; the rest as it comes. */
const parser = new XMLParser({ parseTagValue: false });

export function parseXml(text) {
  return parser.parse(text);
}

/** A Date (of the SDKs), seconds (of AWS JSON) or text. */
function toTime(value) {
  if (value === undefined || value === null || value === '') return null;
  return new Date(typeof value === 'number' ? value * 1000 : value).toISOString();
}

const omicsStatuses = {
  SUBMITTED: 'QUEUED',
  IN_PROGRESS: 'RUNNING',
  COMPLETED: 'SUCCEEDED',
  COMPLETED_WITH_FAILURES: 'PARTIALLY_SUCCEEDED',
};
const sourceStatuses = { NOT_STARTED: 'QUEUED', IN_PROGRESS: 'RUNNING', FINISHED: 'SUCCEEDED', FAILED: 'FAILED' };
const cosStatuses = { New: 'QUEUED', Active: 'RUNNING', Complete: 'SUCCEEDED', Failed: 'FAILED' };
const deviceStatuses = { Pending: 'QUEUED', InProgress: 'RUNNING', Complete: 'SUCCEEDED' };

export const toNode = {
  panorama: (id, job) => ({
    __typename: 'PanoramaPackageImportJob',
    id,
    providerJobId: job.JobId,
    status: job.Status === 'PENDING' ? 'QUEUED' : job.Status,
    rawStatus: job.Status,
    statusMessage: job.StatusMessage,
    createdAt: toTime(job.CreatedTime),
    endedAt: job.Status === 'PENDING' ? null : toTime(job.LastUpdatedTime),
    progress: null,
    importType: job.JobType,
    outputPackage: {
      packageName: job.OutputConfig.PackageVersionOutputConfig.PackageName,
      packageVersion: job.OutputConfig.PackageVersionOutputConfig.PackageVersion,
    },
    output: job.Output ? { packageId: job.Output.PackageId, patchVersion: job.Output.PatchVersion } : null,
  }),

  healthomics: (id, job) => ({
    __typename: 'OmicsReferenceImportJob',
    id,
    providerJobId: job.id,
    status: omicsStatuses[job.status] ?? 'UNKNOWN',
    rawStatus: job.status,
    statusMessage: job.statusMessage,
    createdAt: toTime(job.creationTime),
    endedAt: toTime(job.completionTime),
    progress: toOmicsProgress(job.sources),
    roleArn: job.roleArn,
    sources: job.sources.map((source) => ({
      ...source,
      status: sourceStatuses[source.status] ?? 'UNKNOWN',
      rawStatus: source.status,
    })),
  }),

  codepipeline: (id, { jobDetails }) => ({
    __typename: 'CodePipelineJob',
    id,
    providerJobId: jobDetails.id,
    status: 'UNKNOWN',
    accountId: jobDetails.accountId,
    actionType: jobDetails.data.actionTypeId,
    pipeline: {
      name: jobDetails.data.pipelineContext.pipelineName,
      stage: jobDetails.data.pipelineContext.stage.name,
      action: jobDetails.data.pipelineContext.action.name,
    },
  }),

  importexport: (id, document) => {
    const job = document.GetStatusResponse.GetStatusResult;
    return {
      __typename: 'ImportExportJob',
      id,
      providerJobId: job.JobId,
      status: deviceStatuses[job.ProgressCode] ?? 'UNKNOWN',
      rawStatus: job.ProgressCode,
      statusMessage: job.ProgressMessage,
      createdAt: toTime(job.CreationDate),
      direction: job.JobType.toUpperCase(),
      progressCode: job.ProgressCode,
      logBucket: job.LogBucket,
      logKey: job.LogKey,
      errorCount: Number(job.ErrorCount),
    };
  },

  cosbatch: (id, document) => {
    const job = document.DescribeJobResult.Job;
    return {
      __typename: 'CosBatchJob',
      id,
      providerJobId: job.JobId,
      status: cosStatuses[job.Status] ?? 'UNKNOWN',
      rawStatus: job.Status,
      statusMessage: job.StatusUpdateReason,
      createdAt: toTime(job.CreationTime),
      endedAt: toTime(job.TerminationDate),
      progress: {
        total: job.ProgressSummary.TotalNumberOfTasks,
        succeeded: job.ProgressSummary.NumberOfTasksSucceeded,
        failed: job.ProgressSummary.NumberOfTasksFailed,
      },
      description: job.Description,
      priority: Number(job.Priority),
      manifest: { format: job.Manifest.Spec.Format, objectArn: job.Manifest.Location.ObjectArn },
      operation: { name: Object.keys(job.Operation)[0] },
      report: { enabled: job.Report.Enabled === 'true', prefix: job.Report.Prefix },
    };
  },
};

function toOmicsProgress(sources) {
  const count = (status) => String(sources.filter((source) => source.status === status).length);
  return { total: String(sources.length), succeeded: count('FINISHED'), failed: count('FAILED') };
}
