/** Watched jobs whose source cannot be listed: each change is pushed all the same. */
import { createClient } from 'graphql-ws';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { toRawAnswer } from '../../emulators/kit/emulator.ts';
import type { Fault } from '../emulation/faults.ts';
import { startEmulators, type ProviderWorld } from '../providers.ts';
import { print, signToken, startVictim, usual } from './victim.ts';

const faults: Readonly<Record<string, Fault | undefined>> = {
  healthy: undefined,
  denied: { kind: 'accessDenied' },
  garbage: { kind: 'answer', answer: toRawAnswer({ body: '<{not a list' }) },
  hanging: { kind: 'hang' },
  unavailable: { kind: 'httpError', status: 503 },
};
const jobsOfEach = 12;
const numbers = Array.from({ length: jobsOfEach }, (_value, index) => index);
/** Young jobs are looked at every few seconds; a list that hangs may cost a look at it once. */
const maxPushMilliseconds = 60_000;

let step = 0;
const createdAt = new Date();
const seconds = createdAt.toISOString().replace(/\.\d+Z/, 'Z');

const keys = {
  panorama: (n: number) => `job-${n}`,
  healthomics: (n: number) => `1234567890/${1_000_000_000 + n}`,
  cosbatch: (n: number) => `job-${n}`,
  importexport: (n: number) => `D${n}`,
};
type Listing = keyof typeof keys;
const listing = Object.keys(keys) as Listing[];

function toJobs<Job>(provider: Listing, toJob: (id: string) => Job) {
  return { describe: toJob, list: () => numbers.map((n) => toJob(keys[provider](n))) };
}

const worlds: Readonly<Record<Listing, ProviderWorld>> = {
  panorama: {
    provider: 'panorama',
    jobs: toJobs('panorama', (id) => ({
      JobId: id,
      Status: 'PENDING',
      StatusMessage: `step ${step}`,
      CreatedTime: createdAt.getTime() / 1000,
    })),
  },
  healthomics: {
    provider: 'healthomics',
    jobs: toJobs('healthomics', (id) => ({
      id: id.slice(11),
      referenceStoreId: id.slice(0, 10),
      status: step % 2 === 0 ? 'SUBMITTED' : 'IN_PROGRESS',
      creationTime: createdAt.toISOString(),
    })),
  },
  cosbatch: {
    provider: 'cosbatch',
    jobs: toJobs('cosbatch', (id) => ({
      JobId: id,
      CreationTime: seconds,
      Status: 'Active',
      ProgressSummary: { NumberOfTasksFailed: '0', NumberOfTasksSucceeded: String(step), TotalNumberOfTasks: '100' },
    })),
  },
  importexport: {
    provider: 'importexport',
    jobs: toJobs('importexport', (id) => ({
      JobId: id,
      JobType: 'Import',
      CreationDate: seconds,
      ProgressCode: step % 2 === 0 ? 'Pending' : 'Started',
    })),
  },
};

it(
  '12 jobs of each listing provider, its list denied, garbage, hanging, 503: 12 of 12 changes',
  { timeout: 240_000 },
  async () => {
    const pairs = listing.flatMap((provider) => Object.keys(faults).map((fault) => [provider, fault] as const));
    const { sources, fault, close } = await startEmulators(
      Object.fromEntries(
        pairs.map(([provider, name]) => [`${provider}-${name}`, { ...worlds[provider], source: usual }]),
      ),
    );
    for (const [provider, name] of pairs)
      fault(`${provider}-${name}`, ({ operation }) => (operation.startsWith('List') ? faults[name] : undefined));
    const victim = await startVictim({ sources });
    const authorization = `Bearer ${await signToken('watcher')}`;
    const client = createClient({
      url: victim.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization },
    });
    const seen = pairs.map(([provider, fault]) => {
      const events = new Map<string, number>();
      const ids = numbers.map((n) => `${provider}-${fault}:${keys[provider](n)}`);
      const query = `subscription($ids: [ID!]!) { jobUpdated(ids: $ids) { id status statusMessage progress { succeeded } } }`;
      client.subscribe(
        { query, variables: { ids } },
        {
          next: ({ data }) => {
            const { id } = (data as { readonly jobUpdated?: { readonly id: string } | null } | null)?.jobUpdated ?? {
              id: '',
            };
            events.set(id, step);
          },
          error: () => undefined,
          complete: () => undefined,
        },
      );
      return events;
    });
    /** How many jobs of each source have pushed the present step. */
    const countPushed = () =>
      Object.fromEntries(
        pairs.map(([provider, fault], index) => [
          `${provider} ${fault}`,
          [...seen[index]!.values()].filter((at) => at === step).length,
        ]),
      );
    const everyOne = Object.fromEntries(pairs.map(([provider, fault]) => [`${provider} ${fault}`, jobsOfEach]));
    const untilPushed = async (): Promise<object> => {
      const endsAt = performance.now() + maxPushMilliseconds;
      while (Object.values(countPushed()).some((count) => count < jobsOfEach) && performance.now() < endsAt)
        await wait(100);
      print(`pushed of step ${step}`, countPushed());
      return countPushed();
    };

    try {
      expect(await untilPushed()).toEqual(everyOne);
      // Long enough for looks at the lists.
      await wait(12_000);
      step = 1;
      expect.soft(await untilPushed()).toEqual(everyOne);
      await wait(5_000);
      step = 2;
      expect(await untilPushed()).toEqual(everyOne);
    } finally {
      await client.dispose();
      await victim.end();
      await close();
    }
  },
);
