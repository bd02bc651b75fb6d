/** POST /webhooks/<source>: deliveries of webhooks. It asks for no token, knows no CORS, and reads no byte before it must. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DeliveryStatus, WebhookDoor } from '../../jobs/webhooks/door.ts';
import { Busy, closeUnread } from './failures.ts';
import { readBody } from './json-body.ts';
import { securityHeaders } from './security-headers.ts';

/** The route, as it is counted and logged. */
const webhooksPath = '/webhooks/:source';
const maxBodyBytes = 1_048_576;
/** Of all bodies under way. */
const maxHeldBytes = 16_000_000;
/** GitHub gives a delivery up after so long. */
const maxMilliseconds = 10_000;

type Doors = ReadonlyMap<string, WebhookDoor>;
type Status = DeliveryStatus | 404 | 405 | 413 | 415 | 429 | 503;

const headersOf: Readonly<Partial<Record<Status, Readonly<Record<string, string>>>>> = {
  405: { allow: 'POST' },
  413: { connection: 'close' },
  429: { 'retry-after': '1' },
};

/**
 * Answers before any hook that is registered later, and in the place of the handler: no other part of the server reads the
 * body or adds a header. @param isStopping asked for each request
 */
export function registerWebhooks(app: FastifyInstance, doors: Doors, isStopping: () => boolean): void {
  const held = { bytes: 0 };
  const deliver = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const status = isStopping() ? 503 : await answer(request, doors, held);
    closeUnread(reply);
    void send(reply, status);
  };
  // Every request passes here: all others continue in the same turn.
  app.addHook('onRequest', (request, reply, done) => {
    if (request.route === webhooksPath) deliver(request, reply).catch(done);
    else done();
  });
  // Never called: the hook has answered.
  app.all(webhooksPath, (_request, reply) => send(reply, 404));
}

function send(reply: FastifyReply, status: Status): FastifyReply {
  return reply
    .headers({ ...securityHeaders, ...headersOf[status] })
    .code(status)
    .send();
}

const jsonType = /^application\/json[ \t]*(?:;[ \t]*charset=(?:"[\w-]+"|[\w-]+)[ \t]*)?$/i;
const signaturePattern = /^sha256=([0-9a-f]{64})$/;

/** In the order of the checks: an early refusal costs little. */
async function answer(request: FastifyRequest, doors: Doors, held: { bytes: number }): Promise<Status> {
  const { headers, method } = request;
  const door = doors.get(toSourceName(request));
  if (door === undefined) return 404;
  if (method !== 'POST') return 405;
  if (Number(headers['content-length'] ?? 0) > maxBodyBytes) return 413;
  const { 'content-type': type = '', 'content-encoding': encoding } = headers;
  if (!jsonType.test(type) || encoding !== undefined) return 415;
  const [, signature] = signaturePattern.exec(toText(headers['x-hub-signature-256']) ?? '') ?? [];
  if (signature === undefined) {
    door.refuse();
    return 401;
  }
  if (!door.admits()) return 429;
  const body = await readWithin(request, held);
  if (!Buffer.isBuffer(body)) return body;
  const event = toText(headers['x-github-event']);
  return door.take({ signature, event, id: toText(headers['x-github-delivery']), body });
}

/** A name has one spelling: encoded ones lead nowhere. */
function toSourceName({ url }: FastifyRequest): string {
  return url.split('?', 1)[0]?.slice('/webhooks/'.length) ?? '';
}

/** Of a header that came twice, both values joined: no text that any check takes. */
function toText(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.join(', ');
}

/** The body, or why it is not read: it is too long, or too much is held. What does not come in time is given up. */
async function readWithin(request: FastifyRequest, held: { bytes: number }): Promise<Buffer | 400 | 413 | 429> {
  let own = 0;
  const add = (bytes: number): boolean => {
    if (held.bytes + bytes > maxHeldBytes) return false;
    own += bytes;
    held.bytes += bytes;
    return true;
  };
  // Without an error the stream would end in silence, and what it holds would never be given back.
  const timer = setTimeout(() => request.raw.destroy(new Error('the body has not come in time')), maxMilliseconds);
  try {
    return await readBody(request, { add }, maxBodyBytes);
  } catch (error) {
    if (error instanceof Busy) return 429;
    return (error as { readonly statusCode?: number }).statusCode === 413 ? 413 : 400;
  } finally {
    clearTimeout(timer);
    held.bytes -= own;
  }
}
