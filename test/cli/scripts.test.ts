/** A script of a real shell that asks whether jobs have failed: it never hears that there are none where nobody could say. */
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { startProviders, type Providers } from '../providers.ts';
import type { GatewayUnderTest } from '../gateway.ts';

const program = fileURLToPath(new URL('../../bin/jobgraph.js', import.meta.url));
const queue = { jobQueueName: 'nightly', jobQueueArn: 'arn:aws:batch:us-east-1:123456789012:job-queue/nightly' };
const toWorld = (...statuses: readonly string[]) => {
  const jobs = statuses.map((status, index) => ({
    ...{ jobId: `0000000${index}-0000-4000-8000-000000000000`, jobName: 'a', jobQueue: queue.jobQueueArn, status },
    ...{ createdAt: 1_795_161_600_000, stoppedAt: 1_795_161_660_000 },
  }));
  return {
    provider: 'awsbatch',
    jobs: { describe: (id: string) => jobs.find(({ jobId }) => jobId === id), list: () => jobs, queues: () => [queue] },
    source: { queues: ['nightly'] },
  } as const;
};

let world: Providers<string> & { readonly gateway: GatewayUnderTest };
let folder: string;

beforeAll(async () => {
  world = await startProviders<string>(
    {
      well: toWorld('SUCCEEDED'),
      ill: toWorld('SUCCEEDED', 'FAILED'),
      away: { ...toWorld('FAILED'), fault: () => ({ kind: 'httpError', status: 503 }) },
      denied: { ...toWorld('FAILED'), fault: () => ({ kind: 'accessDenied' }) },
    },
    { random: () => 0 },
  );
  folder = join(inject('scratchFolder'), 'scripts');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'jobgraph'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
  chmodSync(join(folder, 'jobgraph'), 0o755);
});
afterAll(() => world.close());

/** As `docs/cli.md` has it, and of some sources only. */
const shown = /`(test -z "\$\(jobgraph [^`]+)`/.exec(
  readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8').replaceAll(/\n */g, ' '),
)?.[1];

function runScript(
  script: string,
  url = world.gateway.url,
): Promise<{ readonly code: number; readonly stdout: string }> {
  const env = { PATH: `${folder}:${process.env['PATH']}`, JOBGRAPH_URL: url };
  return new Promise((resolve) => {
    const child = execFile('/bin/sh', ['-c', script], { env }, (_error, stdout) => {
      resolve({ code: child.exitCode ?? -1, stdout });
    });
  });
}

const said = { code: 0, stdout: 'no failures\n' };
const silent = { code: 1, stdout: '' };

it('says "no failures" only if every source was asked, and has none', async () => {
  const only = (sources: string): string => String(shown).replace(' --output', ` --source ${sources} --output`);

  const [none, some, neither, partly, gone] = await Promise.all([
    runScript(only('well')),
    runScript(only('ill')),
    runScript(only('away,denied')),
    runScript(only('well,away')),
    runScript(String(shown), 'http://127.0.0.1:1'),
  ]);

  expect(none).toEqual(said);
  expect({ some, neither, partly, gone }).toEqual({ some: silent, neither: silent, partly: silent, gone: silent });
});

it('has the exit status where it asks for it, and no word that is an id', async () => {
  const script = 'failed=$(jobgraph jobs ls --source denied -s failed -o id); code=$?; echo "$code $failed"';

  const [refused, passed] = await Promise.all([
    runScript(script),
    runScript(script.replace('--source denied', '--source well,denied --allow-partial')),
  ]);

  expect(refused).toEqual({ code: 0, stdout: '3 ! not covered\n' });
  expect(passed).toEqual({ code: 0, stdout: '0 \n' });
});
