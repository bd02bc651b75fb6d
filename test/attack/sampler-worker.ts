/** Looks at a process from a thread of its own: whoever attacks may be too busy to look. */
import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

export interface SamplerTarget {
  readonly pid: number;
  readonly healthUrl: string;
}

export interface Samples {
  /** The most memory that the process had since the sampler began, in MB of 1,000,000 bytes. */
  readonly megabytes: number;
  /**
   * How long each look at /healthz took, in milliseconds, without the time in which the machine had no processor for
   * the gateway or for this thread: others may be using it. One that failed counts as `failedMilliseconds`.
   */
  readonly health: readonly number[];
  /** The longest look by the clock on the wall. */
  readonly maxWallMilliseconds: number;
  readonly failures: number;
}

const everyMilliseconds = 50;
const failedMilliseconds = 10_000;

const { pid, healthUrl } = workerData as SamplerTarget;
const health: number[] = [];
let failures = 0;
let maxWallMilliseconds = 0;
let megabytes = 0;
let open = 0;
let isStopping = false;

resetPeak();
const timer = setInterval(() => {
  readMemory();
  look();
}, everyMilliseconds);
parentPort?.once('message', () => {
  clearInterval(timer);
  readMemory();
  isStopping = true;
  reportWhenDone();
});

/** The kernel keeps the peak; where it cannot be reset, it is that of the whole life of the process. */
function resetPeak(): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // Not allowed here.
  }
}

function readMemory(): void {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    megabytes = Math.max(megabytes, (Number(kilobytes ?? 0) * 1024) / 1e6);
  } catch {
    // It has ended.
  }
}

const schedules = ['/proc/thread-self/schedstat', `/proc/${pid}/task/${pid}/schedstat`];

/** How long this thread, and the gateway's, have waited for a processor so far, in milliseconds. */
function readWaits(): readonly number[] {
  return schedules.map((path) => {
    try {
      return Number(readFileSync(path, 'latin1').split(' ')[1]) / 1e6;
    } catch {
      // Not told here, or it has ended.
      return 0;
    }
  });
}

/** A fresh connection each, as a kubelet makes one. */
function look(): void {
  const startedAt = performance.now();
  const waitedBefore = readWaits();
  let isDone = false;
  const done = (hasFailed: boolean): void => {
    if (isDone) return;
    isDone = true;
    open -= 1;
    if (hasFailed) failures += 1;
    const onWall = performance.now() - startedAt;
    maxWallMilliseconds = Math.max(maxWallMilliseconds, onWall);
    // They may have waited at the same time: the longer wait alone is left out.
    const waited = Math.max(0, ...readWaits().map((wait, index) => wait - (waitedBefore[index] ?? 0)));
    health.push(hasFailed ? failedMilliseconds : Math.max(0, onWall - waited));
    reportWhenDone();
  };
  open += 1;
  const asked = request(healthUrl, { agent: false, timeout: failedMilliseconds }, (response) => {
    response.resume();
    response.once('end', () => done(response.statusCode !== 200));
  });
  asked.once('error', () => done(true));
  asked.once('timeout', () => asked.destroy(new Error('no answer')));
  asked.once('close', () => done(true));
  asked.end();
}

function reportWhenDone(): void {
  if (isStopping && open === 0)
    parentPort?.postMessage({ megabytes, health, maxWallMilliseconds, failures } satisfies Samples);
}
