import { describe, expect, it, onTestFinished } from 'vitest';
import type { EmulatedBuild } from '../../emulators/codebuild/emulator.ts';
import { startProviders } from '../providers.ts';

const key = 'web-app:16a3b74f-f435-4e66-8dfb-000000000324';
const begin = 1_795_305_600;
const build: EmulatedBuild = {
  id: key,
  projectName: 'web-app',
  buildNumber: 804,
  buildStatus: 'FAILED',
  currentPhase: 'COMPLETED',
  startTime: begin,
  endTime: begin + 135,
  phases: [
    { phaseType: 'INSTALL', phaseStatus: 'SUCCEEDED' },
    { phaseType: 'BUILD', phaseStatus: 'FAILED' },
  ],
  logs: {
    groupName: '/aws/codebuild/web-app',
    streamName: 'b1',
    deepLink: 'https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#logEvent:b1',
    cloudWatchLogs: { status: 'ENABLED' },
  },
};

async function ask(more: Partial<EmulatedBuild>, messages: readonly string[], selection: string) {
  const events = messages.map((message, index) => ({ timestamp: begin * 1000 + 131_020 + index, message }));
  const { gateway, emulators, close } = await startProviders({
    builds: {
      provider: 'codebuild',
      jobs: {
        describe: (id) => (id === key ? { ...build, ...more } : undefined),
        list: () => [build],
        logs: { find: (group, stream) => (group === '/aws/codebuild/web-app' && stream === 'b1' ? events : undefined) },
      },
    },
  });
  onTestFinished(close);
  const token = await gateway.token('job:read', 'job:logs');
  const { data, errors } = await gateway.query(`{ jobLog(id: "builds:${key}") { ${selection} } }`, { token });
  expect(errors).toEqual([]);
  return { log: data.jobLog, calls: emulators.builds.calls };
}

const prefix = '[Container] 2026/11/22 00:02:11.020114 ';

describe('the log of a build', () => {
  it('has one part, with the phase that failed first', async () => {
    const { log } = await ask(
      {},
      [],
      'parts { key name kind group attempt status exitCode reason failedStep startedAt endedAt isComplete url }',
    );

    expect(log.parts).toEqual([
      {
        key: 'build',
        name: 'web-app',
        kind: 'BUILD',
        group: null,
        attempt: null,
        status: 'FAILED',
        exitCode: null,
        reason: null,
        failedStep: 'BUILD',
        startedAt: '2026-11-22T00:00:00.000Z',
        endedAt: '2026-11-22T00:02:15.000Z',
        isComplete: true,
        url: 'https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#logEvent:b1',
      },
    ]);
  });

  it.each([
    [`${prefix}Phase complete: BUILD State: FAILED\n`, 'ERROR', 'Phase complete: BUILD State: FAILED'],
    [`${prefix}Phase complete: INSTALL State: SUCCEEDED\n`, 'GROUP_END', 'Phase complete: INSTALL State: SUCCEEDED'],
    [`${prefix}Entering phase BUILD\n`, 'GROUP', 'Entering phase BUILD'],
    ['[Container] 2022/11/22 00:02:11 Running command npm test\n', 'COMMAND', 'Running command npm test'],
    [
      `${prefix}Command did not exit successfully npm test exit status 1\n`,
      'ERROR',
      'Command did not exit successfully npm test exit status 1',
    ],
    [
      `${prefix}Phase context status code: COMMAND_EXECUTION_ERROR Message: Error\n`,
      'ERROR',
      'Phase context status code: COMMAND_EXECUTION_ERROR Message: Error',
    ],
    [`${prefix}Phase context status code:  Message: \n`, 'TEXT', 'Phase context status code:  Message: '],
    ['Entering phase BUILD\n', 'TEXT', 'Entering phase BUILD'],
    ['\n', 'TEXT', ''],
  ])('marks %j as %s', async (message, kind, text) => {
    const { log } = await ask({}, [message], 'lines { kind text rawText }');

    expect(log.lines).toEqual([{ kind, text, rawText: message.slice(0, -1) }]);
  });

  it.each([
    ['DISABLED', 'ENABLED', 'LOG_ELSEWHERE'],
    ['DISABLED', 'DISABLED', 'LOG_NOT_SUPPORTED'],
  ])('is not read where CloudWatch is %s and S3 is %s', async (cloudWatch, s3, code) => {
    const logs = { cloudWatchLogs: { status: cloudWatch }, s3Logs: { status: s3 } };

    const { log, calls } = await ask({ logs }, [], 'lines { text } issues { code part }');

    expect(log).toEqual({ lines: [], issues: [{ code, part: 'build' }] });
    expect(calls.map(({ operation }) => operation)).toEqual(['BatchGetBuilds']);
  });

  it('is gone where an ended build names no stream', async () => {
    const { log } = await ask({ logs: { groupName: '/aws/codebuild/web-app' } }, [], 'lines { text } issues { code }');

    expect(log).toEqual({ lines: [], issues: [{ code: 'LOG_GONE' }] });
  });
});
