/** The program in a process of its own with little memory, over emulated providers that this process serves. */
import { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { startProcess, type GatewayProcess } from '../operator/gateway-process.ts';
import { startEmulators, wideLimits, type Providers } from '../providers.ts';
import { ask, runPool } from './client.ts';
import { sampleDuring, toPercentile } from './sampler.ts';

const secret = 'a secret of the attack suite, 32 bytes and more';
export const jwt = {
  mode: 'jwt',
  issuer: 'urn:jobgraph:attack',
  audience: 'jobgraph',
  secret,
  anonymousScopes: [],
};
/** What an entry of `sources` says so that nothing waits for the source's turn, or finds no place to wait. */
export const generous = { limits: { ...wideLimits, queue: 10_000 } };
/** What it says to have the limits that the program gives. */
export const usual = { limits: undefined };
/** As the Kubernetes manifest and the image start it. */
export const littleMemory = [
  '--max-old-space-size=384',
  '--no-allocation-site-pretenuring',
  '--max-semi-space-size=32',
];

export function signToken(subject: string, scopes = 'job:read'): Promise<string> {
  return new SignJWT({ scope: scopes })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(jwt.issuer)
    .setAudience(jwt.audience)
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(secret));
}

export const bigJobs = { cos: 'cos:big', omics: 'omics:1234567890/9999999999' } as const;

/** Three providers: `lab:job-…` are small jobs, and each of `bigJobs` is as large as providers make them. */
export function startWorld(): Promise<Providers<'lab' | 'omics' | 'cos'>> {
  const list = (): readonly never[] => [];
  const text = 'x'.repeat(4000);
  const imported = Array.from({ length: 100 }, (_value, index) => ({
    status: 'FINISHED',
    name: `source-${index}`,
    sourceFile: `s3://bucket/${index}.fasta.gz`,
    description: 'y'.repeat(300),
    tags: { project: 'attack' },
  }));
  return startEmulators(
    {
      lab: {
        provider: 'panorama',
        source: generous,
        jobs: { list, describe: (id) => ({ JobId: id, Status: 'PENDING', StatusMessage: `About ${id}` }) },
      },
      omics: {
        provider: 'healthomics',
        source: generous,
        jobs: {
          list,
          describe: (id) => ({
            id: id.slice(11),
            referenceStoreId: id.slice(0, 10),
            status: 'IN_PROGRESS',
            sources: imported,
          }),
        },
      },
      cos: {
        provider: 'cosbatch',
        source: generous,
        jobs: { list, describe: (id) => ({ JobId: id, Status: 'Active', Description: text }) },
      },
    },
    { recordedCalls: 100 },
  );
}

export interface Victim {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly healthUrl: string;
  readonly gateway: GatewayProcess;
  readonly isAlive: () => boolean;
  readonly end: () => Promise<void>;
}

export async function startVictim(config: object, nodeArguments = littleMemory): Promise<Victim> {
  const gateway = await startProcess({ auth: jwt, ...config }, nodeArguments);
  return toVictim(gateway);
}

function toVictim(gateway: GatewayProcess): Victim {
  const { url, process: child, exited } = gateway;
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    url,
    port: Number(new URL(url).port),
    pid: child.pid ?? 0,
    healthUrl: url.replace('/graphql', '/healthz'),
    gateway,
    isAlive,
    end: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** One process for all tests of a file; where one has hurt it, the next gets a fresh one. */
export function useVictim(): () => Victim {
  let world: Awaited<ReturnType<typeof startWorld>>;
  let victim: Victim;
  /** It has worked before it is attacked: what a process does for the first time takes it several times as long. */
  async function start(): Promise<void> {
    victim = await startVictim({ sources: world.sources });
    await countOrdinary(victim);
  }
  beforeAll(async () => {
    world = await startWorld();
    await start();
  });
  beforeEach(async () => {
    if (!hurt.has(victim)) return;
    await victim.end();
    await start();
  });
  afterAll(async () => {
    await victim.end();
    await world.close();
  });
  return () => victim;
}

const hurt = new WeakSet<Victim>();

/** In MB: what a pod of 512 MiB has for it; that of deploy/kubernetes has 768 MiB. */
const maxMegabytes = 450;
/** 512 MiB, two thirds of the memory limit of deploy/kubernetes: for many of the largest answers that are legitimate, at once. */
export const containerMegabytes = 536;
const maxHealthMilliseconds = 1000;
/** Of 200 jobs each, four at a time: 4,800 reads, some seconds of work. */
const ordinaryQueries = 24;

/** Alive, small, and with an ear for /healthz during the attack; and afterwards every ordinary query is answered. */
export async function expectUnharmed(
  victim: Victim,
  name: string,
  attack: () => Promise<unknown>,
  megabytes = maxMegabytes,
): Promise<void> {
  const during = await sampleDuring(victim, async () => {
    const result = await attack();
    await wait(500);
    return result;
  });
  const after = await sampleDuring(victim, () => countOrdinary(victim));
  const figures = {
    outcome: during.result,
    alive: victim.isAlive(),
    megabytes: [during.megabytes, after.megabytes].map(Math.round),
    healthWorst: Math.round(Math.max(...during.health)),
    healthP99: Math.round(toPercentile(during.health, 0.99)),
    healthWorstOnWall: Math.round(during.maxWallMilliseconds),
    answered: after.result,
  };
  print(name, figures);
  hurt.add(victim);
  expect(figures).toMatchObject({ alive: true, answered: ordinaryQueries });
  expect(Math.max(during.megabytes, after.megabytes)).toBeLessThan(megabytes);
  expect(figures.healthWorst).toBeLessThan(maxHealthMilliseconds);
  hurt.delete(victim);
}

/** For whoever reads the run: what was measured. */
export function print(name: string, figures: unknown): void {
  process.stdout.write(`    ${name}: ${JSON.stringify(figures)}\n`);
}

let asked = 0;

/** How many of the ordinary queries are answered in full. */
async function countOrdinary(victim: Victim): Promise<number> {
  if (!victim.isAlive()) return 0;
  const token = await signToken('somebody-else');
  const agent = new Agent({ keepAlive: true });
  const query = `query($ids: [ID!]!) { jobsById(ids: $ids) { id status rawStatus statusMessage createdAt isTerminal } }`;
  const answered = await runPool(ordinaryQueries, 4, async () => {
    asked += 1;
    const ids = Array.from({ length: 200 }, (_value, index) => `lab:job-${(asked * 97 + index) % 5000}`);
    const { status, data, codes } = await ask(victim.url, { query, variables: { ids }, token }, agent);
    return status === 200 && codes.length === 0 && data.jobsById.every((job: unknown) => job !== null);
  });
  agent.destroy();
  return answered.filter(Boolean).length;
}
