/** What both doors say of an operation over HTTP: why it is not served, and the headers of its answer. */
import { OperationTypeNode, type GraphQLError } from 'graphql';
import { createRequestRefusal } from '../../errors/graph-error.ts';
import type { OperationContext } from '../../operation/operation.ts';
import type { PreparedOperation } from '../../operation/prepared-operation.ts';

/** The errors that name the right transport for other operations. */
const refusals: Readonly<Partial<Record<OperationTypeNode, string>>> = {
  // Over plain HTTP it would be answered once, with null and no error.
  [OperationTypeNode.SUBSCRIPTION]:
    'Subscriptions are served over a WebSocket at this path, with the subprotocol graphql-transport-ws; not over plain HTTP.',
  [OperationTypeNode.MUTATION]: 'The graph has no mutations: it reads jobs and changes none.',
};

/** Why the operation is not served; undefined if it is. */
export function refuseUnserved({ kind }: PreparedOperation): GraphQLError | undefined {
  const refusal = refusals[kind];
  return refusal === undefined ? undefined : createRequestRefusal(refusal, 'BAD_REQUEST');
}

/** Answers with protected fields, or with what providers say themselves, must not be stored anywhere. */
export function toAnswerHeaders({
  disclosures,
  storing,
  requestId,
}: Pick<OperationContext, 'disclosures' | 'storing' | 'requestId'>): readonly (readonly [string, string])[] {
  return [
    ['cache-control', disclosures.size > 0 || storing.isForbidden ? 'no-store' : 'private, no-cache'],
    ['x-request-id', requestId],
  ];
}
