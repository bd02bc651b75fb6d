import { toRunId } from './runs.ts';

/** With every member that is read. */
export function toGoodRun(key: string): object {
  return {
    id: Number(toRunId(key)),
    name: 'CI é',
    display_title: 'Fix the cart',
    status: 'completed',
    conclusion: 'failure',
    head_branch: 'main',
    head_sha: '9b1c0f4d2e6a7788c0ffee00aa11bb22cc33dd44',
    path: '.github/workflows/ci.yml',
    run_number: 812,
    run_attempt: 2,
    event: 'push',
    workflow_id: 5_551_234,
    check_suite_id: 31_234_567_890,
    html_url: 'https://github.com/Acme/web.App/actions/runs/1',
    created_at: '2026-11-22T06:00:00.5Z',
    updated_at: '2026-11-22T06:04:12Z',
    run_started_at: '2026-11-22T06:02:00Z',
    actor: { login: 'jane-roe' },
    triggering_actor: { login: 'build-bot' },
    head_commit: { message: 'It lost its last item.', author: { name: 'Jane Roe', email: 'jane@acme.example' } },
    head_repository: { full_name: 'fork-of/web.App' },
  };
}
