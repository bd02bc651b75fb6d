/** A gateway over lists whose jobs come, move and go when a test says so, and clients that watch them over WebSockets. */
import { onTestFinished } from 'vitest';
import type { Client } from 'graphql-ws';
import type { Fault } from '../emulation/faults.ts';
import type { GatewaySettings } from '../gateway.ts';
import { startProviders } from '../providers.ts';

export interface MovingJob {
  readonly id: string;
  /** The provider's own word. */
  status: string;
  done: number;
  readonly createdAt: string;
}

const start = Date.parse('2026-01-01T00:00:00.000Z');

/** The n-th job of a world is a minute younger than the one before. */
export function toJob(number: number, status = 'Active'): MovingJob {
  const createdAt = new Date(start + number * 60_000).toISOString().replace('.000Z', 'Z');
  return { id: `j${number}`, status, done: 0, createdAt };
}

function toWire({ id, status, done, createdAt }: MovingJob) {
  return {
    JobId: id,
    ClientRequestToken: `token-of-${id}`,
    RoleArn: `role-of-${id}-at-${done}`,
    CreationTime: createdAt,
    ProgressSummary: { NumberOfTasksFailed: '0', NumberOfTasksSucceeded: String(done), TotalNumberOfTasks: '100' },
    Status: status,
  };
}

/** `jobs` is what the provider has; the test changes it. */
export async function startLists(count: number, settings: Partial<GatewaySettings> = {}, source: object = {}) {
  const jobs = new Map<string, MovingJob>(Array.from({ length: count }, (_value, n) => [`j${n}`, toJob(n)] as const));
  let fault: Fault | undefined;
  const { gateway, emulators, close } = await startProviders(
    {
      cos: {
        provider: 'cosbatch',
        source,
        jobs: {
          describe: (id: string) => {
            const job = jobs.get(id);
            return job && toWire(job);
          },
          list: () => [...jobs.values()].map(toWire),
        },
        fault: () => fault,
      },
    },
    { pollMilliseconds: 2, cache: { runningSeconds: 0, terminalSeconds: 0 }, random: () => 0, ...settings },
  );
  onTestFinished(close);
  return {
    jobs,
    gateway,
    emulator: emulators.cos,
    breakWith: (next: Fault | undefined) => {
      fault = next;
    },
  };
}

export interface ListEvent {
  readonly kind: string;
  readonly job: Record<string, unknown> | null;
  readonly issues: readonly { readonly code: string; readonly source: { readonly name: string } }[];
}

export interface SeenList {
  readonly events: ListEvent[];
  readonly errors: { readonly path?: readonly unknown[]; readonly extensions: { readonly code: string } }[];
  /** The kind and the job's id of each event. */
  readonly words: () => readonly string[];
  readonly ended: Promise<unknown>;
  readonly stop: () => void;
}

export function watchList(client: Client, variables: object = {}, selection = 'id status'): SeenList {
  const query = `subscription($first: Int, $filter: JobFilter) {
    jobsUpdated(first: $first, filter: $filter) { kind job { ${selection} } issues { code source { name } } }
  }`;
  const events: ListEvent[] = [];
  const errors: SeenList['errors'] = [];
  let stop: () => void = () => undefined;
  const ended = new Promise((resolve) => {
    stop = client.subscribe(
      { query, variables: { ...variables } },
      {
        next: ({ data, errors: failed }) => {
          const event = (data as { jobsUpdated: ListEvent | null } | null | undefined)?.jobsUpdated;
          if (event) events.push(event);
          errors.push(...((failed ?? []) as unknown as SeenList['errors']));
        },
        error: resolve,
        complete: () => resolve('complete'),
      },
    );
  });
  return {
    events,
    errors,
    words: () => events.map(({ kind, job }) => (job === null ? kind : `${kind} ${String(job['id'])}`)),
    ended,
    stop: () => stop(),
  };
}
