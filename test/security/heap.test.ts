import { fork, type ChildProcess } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from 'graphql-ws';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { canaryIds, marker, secretValues, startCanaryWorld, type CanaryWorld } from './canary-world.ts';
import type { HeapAnswer, HeapRequest } from './heap-child.ts';

const secret = 'a-shared-secret-of-this-test-alone-0000000000';
const folder = mkdtempSync(join(tmpdir(), 'jobgraph-heap-'));

let world: CanaryWorld;
let child: ChildProcess;
let url: string;

beforeAll(async () => {
  world = await startCanaryWorld();
  child = fork(fileURLToPath(new URL('heap-child.ts', import.meta.url)), [], {
    // Texts are written whole: by default a snapshot cuts them at 1,024 characters.
    execArgv: ['--expose-gc', '--heap-snapshot-string-limit=10000000'],
    env: {},
  });
  const auth = { mode: 'jwt', issuer: 'urn:test', audience: 'jobgraph', algorithms: ['HS256'], secret };
  const answer = await ask({ kind: 'start', config: { server: { port: 0 }, auth, sources: world.sources } });
  url = answer.url ?? '';
});

afterAll(async () => {
  child.kill();
  await world.close();
  rmSync(folder, { recursive: true });
});

async function ask(request: HeapRequest): Promise<HeapAnswer> {
  child.send(request);
  const [answer] = (await once(child, 'message')) as [HeapAnswer];
  return answer;
}

async function signAuthorization(): Promise<string> {
  const token = await new SignJWT({ scope: 'job:read job:sensitive job:credentials' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('urn:test')
    .setAudience('jobgraph')
    .setExpirationTime('5m')
    .sign(Buffer.from(secret));
  return `Bearer ${token}`;
}

async function query(document: string): Promise<string> {
  const headers = {
    'content-type': 'application/json',
    authorization: await signAuthorization(),
    'jobgraph-explain': '1',
    'apollo-federation-include-trace': 'ftv1',
  };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query: document }) });
  return response.text();
}

/** Opens a subscription and leaves it open; gives its first event. */
async function watch(document: string): Promise<{ readonly event: string; readonly close: () => Promise<void> }> {
  const client = createClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: await signAuthorization() },
  });
  const event = await new Promise<string>((resolve, reject) => {
    client.subscribe(
      { query: document },
      { next: (result) => resolve(JSON.stringify(result)), error: reject, complete: () => {} },
    );
  });
  return { event, close: async () => client.dispose() };
}

/** Where in the heap's texts each of these stands: what is around it, so that a failure says who keeps it. */
async function findInHeap(texts: readonly string[]): Promise<Readonly<Record<string, readonly string[]>>> {
  const file = join(folder, 'child.heapsnapshot');
  await ask({ kind: 'snapshot', file });
  const found: Record<string, string[]> = Object.fromEntries(texts.map((text) => [text, []]));
  let tail = '';
  for await (const chunk of createReadStream(file, { encoding: 'latin1', highWaterMark: 1 << 20 })) {
    const part = tail + String(chunk);
    for (const text of texts) {
      for (let at = part.indexOf(text); at !== -1; at = part.indexOf(text, at + text.length)) {
        found[text]?.push(part.slice(Math.max(0, at - 60), at + text.length + 60));
      }
    }
    tail = part.slice(-200);
  }
  return found;
}

const everything = `{
  panoramaPackageImportJob(jobId: "${canaryIds.panorama}") { status statusMessage clientToken }
  cosBatchJob(jobId: "${canaryIds.cos}") { status clientRequestToken }
  importExportJob(jobId: "${canaryIds.device}") {
    statusMessage failures { message } warningMessage locationMessage carrier trackingNumber shippingAddress
    signature signatureFileContents manifestText artifacts { description url }
  }
  codePipelineJob(jobId: "${canaryIds.pipeline}") {
    status configuration { key value } continuationToken artifactCredentials { accessKeyId secretAccessKey sessionToken }
  }
}`;

test('no secret is in the heap once the answers are gone', { timeout: 60_000 }, async () => {
  const fact = 'Package version registered';
  const kept = 'a-text-that-the-process-keeps-for-good';
  await ask({ kind: 'keep', text: kept });
  for (let round = 0; round < 3; round += 1) {
    const answer = await query(everything);
    expect(answer).toContain(secretValues['ImportExportJob.signature']);
    await Promise.all(
      world.failingIds.map((id) => query(`{ job(id: "${id}") { status ... on ImportExportJob { trackingNumber } } }`)),
    );
  }
  const pipeline = `jobUpdated(ids: ["pipelines:${canaryIds.pipeline}"])`;
  const { event, close } = await watch(
    `subscription { ${pipeline} { status ... on CodePipelineJob { continuationToken } } }`,
  );
  expect(event).toContain(secretValues['CodePipelineJob.continuationToken']);
  await query(everything);

  const found = await findInHeap([marker, fact, kept]);

  await close();
  expect(found[kept]?.length).toBeGreaterThan(0);
  expect(found[fact]?.length).toBeGreaterThan(0);
  expect(found[marker]).toEqual([]);
});
