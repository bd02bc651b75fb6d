/** What every peer is asked for: the same fields of the same jobs. */

const fields = `
    __typename
    id
    providerJobId
    status
    rawStatus
    statusMessage
    createdAt
    endedAt
    progress { total succeeded failed }
    ... on PanoramaPackageImportJob { importType outputPackage { packageName packageVersion } output { packageId patchVersion } }
    ... on OmicsReferenceImportJob { roleArn sources { name status rawStatus sourceFile referenceId } }
    ... on CodePipelineJob { accountId actionType { category owner provider version } pipeline { name stage action } }
    ... on ImportExportJob { direction progressCode logBucket logKey errorCount }
    ... on CosBatchJob { description priority manifest { format objectArn } operation { name } report { enabled prefix } }`;

export const jobsQuery = `query Jobs($ids: [ID!]!) {
  jobsById(ids: $ids) {${fields}
  }
}`;

/** What a table of jobs shows, all of it in the rows of the providers' lists. */
export const pageQuery = `query Page {
  jobs(first: 20, filter: { providers: [PANORAMA, HEALTHOMICS, COS_BATCH] }) {
    nodes { id status createdAt endedAt }
    pageInfo { hasNextPage }
  }
}`;

export const pageByIdsQuery = `query PageByIds($ids: [ID!]!) {
  jobsById(ids: $ids) { id status createdAt endedAt }
}`;
