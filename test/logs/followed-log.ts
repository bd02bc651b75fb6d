/** A client that follows a log over a WebSocket. */
import { onTestFinished } from 'vitest';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { GatewayUnderTest } from '../gateway.ts';
import { jobId } from './log-world.ts';

export interface LogEvent {
  readonly part: { readonly key: string; readonly isComplete: boolean } | null;
  readonly lines: readonly { readonly text: string }[];
  readonly endCursor: string | null;
  readonly hasGap: boolean;
  readonly issues: readonly { readonly code: string }[];
}

export interface FollowedLog {
  readonly events: LogEvent[];
  readonly errors: { readonly extensions: { readonly code: string } }[];
  /** How it ended. */
  readonly ended: Promise<unknown>;
  readonly texts: () => readonly string[];
  readonly stop: () => void;
}

export function connect(gateway: GatewayUnderTest, token: string): Client {
  const client = createClient({
    url: gateway.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${token}` },
  });
  onTestFinished(() => client.dispose());
  return client;
}

export function follow(client: Client, args = '', id = jobId): FollowedLog {
  const events: LogEvent[] = [];
  const errors: FollowedLog['errors'] = [];
  const query = `subscription { jobLogAppended(id: "${id}"${args}) {
    part { key isComplete } lines { text } endCursor hasGap issues { code }
  } }`;
  let stop: () => void = () => undefined;
  const ended = new Promise((resolve) => {
    stop = client.subscribe<{ readonly jobLogAppended: LogEvent | null }>(
      { query },
      {
        next: (result) => {
          if (result.data?.jobLogAppended != null) events.push(result.data.jobLogAppended);
          errors.push(...((result.errors ?? []) as unknown as FollowedLog['errors']));
        },
        error: resolve,
        complete: () => {
          resolve('complete');
        },
      },
    );
  });
  return {
    events,
    errors,
    ended,
    texts: () => events.flatMap(({ lines }) => lines.map(({ text }) => text)),
    stop: () => {
      stop();
    },
  };
}
