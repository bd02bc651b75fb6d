/** The part of the graph that W11 asks for, as one would write it by hand. */
const job = `
  id: ID!
  providerJobId: String!
  name: String
  status: JobStatus
  rawStatus: String
  createdAt: String
  updatedAt: String`;

export const typeDefs = `
enum JobStatus { QUEUED RUNNING SUCCEEDED FAILED UNKNOWN }
enum JobListEventKind { PRESENT APPEARED CHANGED LEFT }
interface Job {${job}
}
type GitHubActionsRun implements Job {${job}
  attempt: Int
  branch: String
  event: String
}
type JobListEvent { kind: JobListEventKind! job: Job }
type Query { jobsById(ids: [ID!]!): [Job] }
type Subscription {
  jobUpdated(ids: [ID!]!): Job
  jobsUpdated(first: Int): JobListEvent
}
`;
