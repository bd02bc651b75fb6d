/** A client of WebSockets that says what it is told to, and what the gateway says of it elsewhere. */
import { onTestFinished } from 'vitest';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { GatewayUnderTest } from '../gateway.ts';
import { until } from '../until.ts';

export const watch = 'subscription { jobUpdated(ids: ["cos:j0"]) { id } }';

export interface Answer {
  readonly id?: string;
  readonly type: string;
  readonly payload?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

export interface Session {
  readonly socket: WebSocket;
  readonly send: (message: object) => void;
  readonly answers: readonly Answer[];
  /** Its code and reason. */
  readonly closed: Promise<readonly [number, string]>;
}

/** Introduces itself, and says nothing more by itself. */
export async function dial(gateway: GatewayUnderTest, authorization?: string): Promise<Session> {
  const socket = new WebSocket(gateway.url.replace('http', 'ws'), 'graphql-transport-ws');
  onTestFinished(() => {
    socket.terminate();
  });
  const answers: Answer[] = [];
  socket.on('message', (data: Buffer) => answers.push(JSON.parse(String(data)) as Answer));
  const closed = once(socket, 'close').then(([code, reason]) => [code as number, String(reason)] as const);
  const send = (message: object): void => {
    socket.send(JSON.stringify(message));
  };
  await once(socket, 'open');
  send({ type: 'connection_init', payload: { authorization } });
  return { socket, send, answers, closed };
}

export async function ask(
  gateway: GatewayUnderTest,
  query: string,
  extensions?: object,
  variables?: object,
): Promise<Answer> {
  const session = await dial(gateway);
  await until(() => session.answers.length === 1, 'it is let in');
  session.send({ id: '1', type: 'subscribe', payload: { query, extensions, variables } });
  await until(() => session.answers.length > 1, 'it is answered');
  return session.answers[1]!;
}

export function readLines(gateway: GatewayUnderTest, msg: string): readonly Record<string, unknown>[] {
  return gateway.logs.map((line) => JSON.parse(line) as Record<string, unknown>).filter((line) => line['msg'] === msg);
}

/** Samples by their name and labels. */
export async function readMetrics(gateway: GatewayUnderTest): Promise<Readonly<Record<string, number>>> {
  const text = await (await fetch(gateway.url.replace('/graphql', '/metrics'))).text();
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(samples.map((line) => [line.replace(/ \S+$/, ''), Number(/\S+$/.exec(line)?.[0])]));
}

export async function readMetric(gateway: GatewayUnderTest, name: string): Promise<number | undefined> {
  return (await readMetrics(gateway))[name];
}
