/** Watched jobs whose source cannot be listed: each change is pushed all the same. */
import { createClient } from 'graphql-ws';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createCosBatchEmulator } from '../../src/datasources/cosbatch/emulator.ts';
import { createHealthOmicsEmulator } from '../../src/datasources/healthomics/emulator.ts';
import { createImportExportEmulator } from '../../src/datasources/importexport/emulator.ts';
import { createPanoramaEmulator } from '../../src/datasources/panorama/emulator.ts';
import type { EmulatedCall, Emulator } from '../../src/emulation/emulator.ts';
import { toRawAnswer } from '../../src/emulation/emulator.ts';
import type { Fault } from '../../src/emulation/faults.ts';
import { awsCredentials, cosCredentials, print, signToken, startVictim } from './victim.ts';

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

const providers: Readonly<
  Record<
    string,
    {
      readonly start: (fault: object) => Promise<Emulator>;
      readonly settings: object;
      readonly key: (n: number) => string;
    }
  >
> = {
  panorama: {
    start: (fault) => {
      const toJob = (id: string) => ({
        JobId: id,
        Status: 'PENDING',
        StatusMessage: `step ${step}`,
        CreatedTime: createdAt.getTime() / 1000,
      });
      return createPanoramaEmulator({ credentials: awsCredentials, ...fault, jobs: toWorld('panorama', toJob) });
    },
    settings: { region: 'us-west-2', credentials: awsCredentials },
    key: (n) => `job-${n}`,
  },
  healthomics: {
    start: (fault) => {
      const toJob = (id: string) => ({
        id: id.slice(11),
        referenceStoreId: id.slice(0, 10),
        status: step % 2 === 0 ? 'SUBMITTED' : 'IN_PROGRESS',
        creationTime: createdAt.toISOString(),
      });
      return createHealthOmicsEmulator({ credentials: awsCredentials, ...fault, jobs: toWorld('healthomics', toJob) });
    },
    settings: { region: 'us-west-2', credentials: awsCredentials },
    key: (n) => `1234567890/${1_000_000_000 + n}`,
  },
  cosbatch: {
    start: (fault) => {
      const toJob = (id: string) => ({
        JobId: id,
        CreationTime: seconds,
        Status: 'Active',
        ProgressSummary: { NumberOfTasksFailed: '0', NumberOfTasksSucceeded: String(step), TotalNumberOfTasks: '100' },
      });
      return createCosBatchEmulator({ credentials: cosCredentials, ...fault, jobs: toWorld('cosbatch', toJob) });
    },
    settings: { region: 'ap-chengdu', uin: '100000000001', appId: '1250000000', credentials: cosCredentials },
    key: (n) => `job-${n}`,
  },
  importexport: {
    start: (fault) => {
      const toJob = (id: string) => ({
        JobId: id,
        JobType: 'Import',
        CreationDate: seconds,
        ProgressCode: step % 2 === 0 ? 'Pending' : 'Started',
      });
      return createImportExportEmulator({
        credentials: awsCredentials,
        ...fault,
        jobs: toWorld('importexport', toJob),
      });
    },
    settings: { credentials: awsCredentials },
    key: (n) => `D${n}`,
  },
};

function toWorld<Job>(provider: string, toJob: (id: string) => Job) {
  return { describe: toJob, list: () => numbers.map((n) => toJob(providers[provider]!.key(n))) };
}

it(
  '12 jobs of each listing provider, its list denied, garbage, hanging, 503: 12 of 12 changes',
  { timeout: 240_000 },
  async () => {
    const pairs = Object.keys(providers).flatMap((provider) =>
      Object.keys(faults).map((fault) => [provider, fault] as const),
    );
    const emulators: Emulator[] = [];
    const sources: object[] = [];
    for (const [provider, fault] of pairs) {
      const pick = (call: EmulatedCall): Fault | undefined =>
        call.operation.startsWith('List') ? faults[fault] : undefined;
      const emulator = await providers[provider]!.start({ fault: pick });
      emulators.push(emulator);
      sources.push({
        name: `${provider}-${fault}`,
        provider,
        endpoint: emulator.url,
        ...providers[provider]!.settings,
      });
    }
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
      const ids = numbers.map((n) => `${provider}-${fault}:${providers[provider]!.key(n)}`);
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
      for (const emulator of emulators) await emulator.close();
    }
  },
);
