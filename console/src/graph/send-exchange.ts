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
      const endOf = ({ key }: Operation) =>
        pipe(
          operations,
          filter((other) => other.kind === 'teardown' && other.key === key),
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

function answersOf(operation: Operation, send: Send) {
  return make<OperationResult>((observer) =>
    send(makeFetchBody(operation), operation.kind, {
      next: (result) => observer.next(makeResult(operation, result)),
      error: (error) => {
        observer.next(makeErrorResult(operation, error as Error));
        observer.complete();
      },
      complete: () => observer.complete(),
    }),
  );
}
