/** One subscription over a WebSocket: its events go out one after the other, until either side ends it. */
import { MessageType } from 'graphql-ws';
import { createFault } from '../../errors/graph-error.ts';
import type { CheckedSubscription } from '../../operation/engine.ts';
import { PublicResult, type AnsweredEvent, type Answers } from '../../operation/run/subscribe.ts';
import type { Gateway } from '../../operation/gateway.ts';
import type { OperationContext } from '../../operation/operation.ts';
import type { Connection } from './connection.ts';
import type { WebSocketOperation } from './operation-log.ts';

/** One subscription of a connection. */
export interface RunningSubscription {
  /** Resolves when the subscription runs, or has ended because it has no events. */
  readonly begin: (subscription: CheckedSubscription) => Promise<void>;
  /** Sends nothing more. */
  readonly end: () => void;
}

/** One subscription, its connection and its callbacks. */
interface RunningSubscriptionOptions {
  /** The id that its client chose. */
  readonly id: string;
  readonly connection: Pick<Connection, 'send' | 'sendText'>;
  readonly gateway: Pick<Gateway, 'formatResult' | 'subscribe'>;
  readonly context: OperationContext;
  readonly log: WebSocketOperation;
  readonly onFault: (error: unknown) => void;
  /** Called when its id may be used again. */
  readonly onEnd: () => void;
}

/** Sends each event when the one before has been handed to the system. */
export function createRunningSubscription(options: RunningSubscriptionOptions): RunningSubscription {
  const { id, connection, gateway, context, log, onFault, onEnd } = options;
  let isRunning = true;
  let events: Answers | undefined;
  // Of the client's choice: it may need to be escaped.
  const beginning = `{"id":${JSON.stringify(id)},"type":"${MessageType.Next}","payload":`;

  function end(): void {
    if (!isRunning) return;
    isRunning = false;
    log.end();
    onEnd();
    events?.return().catch(onFault);
  }

  function sendEvent({ answer }: AnsweredEvent): Promise<void> | undefined {
    if (!isRunning || answer === undefined) return undefined;
    log.event(answer.result.errors);
    return connection.sendText(`${beginning}${answer.text()}}`);
  }

  async function complete(): Promise<void> {
    if (!isRunning) return;
    end();
    await connection.send({ id, type: MessageType.Complete });
  }

  async function fail(error: unknown): Promise<void> {
    if (!isRunning) return;
    const { errors = [] } = gateway.formatResult({ errors: [createFault(error)] });
    log.fail(errors);
    end();
    await connection.send({ id, type: MessageType.Error, payload: errors });
  }

  async function deliver(source: Answers): Promise<void> {
    for await (const event of source) await sendEvent(event);
  }

  return {
    begin: async (subscription) => {
      const result = await gateway.subscribe(subscription, context);
      if (Symbol.asyncIterator in result) {
        events = result;
        if (isRunning) void deliver(result).then(complete).catch(fail);
        else await result.return();
      } else {
        await sendEvent({ answer: new PublicResult(result) });
        await complete();
      }
    },
    end,
  };
}
