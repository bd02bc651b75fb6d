/** Cloud Run's executions as tests need them, in the provider's words. */
import type { EmulatedExecution } from '../../../emulators/cloudrun/emulator.ts';
import { fastSource } from '../ask-whole.ts';

/** The job that most executions are of. */
export const load = 'nightly-load';
export const token = 'token-of-a-test';
export const place = { project: 'acme', region: 'europe-west1' };

export function toKey(index: number, job = load): string {
  return `${job}/${job}-${index.toString(36).padStart(5, '0')}`;
}

/** The whole name of an execution. */
export function toName(key: string): string {
  const [job = '', execution = ''] = key.split('/');
  return `projects/${place.project}/locations/${place.region}/jobs/${job}/executions/${execution}`;
}

/** An execution that succeeded; the higher the index, the later it was created. */
export function toExecution(
  index: number,
  more: Partial<EmulatedExecution> = {},
  key = toKey(index),
): EmulatedExecution {
  const at = (seconds: number): string => new Date(1_795_305_600_000 + (index + seconds) * 1000).toISOString();
  return {
    name: toName(key),
    createTime: at(0),
    startTime: at(20),
    completionTime: at(60),
    taskCount: 1,
    succeededCount: 1,
    conditions: [{ type: 'Completed', state: 'CONDITION_SUCCEEDED', lastTransitionTime: at(60) }],
    ...more,
  };
}

/** A source's entry in the configuration. */
export function toSource(endpoint: string, more: object = {}): object {
  return { name: 'europe', provider: 'cloudrun', ...place, endpoint, credentials: { token }, ...fastSource, ...more };
}
