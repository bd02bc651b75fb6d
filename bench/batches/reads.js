/** Signed reads of a hundred jobs in a call, as one would write them. */
import { send } from '../handwritten/signing.js';

export const jobsPerCall = 100;

const requests = {
  awsbatch: (keys) => ({
    method: 'POST',
    path: '/v1/describejobs',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jobs: keys }),
  }),
  codebuild: (keys) => ({
    method: 'POST',
    path: '/',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'CodeBuild_20161006.BatchGetBuilds',
    },
    body: JSON.stringify({ ids: keys }),
  }),
};

const found = {
  awsbatch: ({ jobs }) => jobs.map((job) => [job.jobId, job]),
  codebuild: ({ builds }) => builds.map((build) => [build.id, build]),
};

/** The answers in the order of the keys. @param keys a hundred at most */
export async function readBatch(provider, keys) {
  const answer = JSON.parse(await send(provider, requests[provider](keys)));
  const byKey = new Map(found[provider](answer));
  return keys.map((key) => byKey.get(key));
}
