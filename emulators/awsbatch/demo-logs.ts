/** What the demo's jobs have written: why one failed, what one does now. */
import type { EmulatedLogEvent, LogWorld } from '../kit/cloudwatch-logs.ts';
import type { DemoClock } from '../kit/moment.ts';
import type { BatchEmulatedJob } from './emulator.ts';

const group = '/aws/batch/job';
/** A job that runs for ever writes no more than these. */
const maxLines = 5000;

/** A line a second while a job runs; a failed one says why at its end. */
export function createDemoLogs(list: () => readonly BatchEmulatedJob[], { now }: DemoClock): LogWorld {
  return {
    find: (inGroup, stream) => {
      const job = list().find((one) => toStream(one) === stream);
      return inGroup === group && job !== undefined ? listEvents(job, now().getTime()) : undefined;
    },
  };
}

function toStream({ container }: BatchEmulatedJob): unknown {
  return typeof container === 'object' && container !== null && 'logStreamName' in container
    ? container.logStreamName
    : undefined;
}

function listEvents(job: BatchEmulatedJob, now: number): readonly EmulatedLogEvent[] {
  const begin = Number(job['startedAt']);
  const end = Math.min(Number(job['stoppedAt'] ?? now), now);
  const last = job.status === 'FAILED' ? failure : job.status === 'SUCCEEDED' ? ['\u001B[32mdone\u001B[0m'] : [];
  const count = Math.min(maxLines, Math.max(0, Math.floor((end - begin) / 1000)));
  const steps = Array.from({ length: count }, (_value, index) => ({
    timestamp: begin + index * 1000,
    message:
      index === 0
        ? 'reading s3://acme-nightly/2026-11-22/'
        : `part ${index} of ${maxLines}: ${(index * 7919) % 1000} rows`,
  }));
  return [...steps, ...last.map((message, index) => ({ timestamp: end - 20 + index, message }))];
}

/** The token is a value that nobody should see without the scope. */
const failure = [
  'connecting with password=demo-not-a-real-password',
  '10%\r48%\r71% aborted',
  'Traceback (most recent call last):',
  '  File "/app/load.py", line 88, in load\n    rows = list(read(path))',
  '\u001B[31mMemoryError\u001B[0m: cannot allocate 3221225472 bytes',
];
