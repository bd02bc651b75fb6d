/**
 * GitHub's webhooks: signed deliveries about runs and their jobs.
 * @see https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 */
import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { watchChanges } from '../kit/changes.ts';
import type { JsonObject } from '../kit/json.ts';
import { isReadyAnswer } from '../kit/emulator.ts';
import { toWholeRun, toWholeRunJob } from './emulator-members.ts';
import type { EmulatedRun, GitHubJobWorld } from './emulator.ts';

/** One delivery. */
export interface Delivery {
  /** `workflow_run`, `workflow_job` or `ping`. */
  readonly event: string;
  /** A UUID; a redelivery has that of the first one. */
  readonly id: string;
  readonly payload: JsonObject;
}

/** Where deliveries go, and what they are signed with. */
export interface Webhook {
  readonly url: string;
  readonly secret: string;
}

/** As GitHub signs: the raw bytes of the body. */
export function signDelivery(secret: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** Sends it once: GitHub tries no delivery again by itself. Resolves to the status of the answer. */
export function deliver({ url, secret }: Webhook, { event, id, payload }: Delivery): Promise<number> {
  const body = JSON.stringify(payload);
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'GitHub-Hookshot/0123456',
    'x-github-event': event,
    'x-github-delivery': id,
    'x-hub-signature-256': signDelivery(secret, body),
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, timeout: 10_000 }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.once('timeout', () => sent.destroy());
    sent.once('error', reject);
    sent.end(body);
  });
}

/** The world whose changes are told, and the ids of deliveries. */
export interface WebhookSenderOptions {
  readonly world: GitHubJobWorld;
  readonly webhook: Webhook;
  readonly createId: () => string;
}

/** A delivery for each change of a run or of one of its jobs. Returns what ends it. */
export function startWebhookSender({ world, webhook, createId }: WebhookSenderOptions): () => void {
  const list = (): readonly ToldState[] => world.list().flatMap((run) => toStates(world, run));
  return watchChanges(list, ({ event, payload }) => {
    // A delivery that is lost stays lost.
    deliver(webhook, { event, id: createId(), payload }).catch(() => undefined);
  });
}

interface ToldState extends Pick<Delivery, 'event' | 'payload'> {
  readonly id: string;
  readonly state: string;
}

function toStates(world: GitHubJobWorld, run: EmulatedRun): readonly ToldState[] {
  const { full_name: name } = run.repository;
  const key = `${name}/${run.id}`;
  const repository = { id: 1, full_name: name };
  const isOver = run['status'] === 'completed';
  const ofRun = {
    id: key,
    state: JSON.stringify([run['status'], run['conclusion']]),
    event: 'workflow_run',
    payload: { action: isOver ? 'completed' : 'in_progress', workflow_run: toWholeRun(run, name), repository },
  };
  const jobs = world.jobsOf?.(key) ?? [];
  if (isReadyAnswer(jobs)) return [ofRun];
  const ofJobs = jobs.map((job) => ({
    id: `${key} job ${JSON.stringify(job['id'])}`,
    state: JSON.stringify([job['status'], job['conclusion']]),
    event: 'workflow_job',
    payload: { action: job['status'], workflow_job: toWholeRunJob(job, run, name), repository },
  }));
  return [ofRun, ...ofJobs];
}
