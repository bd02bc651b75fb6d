/** A gateway with one source of GitHub whose webhooks a test sends, and its run. */
import { request, type Agent, type IncomingHttpHeaders } from 'node:http';
import { onTestFinished } from 'vitest';
import { signDelivery } from '../../emulators/githubactions/webhooks.ts';
import type { EmulatedRun } from '../../emulators/githubactions/emulator.ts';
import type { JsonObject } from '../../emulators/kit/json.ts';
import type { Emulator } from '../../emulators/kit/emulator.ts';
import { repository, startEmulator, toRun, toSource } from '../datasources/githubactions/runs.ts';
import { startGateway, type GatewaySettings, type GatewayUnderTest } from '../gateway.ts';

export const secret = 'a-secret-of-a-test-0123456789';

export interface WebhookWorld {
  readonly gateway: GatewayUnderTest;
  readonly emulator: Emulator;
  /** Of `/webhooks/ci`. */
  readonly url: string;
  /** What GitHub answers of run 7 from now on. */
  readonly set: (more: Partial<EmulatedRun> & object) => void;
  /** How many reads of runs there were. */
  readonly reads: () => number;
  /** The value of a metric; 0 if it is not there. @param series as printed, e.g. `name{label="value"}` */
  readonly metric: (series: string) => Promise<number>;
}

export async function startWorld(
  settings: Partial<GatewaySettings> = {},
  webhooks: object = { secret },
): Promise<WebhookWorld> {
  let run = toRun(7, { status: 'in_progress', conclusion: null });
  const emulator = await startEmulator({
    describe: () => run,
    list: () => [run],
    repositories: () => [repository],
    jobsOf: () => [],
  });
  const gateway = await startGateway({
    sources: [toSource(emulator.url, { webhooks }), toSource(emulator.url, { name: 'polled' })],
    random: () => 0,
    ...settings,
  });
  onTestFinished(async () => {
    await gateway.close();
    await emulator.close();
  });
  const { origin } = new URL(gateway.url);
  return {
    gateway,
    emulator,
    url: `${origin}/webhooks/ci`,
    set: (more) => {
      run = toRun(7, more);
    },
    reads: () => emulator.calls.filter(({ operation }) => operation === 'get-workflow-run').length,
    metric: async (series) => {
      const text = await (await fetch(`${origin}/metrics`)).text();
      const line = text.split('\n').find((one) => one.startsWith(`${series} `));
      return Number(line?.split(' ').at(-1) ?? 0);
    },
  };
}

/** What GitHub says of a run, with what nobody looks at. */
export function toPayload(id: number | string, status: string, conclusion: string | null = null): JsonObject {
  return {
    action: status,
    workflow_run: { id, status, conclusion, head_commit: { message: 's3cr3t-in-the-delivery' } },
    repository: { id: 1, full_name: repository.toLowerCase() },
    sender: { login: 's3cr3t-in-the-delivery' },
  };
}

export interface Sent {
  readonly method?: string;
  readonly body?: string | Buffer;
  /** Undefined leaves a header out. Given as they stand, duplicates as lists. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Sends the body in chunks, without its length. */
  readonly isChunked?: boolean;
  /** Default: a connection of its own. */
  readonly agent?: Agent;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let deliveries = 0;

/** A delivery that is right, but for what is given. */
export function send(
  url: string,
  { method = 'POST', body = '{}', headers = {}, isChunked, agent }: Sent = {},
): Promise<Answer> {
  const usual = {
    'content-type': 'application/json',
    'x-github-event': 'workflow_run',
    'x-github-delivery': `72d3162e-cc78-11e3-81ab-${String((deliveries += 1)).padStart(12, '0')}`,
    'x-hub-signature-256': signDelivery(secret, String(body)),
    ...(isChunked === true ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
  };
  const all = Object.entries<unknown>({ ...usual, ...headers }).filter(([, value]) => value !== undefined);
  return new Promise((resolve, reject) => {
    const given = { method, headers: Object.fromEntries(all) as Record<string, string>, agent: agent ?? false };
    const sent = request(url, given, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }));
    });
    sent.once('error', reject);
    if (isChunked === true) for (let at = 0; at < body.length; at += 65_536) sent.write(body.slice(at, at + 65_536));
    sent.end(isChunked === true ? undefined : body);
  });
}
