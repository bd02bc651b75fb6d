/**
 * A request for a subscription whose events are to be sent to an address that comes with it.
 * @see https://www.apollographql.com/docs/graphos/routing/operations/subscriptions/callback-protocol
 */
import { z } from 'zod';
import { createRequestRefusal } from '../../errors/graph-error.ts';
import { isSection, text } from '../../settings/kinds.ts';
import {
  callbackUrlKind,
  isAllowedCallback,
  parseAllowedCallback,
  parseCallbackUrl,
} from '../../config/callback-url.ts';

/** What the request's `extensions.subscription` says, checked. */
export interface CallbackRequest {
  readonly url: URL;
  /** The configured address that allows it, as it was written there. */
  readonly allowedBy: string;
  readonly id: string;
  /** A secret between the router and this request: it goes into messages to the router, and nowhere else. */
  readonly verifier: string;
  /** 0: the router wants none. */
  readonly heartbeatMilliseconds: number;
}

/** Routers set it in seconds, 5 by default. More frequent heartbeats would be useless work. */
const minHeartbeatMilliseconds = 1000;
const maxHeartbeatMilliseconds = 86_400_000;
const heartbeat = `0 or a whole number from ${minHeartbeatMilliseconds} to ${maxHeartbeatMilliseconds}`;

const extensionSchema = z.object({
  callbackUrl: z
    .string({ error: 'a URL' })
    .refine((url) => parseCallbackUrl(url) !== undefined, { error: callbackUrlKind }),
  subscriptionId: text('text of 1 to 256 visible ASCII characters', /^[\x21-\x7e]{1,256}$/),
  verifier: text('text of 1 to 1024 visible ASCII characters', /^[\x21-\x7e]{1,1024}$/),
  heartbeatIntervalMs: z
    .int({ error: heartbeat })
    .refine((value) => value === 0 || (value >= minHeartbeatMilliseconds && value <= maxHeartbeatMilliseconds), {
      error: heartbeat,
    }),
});

/** True where the header names the protocol's media type, alone or among others. */
export function acceptsCallback(accept: string | undefined): boolean {
  return (accept ?? '').split(',').some((range) => {
    const [type, ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    return type === 'application/json' && parameters.some((parameter) => /^callbackspec="?1\.0"?$/.test(parameter));
  });
}

/** Throws a `GraphQLError` (HTTP 400) that repeats no part of the request, which may hold the verifier. */
export function readCallbackRequest(extension: unknown, allowedUrls: readonly string[]): CallbackRequest {
  const read = extensionSchema.safeParse(isSection(extension) ? extension : {});
  if (!read.success) throw createRequestRefusal(formatFaults(read.error.issues), 'BAD_REQUEST');
  const { callbackUrl, subscriptionId, verifier, heartbeatIntervalMs } = read.data;
  const url = parseCallbackUrl(callbackUrl);
  const allowedBy = allowedUrls.find((allowed) => isAllowedBy(allowed, url));
  if (url === undefined || allowedBy === undefined) {
    throw createRequestRefusal(
      'This gateway calls back addresses of its configuration only, and `callbackUrl` is not one of them.',
      'CALLBACK_URL_NOT_ALLOWED',
    );
  }
  return { url, allowedBy, id: subscriptionId, verifier, heartbeatMilliseconds: heartbeatIntervalMs };
}

function isAllowedBy(setting: string, url: URL | undefined): boolean {
  const allowed = parseAllowedCallback(setting);
  return url !== undefined && allowed !== undefined && isAllowedCallback(url, allowed);
}

function formatFaults(issues: readonly z.core.$ZodIssue[]): string {
  const faults = issues.map(({ path, message }) => `\`${path.join('.')}\` must be ${message}`);
  return `In \`extensions.subscription\`, ${faults.join('; ')}.`;
}
