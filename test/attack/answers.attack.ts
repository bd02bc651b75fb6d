/** How large an answer, or a set of watches, one viewer of the lowest scope can ask for with a small request. */
import { createClient, type Client } from 'graphql-ws';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { ask, countEach, runPool, type Answer, type RequestedFields } from './client.ts';
import { bigJobs, containerMegabytes, expectUnharmed, signToken, useVictim } from './victim.ts';

const victim = useVictim();

const facts = `id provider status rawStatus statusSource isTerminal statusMessage createdAt updatedAt endedAt fetchedAt consoleUrl
  progress { fraction } failures { code message subject }`;
const selections = {
  cos: `${facts} ... on CosBatchJob { description priority roleArn }`,
  omics: `${facts} ... on OmicsReferenceImportJob {
    roleArn sources { status rawStatus statusMessage sourceFile name description referenceId tags { key value } } }`,
} as const;

interface Load {
  readonly aliases: number;
  readonly entries: number;
}

function toEntities(job: keyof typeof bigJobs, { aliases, entries }: Load): RequestedFields {
  const fields = Array.from(
    { length: aliases },
    (_value, index) => `a${index}: _entities(representations: $r) { ...F }`,
  );
  const query = `query($r: [_Any!]!) { ${fields.join(' ')} } fragment F on Job { ${selections[job]} }`;
  const representation = { __typename: 'Job', id: bigJobs[job] };
  return { query, variables: { r: Array.from({ length: entries }, () => representation) } };
}

/** Ids of no source: each fails by itself. */
function toErrors(aliases: number, entries: number): RequestedFields {
  const request = toEntities('cos', { aliases, entries });
  return {
    ...request,
    variables: {
      r: Array.from({ length: entries }, (_value, index) => ({ __typename: 'Job', id: `nowhere:${index}` })),
    },
  };
}

function toJobsById(job: keyof typeof bigJobs, { aliases, entries }: Load): RequestedFields {
  const fields = Array.from({ length: aliases }, (_value, index) => `a${index}: jobsById(ids: $ids) { ...F }`);
  const query = `query($ids: [ID!]!) { ${fields.join(' ')} } fragment F on Job { ${selections[job]} }`;
  return { query, variables: { ids: Array.from({ length: entries }, () => bigJobs[job]) } };
}

/** So many of the same at once, each of a viewer of its own. */
function askAtOnce(request: RequestedFields, count: number): Promise<readonly Answer[]> {
  return runPool(count, count, async (index) => {
    const token = await signToken(`reader-${index}`);
    return ask(victim().url, { ...request, token, milliseconds: 40_000 });
  });
}

/** What has come: how many of each kind, and the largest. A refusal is an answer; no answer and a fault are none. */
function describeAnswers(answers: readonly Answer[]): object {
  return {
    ...countEach(answers.map(({ status, codes }) => `${status} ${codes[0] ?? ''}`)),
    maxPeakMegabytes: Math.max(...answers.map(({ bytes }) => bytes)) / 1e6,
  };
}

function isSound({ status, codes }: Answer): boolean {
  return status > 0 && status < 500 && !codes.includes('INTERNAL_SERVER_ERROR');
}

/** The room for all answers together is taken: its client is told to ask again. */
function isToComeAgain({ status, codes }: Answer): boolean {
  return status === 503 && codes.join() === 'SERVICE_UNAVAILABLE';
}

describe('one job many times over', () => {
  it.each<[string, RequestedFields]>([
    ['_entities, 30 x 1,000 of 4 KB', toEntities('cos', { aliases: 30, entries: 1000 })],
    ['_entities, 30 x 1,000 of 100 sources', toEntities('omics', { aliases: 30, entries: 1000 })],
    ['_entities, 12 x 1,000 of 100 sources', toEntities('omics', { aliases: 12, entries: 1000 })],
    ['_entities, 30 x 1,000 errors', toErrors(30, 1000)],
    ['_entities, 4 x 1,000 errors', toErrors(4, 1000)],
    ['jobsById, 30 x 200 of 4 KB', toJobsById('cos', { aliases: 30, entries: 200 })],
    ['jobsById, 30 x 200 of 100 sources', toJobsById('omics', { aliases: 30, entries: 200 })],
  ])('%s, 8 at once', async (name, request) => {
    let answers: readonly Answer[] = [];

    await expectUnharmed(victim(), name, async () => {
      answers = await askAtOnce(request, 8);
      return describeAnswers(answers);
    });

    expect(answers.filter((answer) => !isSound(answer))).toEqual([]);
  });

  it.each(['cos', 'omics'] as const)('the most of %s that is not refused, 8 at once', async (job) => {
    const token = await signToken('searcher');
    let largest: RequestedFields | undefined;
    for (const [aliases, entries] of [
      [30, 500],
      [30, 200],
      [30, 100],
      [20, 50],
      [10, 50],
      [5, 50],
      [2, 50],
      [1, 50],
    ] as const) {
      const request = toEntities(job, { aliases, entries });
      const { data } = await ask(victim().url, { ...request, token, milliseconds: 40_000 });
      if (!victim().isAlive()) break;
      largest = request;
      if (data !== null) break;
    }
    let answers: readonly Answer[] = [];

    await expectUnharmed(
      victim(),
      `the most of ${job}`,
      async () => {
        answers = largest === undefined ? [] : await askAtOnce(largest, 8);
        return { aliases: largest?.query.match(/_entities/g)?.length, ...describeAnswers(answers) };
      },
      containerMegabytes,
    );

    // Eight of the largest may be more than fit at once: by how fast those before them are sent.
    expect(answers.filter((answer) => !isSound(answer) && !isToComeAgain(answer))).toEqual([]);
    expect(answers.filter(({ data }) => data !== null).length).toBeGreaterThanOrEqual(4);
  });
});

describe('watches', () => {
  /** Goes on where it is refused; not for longer than the time has. */
  async function watchAll(sockets: number, perSocket: number): Promise<object> {
    const endsAt = performance.now() + 60_000;
    const authorization = `Bearer ${await signToken('watcher')}`;
    const ids = Array.from({ length: 100 }, (_value, index) => `lab:job-${index}`);
    const query = 'subscription($ids: [ID!]!) { jobUpdated(ids: $ids) { id } }';
    const clients: Client[] = [];
    const outcomes: string[] = [];
    let events = 0;
    await runPool(sockets, 8, async () => {
      if (!victim().isAlive() || performance.now() > endsAt) return;
      const client = createClient({
        url: victim().url.replace('http', 'ws'),
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        connectionParams: { authorization },
        onNonLazyError: () => undefined,
      });
      clients.push(client);
      const begun = Array.from({ length: perSocket }, () => {
        const { promise, resolve } = Promise.withResolvers<string>();
        client.subscribe(
          { query, variables: { ids } },
          {
            next: ({ errors }) => {
              events += 1;
              resolve(errors === undefined ? 'watching' : String(errors[0]?.extensions?.['code']));
            },
            error: (error) => resolve(Array.isArray(error) ? String(error[0]?.extensions?.code) : 'closed'),
            complete: () => resolve('complete'),
          },
        );
        return Promise.race([promise, wait(10_000, 'silence')]);
      });
      outcomes.push(...(await Promise.all(begun)));
    });
    await wait(2000);
    for (const client of clients) await client.dispose();
    return { ...countEach(outcomes), events };
  }

  it('285 sockets x 20 subscriptions x 100 jobs of one viewer', { timeout: 180_000 }, async () => {
    await expectUnharmed(victim(), 'watches', () => watchAll(285, 20));
  });
});
