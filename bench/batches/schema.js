/** The part of the graph that W10 asks for, as one would write it by hand. */
const job = `
  id: ID!
  providerJobId: String!
  status: JobStatus
  rawStatus: String
  statusMessage: String
  createdAt: String
  endedAt: String`;

export const typeDefs = `
enum JobStatus { QUEUED RUNNING PAUSED SUSPENDED CANCELLING CANCELLED SUCCEEDED PARTIALLY_SUCCEEDED FAILED TIMED_OUT UNKNOWN }
interface Job {${job}
}
type KeyValue { key: String! value: String }
type AwsBatchJob implements Job {${job}
  queueName: String
  jobDefinition: String
  attempts: [AwsBatchAttempt!]
  containers: [JobContainer!]
  resources: [KeyValue!]
  tags: [KeyValue!]
}
type AwsBatchAttempt { exitCode: Int endedAt: String logStreamName: String }
type JobContainer { image: String exitCode: Int }
type CodeBuildBuild implements Job {${job}
  projectName: String!
  buildNumber: String
  currentPhase: String
  phases: [CodeBuildPhase!]
  environment: CodeBuildEnvironment
  artifact: CodeBuildArtifact
  logs: CodeBuildLogs
}
type CodeBuildPhase { type: String status: JobStatus rawStatus: String durationSeconds: Int }
type CodeBuildEnvironment { image: String computeType: String }
type CodeBuildArtifact { location: String }
type CodeBuildLogs { groupName: String streamName: String url: String }
type Query { jobsById(ids: [ID!]!): [Job] }
`;
