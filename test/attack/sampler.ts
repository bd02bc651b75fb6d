/** The memory of a process, and how long /healthz takes, while something is done to it. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Samples, SamplerTarget } from './sampler-worker.ts';

export interface Sampled<Result> extends Samples {
  readonly result: Result;
}

export async function sampleDuring<Result>(
  { pid, healthUrl }: SamplerTarget,
  work: () => Promise<Result>,
): Promise<Sampled<Result>> {
  const workerData: SamplerTarget = { pid, healthUrl };
  const worker = new Worker(new URL('./sampler-worker.ts', import.meta.url), { workerData });
  try {
    await once(worker, 'online');
    const result = await work();
    const reported = once(worker, 'message') as Promise<[Samples]>;
    worker.postMessage('stop');
    const [samples] = await reported;
    return { ...samples, result };
  } finally {
    await worker.terminate();
  }
}

/** The value that a share of all values does not exceed. */
export function toPercentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
