/** Jobs of an emulated cluster that a test makes, changes and deletes. */
import type { JobWorld } from '../../../emulators/kit/emulator.ts';
import {
  createKubernetesEmulator,
  type KubernetesEmulatedJob,
  type KubernetesEmulator,
  type KubernetesEmulatorOptions,
} from '../../../emulators/kubernetes/emulator.ts';

export const fastSource = { limits: { requestsPerSecond: 10_000, burst: 10_000, concurrency: 64 } };

export function toUid(number: number): string {
  return `0f9d3c1b-5a2e-4d67-8c90-${String(number).padStart(12, '0')}`;
}

export interface TestCluster {
  readonly emulator: KubernetesEmulator;
  /** Makes or changes the job. Returns its key. */
  readonly put: (name: string, status?: object, uid?: number) => string;
  readonly remove: (name: string) => void;
  readonly names: () => readonly string[];
}

/** In the namespace etl. Watches are told of a change when `emulator.publish` is called. */
export async function startCluster(
  options: Omit<Partial<KubernetesEmulatorOptions>, 'jobs'> = {},
): Promise<TestCluster> {
  const jobs = new Map<string, KubernetesEmulatedJob>();
  const world: JobWorld<KubernetesEmulatedJob> = {
    describe: (id) => jobs.get(id.split('/')[1] ?? ''),
    list: () => [...jobs.values()],
  };
  return {
    emulator: await createKubernetesEmulator({ lookMilliseconds: 3_600_000, ...options, jobs: world }),
    put: (name, status = {}, number = Number(name.replace(/\D/g, ''))) => {
      const uid = toUid(number);
      jobs.set(name, {
        metadata: { namespace: 'etl', name, uid, creationTimestamp: '2026-11-22T06:00:00Z' },
        spec: { completions: 1, template: { spec: { containers: [{ name: 'load', image: 'load:7' }] } } },
        status: { ...status },
      });
      return `etl/${name}/${uid}`;
    },
    remove: (name) => {
      jobs.delete(name);
    },
    names: () => [...jobs.keys()],
  };
}

export const complete = {
  succeeded: 1,
  completionTime: '2026-11-22T06:10:00Z',
  conditions: [{ type: 'Complete', status: 'True', lastTransitionTime: '2026-11-22T06:10:00Z' }],
};
