/** What HTTP may make the gateway hold before anybody has shown a token that is good. */
import { Agent } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, it } from 'vitest';
import { ask, countEach, runPool } from './client.ts';
import { open, pour } from './raw-socket.ts';
import { expectUnharmed, useVictim } from './victim.ts';

const victim = useVictim();

/** Sends the same on so many connections, reads nothing, and holds them for a while. */
async function holdConnections(count: number, bytes: Buffer, holdMilliseconds: number): Promise<object> {
  const sockets: Socket[] = [];
  const sent = await runPool(count, 50, async (index) => {
    const socket = await open(victim().port);
    socket.pause();
    sockets[index] = socket;
    return pour(socket, bytes, bytes.byteLength, 5000);
  });
  await wait(holdMilliseconds);
  const stillOpen = sockets.filter((socket) => !socket.destroyed).length;
  for (const socket of sockets) socket.destroy();
  return { stillOpen, megabytesSent: sent.reduce((sum, one) => sum + one, 0) / 1e6 };
}

describe('600 bodies that never end', () => {
  it.each([
    ['with a token that is nonsense', 'Authorization: Bearer a.b.c\r\n'],
    ['without a token', ''],
  ])('%s', async (what, header) => {
    const head = `POST /graphql HTTP/1.1\r\nHost: a\r\n${header}Content-Type: application/json\r\nContent-Length: 1000000\r\n\r\n`;
    const bytes = Buffer.from(`${head}{"query":"${'x'.repeat(999_000)}`);

    await expectUnharmed(victim(), `unfinished bodies ${what}`, () => holdConnections(600, bytes, 2000));
  });
});

describe('3.3 MB of requests whose answers are never read, on 50 connections', () => {
  it.each(['/metrics', '/healthz', '/graphql?query=%7B__typename%7D'])('%s', async (path) => {
    const request = `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;
    const bytes = Buffer.from(request.repeat(Math.ceil(66_000 / request.length)));

    await expectUnharmed(victim(), `pipelined ${path}`, () => holdConnections(50, bytes, 2000));
  });
});

/** In milliseconds: on two processors of its own the flood takes a quarter of it. */
const maxFloodMilliseconds = 60_000;

describe('5,760 documents of nobody', { timeout: 150_000 }, () => {
  const conditions = Array.from({ length: 6 }, (_value, index) => `$b${index}: Boolean!`).join(' ');
  const facts = `
    id provider status rawStatus statusSource isTerminal statusMessage createdAt updatedAt endedAt fetchedAt consoleUrl
    progress { fraction } failures { code message subject }
    ... on CosBatchJob { description priority roleArn suspendedAt manifest { format fields objectArn } operation { name } }
    ... on PanoramaPackageImportJob { providerJobId }`;

  /** Twenty-nine fields, each of which is one more thing to remember for each set of variables. */
  function toDocument(number: number): string {
    const fields = Array.from({ length: 29 }, (_value, index) => {
      const condition = index < 6 ? ` @include(if: $b${index})` : '';
      return `a${index}: job(id: "cos:j${index}")${condition} { ...F }`;
    });
    return `query Q${number}(${conditions}) { ${fields.join(' ')} } fragment F on Job {${facts}}`;
  }
  /** Not for longer than the time has. */
  async function send(documents: number, values: number): Promise<object> {
    const endsAt = performance.now() + maxFloodMilliseconds;
    const agent = new Agent({ keepAlive: true });
    const texts = Array.from({ length: documents }, (_value, number) => toDocument(number));
    const outcomes = await runPool(documents * values, 16, async (index) => {
      if (!victim().isAlive() || performance.now() > endsAt) return 'not sent';
      const bits = index % values;
      const variables = Object.fromEntries(
        Array.from({ length: 6 }, (_value, bit) => [`b${bit}`, (bits & (1 << bit)) !== 0]),
      );
      const query = texts[Math.floor(index / values)] ?? '';
      const { status, codes } = await ask(victim().url, { query, variables }, agent);
      return `${status} ${codes[0] ?? ''}`;
    });
    agent.destroy();
    return countEach(outcomes);
  }

  it('90, each with 64 sets of variables', async () => {
    await expectUnharmed(victim(), '90 documents x 64', () => send(90, 64));
  });

  it('all of them different', async () => {
    await expectUnharmed(victim(), '5,760 documents', () => send(5760, 1));
  });
});
