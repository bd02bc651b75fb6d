/**
 * `npm run soak [-- minutes]`: the gateway at 70% of its peak with fresh ids, ten minutes long, and whether its heap
 * grows once everything that nobody holds is gone. Not in the suite.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startGateway } from '../gateway.ts';
import { measureMemory } from '../hostile/collected-memory.ts';
import { awsCredentials as credentials } from '../credentials.ts';
import type { FromLoad, ToLoad } from './soak-load.ts';

const minutes = Number(process.argv[2] ?? 10);
const shareOfPeak = 0.7;
const secondsPerSample = 15;
/** Until the cache of jobs and the store of documents are full, growth is what they are for. */
const maxJobs = 1000;
const warmUpShare = 0.2;
const maxSlope = 1_000_000;

const load = fork(fileURLToPath(new URL('soak-load.ts', import.meta.url)));
const next = async (): Promise<FromLoad> => ((await once(load, 'message')) as [FromLoad])[0];
const first = await next();
if (!('emulatorUrl' in first)) throw new Error('the load must begin with its emulator');
const gateway = await startGateway({
  sources: [
    {
      name: 'lab',
      provider: 'panorama',
      region: 'us-west-2',
      endpoint: first.emulatorUrl,
      credentials,
      limits: { requestsPerSecond: 10_000, burst: 10_000, concurrency: 256, queue: 10_000 },
    },
  ],
  cache: { maxJobs },
});
const forgetLogs = setInterval(() => (gateway.logs as string[]).splice(0), 1000);

async function ask(
  requestsPerSecond: number | null,
  seconds: number,
): Promise<{ readonly answered: number; readonly failed: number }> {
  load.send({ url: gateway.url, requestsPerSecond, seconds } satisfies ToLoad);
  const outcome = await next();
  if (!('answered' in outcome)) throw new Error('the load must end with its outcome');
  return outcome;
}

await ask(null, 5);
const { answered: atPeak } = await ask(null, 10);
const peak = atPeak / 10;
print(`peak ${peak.toFixed(0)} a second; ${minutes} minutes at ${(peak * shareOfPeak).toFixed(0)}`);

const samples: { readonly minute: number; readonly bytes: number }[] = [];
let failures = 0;
const startedAt = performance.now();
while (performance.now() - startedAt < minutes * 60_000) {
  const { answered, failed } = await ask(peak * shareOfPeak, secondsPerSample);
  failures += failed;
  (gateway.logs as string[]).splice(0);
  const sample = { minute: (performance.now() - startedAt) / 60_000, bytes: measureMemory() };
  samples.push(sample);
  print(
    `${sample.minute.toFixed(1)} min  ${(sample.bytes / 1e6).toFixed(2)} MB  ${(answered / secondsPerSample).toFixed(0)} a second  ${failed} failed`,
  );
}
const slope = slopeOf(samples.filter(({ minute }) => minute > minutes * warmUpShare));
print(`heap slope ${(slope / 1e6).toFixed(3)} MB a minute, ${failures} failed`);
process.exitCode = slope < maxSlope && failures === 0 ? 0 : 1;
clearInterval(forgetLogs);
await gateway.close();
load.kill();

/** Least squares. */
function slopeOf(points: readonly { readonly minute: number; readonly bytes: number }[]): number {
  const meanMinute = points.reduce((sum, { minute }) => sum + minute, 0) / points.length;
  const meanBytes = points.reduce((sum, { bytes }) => sum + bytes, 0) / points.length;
  const covariance = points.reduce((sum, { minute, bytes }) => sum + (minute - meanMinute) * (bytes - meanBytes), 0);
  const variance = points.reduce((sum, { minute }) => sum + (minute - meanMinute) ** 2, 0);
  return covariance / variance;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
