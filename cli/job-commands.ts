/** The words of `jobs`. */
import { Option, type Command } from 'commander';
import { collect, type WithSession } from './action.ts';

/** Adds `jobs ls`, `get`, `find`, `logs`, `watch` and `wait`. */
export function addJobCommands(program: Command, withSession: WithSession): void {
  const jobs = program.command('jobs').description('jobs of all sources');
  addListCommand(jobs, withSession);
  jobs
    .command('get')
    .aliases(['describe', 'view'])
    .description('show jobs')
    .usage('ID... [options]')
    .argument('[id...]')
    .option(
      '--reveal <FIELD>',
      "also this protected field: needs the scope, and is written to the gateway's audit log",
      collect,
    )
    .option('--open', "open the page of the provider's console in a browser")
    .action(withSession(async () => (await import('./commands/jobs-get.ts')).getJobs));
  jobs
    .command('find')
    .description("find a job by its provider's own id, or by its key in a source")
    .usage('PROVIDER_ID [options]')
    .argument('[provider-id]')
    .action(withSession(async () => (await import('./commands/jobs-find.ts')).findJobs));
  addLogCommand(jobs, withSession);
  addFollowCommands(jobs, withSession);
}

function addListCommand(jobs: Command, withSession: WithSession): void {
  jobs
    .command('ls')
    .alias('list')
    .description('list jobs of all sources, newest first')
    .option(
      '-s, --status <STATUS>',
      'QUEUED, RUNNING, …; also: active, ended, failed; repeat or separate with commas',
      collect,
    )
    .option('--source <NAME>', 'repeat or separate with commas', collect)
    .option('-p, --provider <NAME>', 'panorama, awsbatch, kubernetes, …; repeat or separate with commas', collect)
    .option('--definition <NAME>', 'runs of this job definition, project, workflow …; repeat', collect)
    .option('--account <ID>', 'of sources of this account; repeat or separate with commas', collect)
    .option('-l, --label <KEY=VALUE>', 'of sources with this label; repeat or separate with commas', collect)
    .option('--since <WHEN>', 'created since: 24h, 1h30m, 7d, 2026-11-20, 2026-11-20T08:00Z')
    .option('--until <WHEN>', 'created before')
    .option('--ended-since <WHEN>', 'ended since')
    .option('--text <WORDS>', 'with these words')
    .addOption(new Option('--sort <ORDER>', 'the order').choices(['newest', 'oldest', 'active']).default('newest'))
    .option('-L, --limit <N>', 'how many; 0 = all, page by page (default 20)')
    .option('--count', 'numbers by source and status instead of rows')
    .option('-w, --watch', 'keep the list up to date (jsonl in a pipe)')
    .option('--allow-partial', 'exit 0 where a source did not answer, if another did')
    .option('--require-complete', 'exit 3 where anything is missing, as by the default of --limit')
    .action(withSession(async () => (await import('./commands/jobs-ls.ts')).listJobs));
}

function addLogCommand(jobs: Command, withSession: WithSession): void {
  jobs
    .command('logs')
    .alias('log')
    .description('the log of a job: of what failed last, else of what runs; needs the scope job:logs')
    .usage('ID [options]')
    .argument('[id]')
    .option('--part <PART>', 'the key or the name of a container, of a job of a run, …')
    .option('--tail <N>', 'how many of the last lines; 0 = all, page by page (default 100)')
    .option('--since <WHEN>', 'only lines written since: 10m, 24h, 2026-11-20T08:00Z')
    .option('-f, --follow', 'what is written from now on, too, until the job has ended')
    .option('--failed', 'of every part that failed, one after the other')
    .option('-t, --timestamps', 'each line behind its time')
    .action(withSession(async () => (await import('./commands/jobs-logs.ts')).showLogs));
}

function addFollowCommands(jobs: Command, withSession: WithSession): void {
  jobs
    .command('watch')
    .description('show jobs as they change, until all have ended')
    .usage('ID... [options]')
    .argument('[id...]')
    .option('--exit-status', 'exit by how they ended')
    .action(withSession(async () => (await import('./commands/jobs-follow.ts')).watchJobs));
  jobs
    .command('wait')
    .description('wait quietly, exit by how they ended; --timeout is for the whole wait')
    .usage('ID... [options]')
    .argument('[id...]')
    .option('--for <STATUS>', 'wait for this status instead of the end (RUNNING: "it has begun")')
    .option('--ok <STATUS>', 'also fine: PARTIALLY_SUCCEEDED, CANCELLED', collect)
    .option('--any', 'stop at the first that ends')
    .action(withSession(async () => (await import('./commands/jobs-follow.ts')).waitForJobs));
}
