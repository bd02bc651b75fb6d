import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import type { Gateway } from './gateway.ts';
import type { OperationContext } from './operation.ts';

/**
 * What is sent of one event of a subscription. The event itself is emptied: the loop that it came out of holds it until
 * the next one comes, which may be hours, and it may hold a secret.
 */
export async function takeResult(
  gateway: Pick<Gateway, 'formatResult' | 'settleEvent'>,
  context: OperationContext,
  result: ExecutionResult,
): Promise<FormattedExecutionResult> {
  const settled = await gateway.settleEvent(context, { ...result });
  result.data = null;
  return gateway.formatResult(settled) as FormattedExecutionResult;
}
