/**
 * Sends operations, and takes them back when nobody shows their answers any more. urql's own exchanges do the same and also
 * put answers together that come in parts, which the gateway never sends: three kilobytes for nothing.
 */
import {
  makeErrorResult,
  makeResult,
  type Exchange,
  type ExecutionResult,
  type Operation,
  type OperationResult,
} from '@urql/core';
import { makeFetchBody } from '@urql/core/internal';
import { filter, make, merge, mergeMap, pipe, takeUntil } from 'wonka';
import { hasNoAnswer } from './http.ts';
import { retryLater } from './retry.ts';

export type Body = ReturnType<typeof makeFetchBody>;

/** Where the answers of one operation go. */
export interface AnswerSink {
  readonly next: (result: ExecutionResult) => void;
  /** Nothing follows. */
  readonly error: (error: unknown) => void;
  readonly complete: () => void;
}

/** Sends an operation; what it returns takes it back. */
export type Send = (body: Body, kind: Operation['kind'], sink: AnswerSink) => () => void;

export function sendExchange(send: Send): Exchange {
  return ({ forward }) =>
    (operations) => {
      // An operation that is asked for again takes the place of itself, with the tries that it waits for.
      const endOf = (operation: Operation) =>
        pipe(
          operations,
          filter((other) => other.key === operation.key && other !== operation),
        );
      const answers = pipe(
        operations,
        filter(({ kind }) => kind !== 'teardown'),
        mergeMap((operation) => pipe(answersOf(operation, send), takeUntil(endOf(operation)))),
      );
      const others = pipe(
        operations,
        filter(({ kind }) => kind === 'teardown'),
        forward,
      );
      return merge([answers, others]);
    };
}

/** A query without an answer is sent again until it has one, or until no part of the page shows it any more. */
function answersOf(operation: Operation, send: Send) {
  return make<OperationResult>((observer) => {
    let takeBack: () => void;
    const attempt = (failures: number): void => {
      takeBack = send(makeFetchBody(operation), operation.kind, {
        next: (result) => observer.next(makeResult(operation, result)),
        error: (error) => {
          observer.next(makeErrorResult(operation, error as Error));
          if (operation.kind === 'query' && hasNoAnswer(error as Error))
            takeBack = retryLater(() => attempt(failures + 1), failures);
          else observer.complete();
        },
        complete: () => observer.complete(),
      });
    };
    attempt(0);
    return () => takeBack();
  });
}
