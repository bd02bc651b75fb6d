import type { ExecutionResult, FormattedExecutionResult } from 'graphql';
import type { Gateway } from './gateway.ts';

/**
 * What is sent of one event of a subscription. The event itself is emptied: the loop that it came out of holds it until
 * the next one comes, which may be hours, and it may hold a secret.
 */
export function takeResult(gateway: Pick<Gateway, 'formatResult'>, result: ExecutionResult): FormattedExecutionResult {
  const sent = { ...gateway.formatResult(result) };
  result.data = null;
  return sent as FormattedExecutionResult;
}
