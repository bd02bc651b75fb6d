/** What the demo's builds have written, in CodeBuild's own form. */
import type { EmulatedLogEvent, LogWorld } from '../kit/cloudwatch-logs.ts';
import type { DemoClock } from '../kit/moment.ts';
import type { EmulatedBuild } from './emulator.ts';

/** A line a second within each phase; a failed build says why at its end. */
export function createDemoLogs(list: () => readonly EmulatedBuild[], { now }: DemoClock): LogWorld {
  return {
    find: (group, stream) => {
      const build = list().find(
        ({ id, projectName }) => group === `/aws/codebuild/${projectName ?? ''}` && id.endsWith(`:${stream}`),
      );
      return build && listEvents(build, now().getTime());
    },
  };
}

const secondsPerPhase = 20;
const phases = ['PROVISIONING', 'DOWNLOAD_SOURCE', 'INSTALL', 'PRE_BUILD', 'BUILD', 'UPLOAD_ARTIFACTS', 'FINALIZING'];

function listEvents({ startTime, endTime, buildStatus }: EmulatedBuild, now: number): readonly EmulatedLogEvent[] {
  const begin = Number(startTime) * 1000;
  const end = Math.min(endTime === undefined ? now : Number(endTime) * 1000, now);
  const toOwn = (timestamp: number, text: string): EmulatedLogEvent => {
    const time = new Date(timestamp).toISOString();
    return {
      timestamp,
      message: `[Container] ${time.slice(0, 10).replaceAll('-', '/')} ${time.slice(11, 23)}000 ${text}\n`,
    };
  };
  const events = phases.flatMap((phase, index) => {
    const from = begin + index * secondsPerPhase * 1000;
    const lines = Array.from({ length: secondsPerPhase - 2 }, (_value, second) => ({
      timestamp: from + (second + 1) * 1000,
      message: `${phase.toLowerCase()}: step ${second + 1}\n`,
    }));
    return [
      toOwn(from, `Entering phase ${phase}`),
      ...lines,
      toOwn(from + 19_000, `Phase complete: ${phase} State: SUCCEEDED`),
    ];
  });
  const written = events.filter(({ timestamp }) => timestamp < end - 100);
  return buildStatus === 'FAILED'
    ? [...written, ...failure.map((text, index) => toOwn(end - 50 + index, text))]
    : written;
}

const failure = [
  'Running command npm test',
  'Command did not exit successfully npm test exit status 1',
  'Phase complete: BUILD State: FAILED',
  'Phase context status code: COMMAND_EXECUTION_ERROR Message: Error while executing command: npm test. Reason: exit status 1',
];
