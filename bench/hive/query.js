/** The same fields under the providers' own names: a root field for each job, as that is what the handlers give. */
import { parseJobId } from '../world.js';

const fieldsOf = {
  panorama: [
    'panoramaJob(id: $ID)',
    'JobId JobType Status StatusMessage CreatedTime LastUpdatedTime OutputConfig { PackageVersionOutputConfig { PackageName PackageVersion } } Output { PackageId PatchVersion }',
  ],
  healthomics: [
    'omicsJob(store: $STORE, id: $ID)',
    'id status statusMessage creationTime completionTime roleArn sources { name status sourceFile referenceId }',
  ],
  codepipeline: [
    'pipelineJob(input: { jobId: $ID })',
    'jobDetails { id accountId data { actionTypeId { category owner provider version } pipelineContext { pipelineName stage { name } action { name } } } }',
  ],
  importexport: [
    'deviceJob(input: { JobId: $ID })',
    'GetStatusResponse { GetStatusResult { JobId JobType ProgressCode ProgressMessage CreationDate LogBucket LogKey ErrorCount } }',
  ],
  cosbatch: [
    'cosJob(id: $ID)',
    'DescribeJobResult { Job { JobId Status StatusUpdateReason CreationTime TerminationDate Description Priority ProgressSummary { TotalNumberOfTasks NumberOfTasksSucceeded NumberOfTasksFailed } Manifest { Spec { Format } Location { ObjectArn } } Operation { COSPutObjectCopy { TargetResource } } Report { Enabled Prefix } } }',
  ],
};

const documents = new Map();

/** One text for each row of providers, so that it is parsed and planned once; the ids are variables. */
function toDocument(providers) {
  const row = providers.join();
  let document = documents.get(row);
  if (document === undefined) {
    const variables = providers.flatMap((provider, index) =>
      provider === 'healthomics' ? [`$s${index}: String!`, `$i${index}: String!`] : [`$i${index}: String!`],
    );
    const fields = providers.map((provider, index) => {
      const [call, selection] = fieldsOf[provider];
      return `j${index}: ${call.replace('$ID', `$i${index}`).replace('$STORE', `$s${index}`)} { ${selection} }`;
    });
    document = `query Jobs(${variables.join(', ')}) {\n${fields.join('\n')}\n}`;
    documents.set(row, document);
  }
  return document;
}

export function toHiveBody(ids) {
  const parsed = ids.map(parseJobId);
  const variables = {};
  for (const [index, [provider, key]] of parsed.entries()) {
    const [store, id] = provider === 'healthomics' ? key.split('/') : [undefined, key];
    if (store !== undefined) variables[`s${index}`] = store;
    variables[`i${index}`] = id;
  }
  return JSON.stringify({ query: toDocument(parsed.map(([provider]) => provider)), variables });
}

export function readHive({ data }, ids) {
  return ids.map((_, index) => data[`j${index}`]);
}
