/** The part of the graph that the benchmark asks for, as one would write it by hand: no more than is needed. */
const job = `
  id: ID!
  providerJobId: String!
  status: JobStatus
  rawStatus: String
  statusMessage: String
  createdAt: String
  endedAt: String
  progress: JobProgress`;

export const typeDefs = `
enum JobStatus { QUEUED RUNNING PAUSED SUSPENDED CANCELLING CANCELLED SUCCEEDED PARTIALLY_SUCCEEDED FAILED UNKNOWN }
interface Job {${job}
}
type JobProgress { total: String succeeded: String failed: String }
type PanoramaPackageImportJob implements Job {${job}
  importType: String
  outputPackage: PanoramaOutputPackage
  output: PanoramaOutput
}
type PanoramaOutputPackage { packageName: String packageVersion: String }
type PanoramaOutput { packageId: String patchVersion: String }
type OmicsReferenceImportJob implements Job {${job}
  roleArn: String
  sources: [OmicsSource!]
}
type OmicsSource { name: String status: JobStatus rawStatus: String sourceFile: String referenceId: String }
type CodePipelineJob implements Job {${job}
  accountId: String
  actionType: CodePipelineActionType
  pipeline: CodePipelineContext
}
type CodePipelineActionType { category: String owner: String provider: String version: String }
type CodePipelineContext { name: String stage: String action: String }
type ImportExportJob implements Job {${job}
  direction: String
  progressCode: String
  logBucket: String
  logKey: String
  errorCount: Int
}
type CosBatchJob implements Job {${job}
  description: String
  priority: Int
  manifest: CosManifest
  operation: CosOperation
  report: CosReport
}
type CosManifest { format: String objectArn: String }
type CosOperation { name: String! }
type CosReport { enabled: Boolean prefix: String }
type Query { jobsById(ids: [ID!]!): [Job] }
`;
