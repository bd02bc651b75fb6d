/** Airflow's runs as tests need them, in the provider's words. */
import type { EmulatedDagRun } from '../../../emulators/airflow/emulator.ts';
import { fastSource } from '../ask-whole.ts';

export const dag = 'nightly_load';
export const token = 'token-of-a-test';

export function toKey(index: number): string {
  return `${dag}/manual__${String(index).padStart(6, '0')}`;
}

/** The parts of a key: the first slash parts them. */
export function toNames(key: string): { readonly dag_id: string; readonly dag_run_id: string } {
  const mark = key.indexOf('/');
  return { dag_id: key.slice(0, mark), dag_run_id: key.slice(mark + 1) };
}

/** When a run is due: the higher the number, the later. With microseconds. */
export function toDue(number: number): string {
  return new Date(1_795_305_600_000 + number * 1000).toISOString().replace('Z', '456Z');
}

/** A run that succeeded; the higher the index, the later it was due. */
export function toRun(index: number, more: Partial<EmulatedDagRun> = {}, key = toKey(index)): EmulatedDagRun {
  const due = toDue(index);
  return {
    ...toNames(key),
    run_after: due,
    logical_date: due,
    start_date: due,
    end_date: toDue(index + 12),
    run_type: 'manual',
    state: 'success',
    conf: {},
    ...more,
  };
}

/** A source's entry in the configuration. */
export function toSource(server: string, more: object = {}): object {
  return { name: 'airflow', provider: 'airflow', server, credentials: { token }, ...fastSource, ...more };
}
