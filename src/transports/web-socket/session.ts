/**
 * The server's side of graphql-transport-ws on one connection: it admits the client, opens subscriptions and sends
 * events.
 *
 * The server of graphql-ws does not fit: it keeps the parameters of `connection_init`, and if an id is used again at
 * once, it sends events of the previous subscription under it.
 * @see https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverWebSocket.md
 */
import {
  CloseCode,
  MessageType,
  parseMessage,
  type Message,
  type PingMessage,
  type PongMessage,
  type SubscribeMessage,
} from 'graphql-ws';
import { atExpiry } from '../../auth/expiry.ts';
import type { BufferedBytes } from '../http/buffered-bytes.ts';
import { isTooMuch } from '../http/json-body.ts';
import type { OwnEnd } from './closing.ts';
import type { Connection, Session } from './connection.ts';
import { bufferMessages } from './buffered-messages.ts';
import { createHandshake, type HandshakeOptions } from './handshake.ts';
import { createSubscriptions, type Subscriptions, type SubscriptionsOptions } from './subscriptions.ts';

/** Everything that a session works with, apart from its connection. */
interface SessionOptions extends HandshakeOptions, Omit<SubscriptionsOptions, 'viewer'> {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly bufferedBytes: BufferedBytes;
}

/** A session whose messages are those of the graphql-transport-ws protocol. */
export interface SubscriptionSession extends Session {
  /** How many subscriptions run. */
  readonly size: () => number;
}

/** Each connection has one session, which ends with it. */
export function createSession(connection: Connection, options: SessionOptions): SubscriptionSession {
  const handshake = createHandshake(connection, options);
  const messages = bufferMessages(connection, options.bufferedBytes);
  let subscriptions: Subscriptions | undefined;
  let dismissal: OwnEnd | undefined;
  let stopExpiry: () => void = () => undefined;

  async function introduce(parameters: Record<string, unknown> | undefined): Promise<void> {
    const client = await handshake.receive(parameters);
    if (client === undefined) return;
    const { viewer } = client;
    ({ dismissal } = client);
    if (dismissal === undefined) messages.begin(viewer);
    subscriptions = createSubscriptions(connection, { ...options, viewer });
    stopExpiry = atExpiry(viewer, options.now, () => {
      connection.end('expired');
    });
    await connection.send({ type: MessageType.ConnectionAck });
  }

  async function subscribe(message: SubscribeMessage): Promise<void> {
    if (subscriptions === undefined) connection.refuse(CloseCode.Unauthorized, 'Unauthorized');
    else if (subscriptions.has(message.id))
      connection.refuse(CloseCode.SubscriberAlreadyExists, `Subscriber for ${message.id} already exists`);
    else {
      await subscriptions.open(message);
      // Its next request would not be answered otherwise.
      if (dismissal !== undefined) connection.end(dismissal);
    }
  }

  async function answer(text: string): Promise<void> {
    const message = readMessage(text);
    if (message?.type === MessageType.ConnectionInit) await introduce(message.payload);
    else if (message?.type === MessageType.Subscribe) await subscribe(message);
    else if (message?.type === MessageType.Complete) subscriptions?.end(message.id);
    else if (message?.type === MessageType.Ping) await connection.send(toPong(message));
    else if (message?.type !== MessageType.Pong) connection.refuse(CloseCode.BadRequest, 'Invalid message received');
  }

  return {
    receive: (text, bytes) =>
      answer(text).finally(() => {
        messages.release(bytes);
      }),
    leave: () => {
      handshake.leave();
      messages.leave();
      stopExpiry();
      subscriptions?.endAll();
    },
    size: () => subscriptions?.size() ?? 0,
  };
}

function toPong({ payload }: PingMessage): PongMessage {
  const type = MessageType.Pong;
  return payload === undefined ? { type } : { type, payload };
}

/** Undefined for anything that is not a message of the protocol. */
function readMessage(text: string): Message | undefined {
  if (isTooMuch(text)) return undefined;
  try {
    return parseMessage(text);
  } catch {
    return undefined;
  }
}
