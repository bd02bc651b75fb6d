/** Messages to a router: POST, retried if that may help, no redirects followed, and only small answers read. */
import { setTimeout as wait } from 'node:timers/promises';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { createDeadline } from '../../calls/abort.ts';
import { createTransport, TransportFault, type Transport } from '../../provider/transport.ts';
import type { WireAnswer } from '../../provider/contract/wire.ts';
import type { CallbackRequest } from './callback-request.ts';

/** The header in which both sides name the protocol, and how. */
export const protocolHeader = ['subscription-protocol', 'callback/1.0'] as const;

/**
 * A message of the callback protocol.
 * https://www.apollographql.com/docs/graphos/routing/operations/subscriptions/callback-protocol
 */
export type RouterMessage =
  /** Whether the router still wants the subscription. */
  | { readonly action: 'check' }
  | { readonly action: 'next'; readonly payload: FormattedExecutionResult }
  /** Without errors, the subscription is complete. */
  | { readonly action: 'complete'; readonly errors?: readonly GraphQLFormattedError[] | undefined };

/** How often and how long a message is tried. */
export interface SendOptions {
  readonly signal: AbortSignal;
  readonly attempts: number;
  /** Of each attempt. Default: the calls' own. */
  readonly timeoutMilliseconds?: number;
}

/** Posts messages to routers. */
export interface RouterCalls {
  /**
   * Resolves to true if the router accepted the message, false if it no longer knows the subscription. Otherwise throws
   * `CallbackFailed`, or the signal's reason.
   */
  readonly send: (router: CallbackRequest, message: RouterMessage, options: SendOptions) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/** The timeout and the backoff of messages to routers. */
interface RouterCallsOptions {
  readonly timeoutMilliseconds: number;
  /** Before the second attempt; doubled for each further one. */
  readonly backoffMilliseconds: number;
  /** From 0 to 1; spreads attempts. */
  readonly random: () => number;
}

/** The message holds a status or a kind of fault, and no part of the request or the answer. */
export class CallbackFailed extends Error {
  override readonly name = 'CallbackFailed';
}

/** To each router at once; calls past it wait. */
const connections = 32;
/** In bytes. The protocol's own answers have no body, or a sentence. */
const bodyLimit = 16_384;

/** All calls share one transport, which limits its connections to each router. */
export function createRouterCalls(options: RouterCallsOptions): RouterCalls {
  const { timeoutMilliseconds, backoffMilliseconds, random } = options;
  const transport = createTransport({ connections, bodyLimit });

  return {
    send: async (router, message, { signal, attempts, timeoutMilliseconds: timeout = timeoutMilliseconds }) => {
      const { id, verifier } = router;
      const { action, ...rest } = message;
      const body = JSON.stringify({ kind: 'subscription', action, id, verifier, ...rest });
      for (let attempt = 1; ; attempt += 1) {
        const outcome = await post(transport, { url: router.url, body, signal, timeout });
        if (typeof outcome !== 'string') {
          if (isTaken(message, outcome)) return true;
          if (outcome.status === 404) return false;
        }
        if (attempt >= attempts || !isPassing(outcome)) throw new CallbackFailed(formatOutcome(outcome));
        await wait(backoffMilliseconds * 2 ** (attempt - 1) * (1 + random()), undefined, { signal });
      }
    },
    close: transport.close,
  };
}

interface Post {
  readonly url: URL;
  readonly body: string;
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly timeout: number;
}

/** The answer, or the kind of fault in words. Throws the signal's reason. */
async function post(transport: Transport, { url, body, signal, timeout }: Post): Promise<WireAnswer | string> {
  const deadline = createDeadline(timeout, signal);
  const [name, protocol] = protocolHeader;
  // Hive Gateway reads no other spelling of the content type.
  const headers = { 'content-type': 'application/json', [name]: protocol };
  try {
    return await transport.send(
      { origin: url.origin, method: 'POST', path: url.pathname, headers, body },
      deadline.signal,
    );
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof TransportFault) return error.message;
    if (deadline.signal.aborted) return 'timeout';
    throw error;
  } finally {
    deadline.clear();
  }
}

/** A check is answered 204 and by the protocol's name, which Hive Gateway leaves out; other messages by any success. */
function isTaken({ action }: RouterMessage, { status, headers }: WireAnswer): boolean {
  if (action !== 'check') return status >= 200 && status < 300;
  const [name] = protocolHeader;
  return status === 204 && /^callback(\/1\.\d+)?$/.test(headers[name] ?? 'callback');
}

/** Whether another attempt may succeed. */
function isPassing(outcome: WireAnswer | string): boolean {
  return typeof outcome === 'string' || outcome.status >= 500 || outcome.status === 429;
}

function formatOutcome(outcome: WireAnswer | string): string {
  return typeof outcome === 'string' ? outcome : `status ${outcome.status}`;
}
