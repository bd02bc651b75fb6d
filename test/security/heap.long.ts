import { fork, type ChildProcess } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from 'graphql-ws';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { closeServer, listen } from '../auth/issuer.ts';
import { startRouterStub, type RouterStub } from '../callback/router-stub.ts';
import { idsOfLogs } from './canary-jobs.ts';
import { canaryIds, marker, startCanaryWorld, type CanaryWorld } from './canary-world.ts';
import type { HeapAnswer, HeapRequest } from './heap-child.ts';

const secret = 'a-shared-secret-of-this-test-alone-0000000000';
const folder = mkdtempSync(join(tmpdir(), 'jobgraph-heap-'));

let world: CanaryWorld;
let child: ChildProcess;
let router: RouterStub;
let url: string;
/** What the process wrote: every line of its log, and whatever else. */
let written = '';
/** What came to the collector of its traces, as it came. */
const spans: Buffer[] = [];
const collector = createServer((request, response) => {
  request.on('data', (chunk: Buffer) => spans.push(chunk));
  request.on('end', () => response.end());
});

beforeAll(async () => {
  world = await startCanaryWorld();
  router = await startRouterStub();
  child = fork(fileURLToPath(new URL('heap-child.ts', import.meta.url)), [], {
    // Texts are written whole: by default a snapshot cuts them at 1,024 characters.
    execArgv: ['--expose-gc', '--heap-snapshot-string-limit=10000000'],
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: await listen(collector) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (written += chunk.toString()));
  const auth = { mode: 'jwt', issuer: 'urn:test', audience: 'jobgraph', algorithms: ['HS256'], secret };
  const subscriptions = { callbackUrls: [router.url] };
  const answer = await ask({
    kind: 'start',
    config: { server: { port: 0 }, auth, subscriptions, sources: world.sources },
  });
  url = answer.url ?? '';
});

afterAll(async () => {
  child.kill();
  await world.close();
  await router.close();
  await closeServer(collector);
  rmSync(folder, { recursive: true });
});

async function ask(request: HeapRequest): Promise<HeapAnswer> {
  child.send(request);
  const [answer] = (await once(child, 'message')) as [HeapAnswer];
  return answer;
}

async function signAuthorization(): Promise<string> {
  const token = await new SignJWT({ scope: 'job:read job:sensitive job:credentials job:logs' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('urn:test')
    .setAudience('jobgraph')
    .setExpirationTime('5m')
    .sign(Buffer.from(secret));
  return `Bearer ${token}`;
}

const everyExtra = { 'jobgraph-explain': '1', 'apollo-federation-include-trace': 'ftv1' };

async function query(document: string, extra: Readonly<Record<string, string>> = everyExtra): Promise<string> {
  const headers = { 'content-type': 'application/json', authorization: await signAuthorization(), ...extra };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query: document }) });
  return response.text();
}

/** Equal requests at once may share an answer. */
function queryAtOnce(document: string): Promise<readonly string[]> {
  return Promise.all([1, 2, 3].map(() => query(document, {})));
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

/** The same by HTTP callback; gives what came to the router. */
async function watchByCallback(document: string): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json;callbackSpec=1.0',
      authorization: await signAuthorization(),
    },
    body: JSON.stringify({ query: document, extensions: { subscription: router.extension } }),
  });
  await response.text();
  await expect.poll(() => router.actions()).toEqual(['check', 'next']);
  const received = JSON.stringify(router.messages);
  expect(received).toContain(marker);
  return received;
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

/** As the answer has it in the snapshot; the query has no quotes. */
const keptName = 'aNameOfAKeptAnswer\\":';
const keptWhole = `{ panoramaPackageImportJob(jobId: "${canaryIds.panorama}") { aNameOfAKeptAnswer: status } }`;

/** Every secret and every failure, over HTTP and in events of subscriptions that stay open. */
async function askForEverything(): Promise<{ readonly answers: string; readonly close: () => Promise<void> }> {
  const answers: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    // Without extras, an answer may be kept as a whole: this one must not be, and the second one is.
    answers.push(await query(everything), ...(await queryAtOnce(everything)), ...(await queryAtOnce(keptWhole)));
    await Promise.all(
      world.failingIds.map((id) => query(`{ job(id: "${id}") { status ... on ImportExportJob { trackingNumber } } }`)),
    );
  }
  for (const id of idsOfLogs) {
    const log = await query(`{ jobLog(id: "${id}") { lines { text rawText } issues { code } } }`);
    expect(log.split(`${marker} in a`)).toHaveLength(3);
    // The last follower leaves.
    const followed = await watch(`subscription { jobLogAppended(id: "${id}") { lines { text } } }`);
    expect(followed.event).toContain(`${marker} in a`);
    answers.push(log, followed.event);
    await followed.close();
  }
  const pipeline = `jobUpdated(ids: ["pipelines:${canaryIds.pipeline}"])`;
  const document = `subscription { ${pipeline} { status ... on CodePipelineJob { continuationToken } } }`;
  const { event, close } = await watch(document);
  answers.push(event, await watchByCallback(document), await query(everything));
  return { answers: answers.join('\n'), close };
}

it(
  'a process leaves no secret behind: not in its heap, its log, its traces or its metrics',
  { timeout: 60_000 },
  async () => {
    const fact = 'Package version registered';
    const kept = 'a-text-that-the-process-keeps-for-good';
    await ask({ kind: 'keep', text: kept });

    const { answers, close } = await askForEverything();
    const found = await findInHeap([marker, fact, kept, keptName]);
    const metrics = await fetch(new URL('/metrics', url)).then((response) => response.text());
    await close();
    await ask({ kind: 'stop' });

    const left = { log: written, spans: Buffer.concat(spans).toString('latin1'), metrics };
    // What was asked for came, and each place of the search holds what it should.
    expect(answers.split(marker).length).toBeGreaterThan(40);
    expect(found[kept]?.length).toBeGreaterThan(0);
    expect(found[fact]?.length).toBeGreaterThan(0);
    expect(found[keptName]?.length).toBeGreaterThan(0);
    expect(left.log).toContain('secrets disclosed');
    expect(left.spans).toContain('GetJobDetails');
    expect(left.metrics).toContain('devices');
    // And nothing else.
    expect(found[marker]).toEqual([]);
    expect(Object.entries(left).filter(([, text]) => text.includes(marker))).toEqual([]);
  },
);
