import { refused, type Sample } from '../../conformance/provider-under-test.ts';

const key = 'Acme/web.App/9876543210';

/** An answer as GitHub words it, by its own description. */
const sample = `{"id":9876543210,"name":"CI","node_id":"WFR_kwLOAbCdEf8AAAACTLQW6g","check_suite_id":31234567890,"check_suite_node_id":"CS_kwDOAbCdEf8AAAAHRb","head_branch":"main","head_sha":"9b1c0f4d2e6a7788c0ffee00aa11bb22cc33dd44","path":".github/workflows/ci.yml","display_title":"Fix the cart","run_number":812,"event":"push","status":"completed","conclusion":"failure","workflow_id":5551234,"url":"https://api.github.com/repos/Acme/web.App/actions/runs/9876543210","html_url":"https://github.com/Acme/web.App/actions/runs/9876543210","pull_requests":[],"created_at":"2026-11-22T06:00:00Z","updated_at":"2026-11-22T06:04:12Z","actor":{"login":"jane-roe","id":1,"type":"User","site_admin":false},"triggering_actor":{"login":"build-bot","id":2,"type":"Bot","site_admin":false},"run_attempt":2,"referenced_workflows":[],"run_started_at":"2026-11-22T06:02:00Z","jobs_url":"https://api.github.com/repos/Acme/web.App/actions/runs/9876543210/jobs","logs_url":"https://api.github.com/repos/Acme/web.App/actions/runs/9876543210/logs","head_commit":{"id":"9b1c0f4d2e6a7788c0ffee00aa11bb22cc33dd44","tree_id":"1a2b3c4d5e6f77889900aabbccddeeff00112233","message":"Fix the cart\\n\\nIt lost its last item.","timestamp":"2026-11-22T05:59:30Z","author":{"name":"Jane Roe","email":"jane@acme.example"},"committer":{"name":"GitHub","email":"noreply@github.com"}},"repository":{"id":7,"name":"web.App","full_name":"acme/web.App","private":false},"head_repository":{"id":8,"name":"web.App","full_name":"jane-roe/web.App","private":false}}`;
const jobs = `{"total_count":2,"jobs":[{"id":27012345678,"run_id":9876543210,"workflow_name":"CI","head_branch":"main","run_url":"https://api.github.com/repos/Acme/web.App/actions/runs/9876543210","run_attempt":2,"node_id":"CR_kw","head_sha":"9b1c0f4d2e6a7788c0ffee00aa11bb22cc33dd44","url":"https://api.github.com/repos/Acme/web.App/actions/jobs/27012345678","html_url":"https://github.com/Acme/web.App/actions/runs/9876543210/job/27012345678","status":"completed","conclusion":"success","created_at":"2026-11-22T06:02:01Z","started_at":"2026-11-22T06:02:05Z","completed_at":"2026-11-22T06:03:00Z","name":"lint","steps":[{"name":"Set up job","status":"completed","conclusion":"success","number":1,"started_at":"2026-11-22T06:02:05Z","completed_at":"2026-11-22T06:02:06Z"}],"check_run_url":"https://api.github.com/repos/Acme/web.App/check-runs/27012345678","labels":["ubuntu-latest"],"runner_id":21,"runner_name":"GitHub Actions 21","runner_group_id":2,"runner_group_name":"GitHub Actions"},{"id":27012345679,"run_id":9876543210,"html_url":"https://github.com/Acme/web.App/actions/runs/9876543210/job/27012345679","status":"completed","conclusion":"failure","started_at":"2026-11-22T06:02:05Z","completed_at":"2026-11-22T06:04:11+00:00","name":"test (22.x)","labels":[],"runner_id":null,"runner_name":null}]}`;

/** All that is null of a run that says nothing. */
const nothing = {
  ...{
    name: null,
    kind: null,
    definition: null,
    createdAt: null,
    runNumber: null,
    attempt: null,
    startedAt: null,
    event: null,
  },
  ...{ workflowId: null, workflowPath: null, branch: null, commitSha: null, commitMessage: null },
  ...{ commitAuthorName: null, commitAuthorEmail: null, actor: null, triggeringActor: null },
  ...{ headRepository: null, checkSuiteId: null },
};

export const samples: readonly Sample[] = [
  {
    name: 'a run of which one job failed',
    key,
    wire: { body: sample, second: jobs },
    job: {
      providerJobId: '9876543210',
      name: 'Fix the cart',
      kind: 'CI',
      definition: 'Acme/web.App/ci.yml',
      status: 'FAILED',
      rawStatus: 'failure',
      statusSource: 'PROVIDER',
      createdAt: '2026-11-22T06:00:00.000Z',
      updatedAt: '2026-11-22T06:04:12.000Z',
      endedAt: '2026-11-22T06:04:12.000Z',
      progress: { total: '2', succeeded: '1', failed: '1', fraction: 1 },
      failures: [{ code: 'failure', message: null, subject: 'test (22.x)' }],
      consoleUrl: 'https://github.com/Acme/web.App/actions/runs/9876543210',
      repository: 'Acme/web.App',
      runNumber: '812',
      attempt: 2,
      startedAt: '2026-11-22T06:02:00.000Z',
      event: 'push',
      workflowId: '5551234',
      workflowPath: '.github/workflows/ci.yml',
      branch: 'main',
      commitSha: '9b1c0f4d2e6a7788c0ffee00aa11bb22cc33dd44',
      commitMessage: 'Fix the cart\n\nIt lost its last item.',
      commitAuthorName: 'Jane Roe',
      commitAuthorEmail: 'jane@acme.example',
      actor: 'jane-roe',
      triggeringActor: 'build-bot',
      headRepository: 'jane-roe/web.App',
      checkSuiteId: '31234567890',
      jobs: [
        {
          jobId: '27012345678',
          name: 'lint',
          status: 'SUCCEEDED',
          rawStatus: 'success',
          startedAt: '2026-11-22T06:02:05.000Z',
          endedAt: '2026-11-22T06:03:00.000Z',
          url: 'https://github.com/Acme/web.App/actions/runs/9876543210/job/27012345678',
          runnerName: 'GitHub Actions 21',
          labels: ['ubuntu-latest'],
        },
        {
          jobId: '27012345679',
          name: 'test (22.x)',
          status: 'FAILED',
          rawStatus: 'failure',
          startedAt: '2026-11-22T06:02:05.000Z',
          endedAt: '2026-11-22T06:04:11.000Z',
          url: 'https://github.com/Acme/web.App/actions/runs/9876543210/job/27012345679',
          runnerName: null,
          labels: [],
        },
      ],
    },
  },
  {
    name: 'a run that says nothing',
    key,
    wire: { body: '{"id":9876543210}', second: '{}' },
    job: {
      providerJobId: '9876543210',
      repository: 'Acme/web.App',
      ...{ status: 'UNKNOWN', rawStatus: null, statusSource: 'NOT_REPORTED' },
      ...nothing,
      progress: { total: null, succeeded: '0', failed: '0', fraction: null },
      jobs: null,
    },
  },
  {
    name: 'a run whose commit and people are gone',
    key,
    wire: {
      body: '{"id":9876543210,"status":"queued","conclusion":"failure","head_commit":null,"actor":null,"triggering_actor":null,"head_repository":null}',
      second: '{"total_count":0,"jobs":[]}',
    },
    job: {
      providerJobId: '9876543210',
      repository: 'Acme/web.App',
      ...{ status: 'QUEUED', rawStatus: 'queued', statusSource: 'PROVIDER' },
      ...nothing,
      progress: { total: '0', succeeded: '0', failed: '0', fraction: null },
      jobs: [],
    },
  },
  { name: 'a run without an id', key, wire: { body: '{"status":"queued"}' }, job: refused },
];
