/** The source of the tests, its one repository, and runs as GitHub answers them. */
import {
  createGitHubEmulator,
  type EmulatedRun,
  type GitHubEmulatorOptions,
  type GitHubJobWorld,
} from '../../../emulators/githubactions/emulator.ts';
import type { Emulator } from '../../../emulators/kit/emulator.ts';
import { fastSource } from '../ask-whole.ts';

/** As the setting spells it. */
export const repository = 'Acme/web.App';
export const token = 'github_pat_of_a_test';

export const toSource = (endpoint: string, more: object = {}): object => ({
  name: 'ci',
  provider: 'githubactions',
  endpoint,
  repositories: [repository],
  credentials: { token },
  ...fastSource,
  ...more,
});

/** With a limit that no test reaches, unless it says otherwise. */
export function startEmulator(jobs: GitHubJobWorld, more: Partial<GitHubEmulatorOptions> = {}): Promise<Emulator> {
  return createGitHubEmulator({ tokens: [token], rateLimit: { requests: 10_000_000 }, jobs, ...more });
}

/** Of the key of an emulated call, whose letters are small. */
export function toSpelling(key: string): string {
  return key.replace(repository.toLowerCase(), repository);
}

export function toRunId(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

/** With what GitHub says of every run. */
export function toRun(id: number, more: Readonly<Record<string, unknown>> = {}, of = repository): EmulatedRun {
  return {
    id,
    name: 'CI',
    display_title: `run ${id}`,
    status: 'completed',
    conclusion: 'success',
    created_at: '2026-11-22T06:00:00Z',
    updated_at: '2026-11-22T06:04:12Z',
    repository: { full_name: of },
    ...more,
  };
}

/** A job of a run. */
export function toRunJob(id: number, status: string, conclusion: string | null = null): EmulatedRun['repository'] {
  return { id, name: `job ${id}`, status, conclusion } as unknown as EmulatedRun['repository'];
}
