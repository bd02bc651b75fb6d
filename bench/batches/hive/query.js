/** The same fields under the providers' own names, by way of references that the gateway gathers into calls. */
import { parseJobId } from '../../world.js';

const query = `query Jobs($jobs: [String!]!, $builds: [String!]!) {
  batchJobRefs(ids: $jobs) {
    job {
      jobId status statusReason createdAt stoppedAt jobQueue jobDefinition
      attempts { stoppedAt container { exitCode logStreamName } }
      container { image exitCode resourceRequirements { type value } }
      tags { team }
    }
  }
  buildRefs(ids: $builds) {
    build {
      id buildStatus startTime endTime projectName buildNumber currentPhase
      phases { phaseType phaseStatus durationInSeconds }
      environment { image computeType }
      artifacts { location }
      logs { groupName streamName deepLink }
    }
  }
}`;

function listKeys(ids, asked) {
  return ids.map(parseJobId).flatMap(([provider, key]) => (provider === asked ? [key] : []));
}

export function toHiveBatchBody(ids) {
  return JSON.stringify({ query, variables: { jobs: listKeys(ids, 'awsbatch'), builds: listKeys(ids, 'codebuild') } });
}

/** In the order of the ids. */
export function readHiveBatches({ data }, ids) {
  const jobs = data.batchJobRefs.map(({ job }) => job);
  const builds = data.buildRefs.map(({ build }) => build);
  return ids.map((id) => (id.startsWith('awsbatch:') ? jobs.shift() : builds.shift()));
}
