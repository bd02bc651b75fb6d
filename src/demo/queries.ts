/** A document for a tab of the explorer. */
export interface DemoQuery {
  readonly name: string;
  readonly query: string;
}

/** Ids in the graph's spelling that the documents need. */
export interface DemoQueryIds {
  /** One job of each provider. */
  readonly first: readonly string[];
  /** Jobs that are under way. Those of COS, whose counts climb, are among them. */
  readonly moving: readonly string[];
  /** Throttled, denied and unknown ones. */
  readonly failing: readonly string[];
  readonly importExport: string;
  readonly codePipeline: string;
}

/** All five concrete types, open fields only: a viewer with `job:read` gets all of it. */
export function formatFirstQuery(ids: Pick<DemoQueryIds, 'first'>): string {
  return `# Press ▶ (or Ctrl+Enter) to run it.
query FirstJobs {
  jobsById(ids: ${formatList(ids.first)}) {
    __typename
    id
    provider
    status
    rawStatus
    statusMessage
    createdAt
    endedAt
    progress { total succeeded failed fraction }
    failures { code message subject }
    ... on PanoramaPackageImportJob {
      importType
      outputPackage { packageName packageVersion }
      output { packageId patchVersion }
    }
    ... on OmicsReferenceImportJob {
      referenceStoreId
      sources { name status statusMessage sourceFile }
    }
    ... on CodePipelineJob {
      actionType { category owner provider version }
      pipeline { name stage action }
      actionExecution { status externalExecutionSummary }
    }
    ... on ImportExportJob {
      direction
      progressCode
      location
      errorCount
    }
    ... on CosBatchJob {
      description
      priority
      manifest { format fields objectArn }
      operation { name }
      report { enabled scope }
    }
  }
}
`;
}

/** The tabs after the first: one for each thing that the graph can do. */
export function listDemoQueries(ids: DemoQueryIds): readonly DemoQuery[] {
  return [
    { name: 'First jobs', query: formatFirstQuery(ids) },
    { name: 'One moving job', query: formatMovingQuery(ids) },
    { name: 'Protected fields', query: formatProtectedQuery(ids) },
    { name: 'What goes wrong', query: formatFailingQuery(ids) },
    { name: 'Sources', query: sourcesQuery },
    { name: 'Newest jobs', query: newestQuery },
    { name: 'Live', query: formatLiveQuery(ids) },
  ];
}

function formatMovingQuery(ids: DemoQueryIds): string {
  return `# Its counts climb for three minutes: run it again and again.
# Then the next one begins: open this page anew for its id.
query OneMovingJob {
  job(id: ${JSON.stringify(ids.moving.find((id) => id.startsWith('cos-chengdu:')) ?? '')}) {
    status
    rawStatus
    isTerminal
    progress { total succeeded failed fraction }
    fetchedAt
    ... on CosBatchJob { description priority }
  }
}
`;
}

function formatProtectedQuery(ids: DemoQueryIds): string {
  return `# Needs a token of job:read, job:sensitive and job:credentials. The explorer
# puts one into the headers; without it these fields are null, each with its
# reason. To get another: npm run --silent token -- --scope "job:read …"
query ProtectedFields {
  device: job(id: ${JSON.stringify(ids.importExport)}) {
    statusMessage
    ... on ImportExportJob { carrier trackingNumber shippingAddress signature manifestText artifacts { description url } }
  }
  pipeline: job(id: ${JSON.stringify(ids.codePipeline)}) {
    ... on CodePipelineJob {
      hasContinuationToken
      continuationToken
      configuration { key value }
      artifactCredentials { accessKeyId secretAccessKey sessionToken }
    }
  }
}
`;
}

function formatFailingQuery(ids: DemoQueryIds): string {
  return `# Each fails alone: throttled, denied and unknown jobs beside one that answers.
query WhatGoesWrong {
  jobsById(ids: ${formatList([...ids.first.slice(0, 1), ...ids.failing])}) {
    id
    status
  }
}
`;
}

const sourcesQuery = `query Sources {
  jobSources {
    name
    provider
    region
    lifecycle
    canList
    health { state lastSuccessAt lastErrorAt lastErrorCode requestsInFlight requestsQueued }
  }
}
`;

const newestQuery = `query NewestJobs {
  jobs(first: 20) {
    nodes { __typename id status createdAt }
    pageInfo { hasNextPage endCursor }
    issues { source { name } code message isRetryable }
  }
}
`;

function formatLiveQuery(ids: DemoQueryIds): string {
  return `subscription Live {
  jobUpdated(ids: ${formatList(ids.moving)}) {
    id
    status
    isTerminal
    progress { total succeeded failed fraction }
  }
}
`;
}

function formatList(ids: readonly string[]): string {
  return `[\n${ids.map((id) => `    ${JSON.stringify(id)}\n`).join('')}  ]`;
}
