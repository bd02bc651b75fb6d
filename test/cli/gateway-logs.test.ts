/** `jobs logs` on Batch jobs of a real gateway, over its emulator of CloudWatch Logs. */
import { expect, it } from 'vitest';
import type { EmulatedLogEvent } from '../../emulators/kit/cloudwatch-logs.ts';
import { createdAt, jobId, startLogs, toFailedJob, toRunningJob } from '../logs/log-world.ts';
import { command } from './command.ts';

const writtenAt = createdAt + 61_000;
const write = (message: string, index = 0): EmulatedLogEvent => ({ timestamp: writtenAt + index, message });

it('shows why a job failed, every line once', async () => {
  const events = [
    ...Array.from({ length: 2500 }, (_value, index) => write(`row ${index}`, Math.floor(index / 50))),
    write('\u001B[31mMemoryError\u001B[0m: cannot allocate', 100),
  ];
  const { gateway, token } = await startLogs({ job: () => toFailedJob(), events: () => events });
  const env = { JOBGRAPH_TOKEN: token };

  const last = await command(['jobs', 'logs', jobId, '--tail', '2', '--url', gateway.url, '--color', 'always'], {
    env,
  });
  const all = await command(['jobs', 'logs', jobId, '--tail', '0', '--url', gateway.url], { env });

  expect(last).toMatchObject({ status: 0, stdout: 'row 2499\n\u001B[31mMemoryError\u001B[0m: cannot allocate\n' });
  expect(last.stderr).toContain('==> container, attempt 1, FAILED, exit 1, Essential container in task exited <==\n');
  expect(all.stdout.trimEnd().split('\n')).toEqual([
    ...Array.from({ length: 2500 }, (_value, index) => `row ${index}`),
    'MemoryError: cannot allocate',
  ]);
});

it('follows a job to its end', async () => {
  const events = [write('begun')];
  let job = toRunningJob();
  const { gateway, token } = await startLogs({
    job: () => job,
    events: () => events,
    settings: { logPace: { least: 10, most: 20 } },
  });
  const onOutput = (stdout: string): void => {
    if (stdout.endsWith('begun\n')) events.push(write('more', 1));
    if (stdout.endsWith('more\n')) job = toFailedJob();
  };

  const { status, stdout } = await command(['jobs', 'logs', jobId, '-f', '--url', gateway.url], {
    env: { JOBGRAPH_TOKEN: token },
    onOutput,
  });

  expect({ status, stdout }).toEqual({ status: 0, stdout: 'begun\nmore\n' });
});

it('says which scope the token lacks', async () => {
  const { gateway } = await startLogs();

  const outcome = await command(['jobs', 'logs', jobId, '--url', gateway.url], {
    env: { JOBGRAPH_TOKEN: await gateway.token('job:read') },
  });

  expect(outcome).toMatchObject({ status: 77, stdout: '' });
  expect(outcome.stderr).toContain('the token lacks job:logs.');
});
