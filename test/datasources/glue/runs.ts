/** Glue's runs as tests need them, in the provider's words. */
import type { EmulatedJobRun } from '../../../emulators/glue/emulator.ts';
import { awsCredentials, fastSource } from '../ask-whole.ts';

/** The job that sources list. */
export const etl = 'nightly etl';

export function toKey(index: number, job = etl): string {
  return `${job}/jr_${String(index).padStart(64, '4f2e8b7c0d1a96e5')}`;
}

/** The members that say which run it is. */
export function toNames(key: string): { readonly JobName: string; readonly Id: string } {
  const mark = key.lastIndexOf('/');
  return { JobName: key.slice(0, mark), Id: key.slice(mark + 1) };
}

/** A run that succeeded; the higher the index, the later it was started. */
export function toRun(index: number, more: Partial<EmulatedJobRun> = {}, key = toKey(index)): EmulatedJobRun {
  return {
    ...toNames(key),
    JobRunState: 'SUCCEEDED',
    StartedOn: 1_795_305_600 + index,
    LastModifiedOn: 1_795_305_612.25 + index,
    CompletedOn: 1_795_305_612.25 + index,
    ...more,
  };
}

/** A source's entry in the configuration. */
export function toSource(endpoint: string, more: object = {}): object {
  return {
    name: 'etl',
    provider: 'glue',
    region: 'us-east-1',
    endpoint,
    credentials: awsCredentials,
    jobs: [etl],
    ...fastSource,
    ...more,
  };
}
