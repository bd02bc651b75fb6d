/** A log as it is written. */
import { effect, signal, type ReadonlySignal } from '@preact/signals';
import type { CombinedError } from '@urql/core';
import { onEnd, pipe, subscribe } from 'wonka';
import type { Graph } from '../graph/client.ts';
import {
  ConsoleLogAppendedDocument,
  type ConsoleLogAppendedSubscriptionVariables,
} from '../graph/graphql.generated.ts';
import { connection } from '../graph/session.ts';
import type { LogEvent } from '../state/log-lines.ts';

const count = signal(0);

/** How often the connection was lost. */
export const losses: ReadonlySignal<number> = count;

effect(() => {
  if (connection.value === 'lost') count.value = count.peek() + 1;
});

export interface LogSink {
  readonly take: (event: LogEvent) => void;
  /** All of the part was sent, or no more will come. */
  readonly end: (error?: CombinedError) => void;
}

/** Returns what ends it; `end` is not called then. */
export function followLog(
  { client }: Graph,
  variables: ConsoleLogAppendedSubscriptionVariables,
  { take, end }: LogSink,
): () => void {
  let isLeft = false;
  let failure: CombinedError | undefined;
  // A viewer who may not read logs may still read jobs.
  const events = client.subscription(ConsoleLogAppendedDocument, variables, { saysRefusal: false });
  const reading = pipe(
    events,
    onEnd(() => {
      if (!isLeft) end(failure);
    }),
    subscribe(({ data, error }) => {
      if (data?.jobLogAppended != null) take(data.jobLogAppended);
      else failure = error;
    }),
  );
  return () => {
    isLeft = true;
    reading.unsubscribe();
  };
}
