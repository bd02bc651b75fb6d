import { getOperationAST, GraphQLError, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { createExecutor, type OperationToExecute } from '../../src/operation/run/executor.ts';
import type { KeptObjectsOptions } from '../../src/operation/run/kept-objects.ts';
import type { Plan } from '../../src/operation/run/plan.ts';
import { coerceVariables } from '../../src/operation/cost/operation-limits.ts';
import { createPlans } from '../../src/operation/run/plans.ts';

export interface DocumentToRun extends Omit<OperationToExecute, 'plan' | 'variables'> {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

export type RunDocument = (asked: DocumentToRun) => ExecutionResult | Promise<ExecutionResult>;

type PlanOf = (variables: Readonly<Record<string, unknown>>) => Plan;

/** Runs documents; each is planned once for each of its operations. */
export function createRunDocument(schema: GraphQLSchema, keeping: KeptObjectsOptions = {}): RunDocument {
  const execute = createExecutor(schema, keeping);
  const plans = new Map<DocumentNode, Map<string, PlanOf>>();
  return ({ document, operationName, variables: sent, ...rest }) => {
    const operation = getOperationAST(document, operationName);
    if (!operation) throw new GraphQLError('no such operation');
    const ofDocument = plans.get(document) ?? new Map<string, PlanOf>();
    const planOf = ofDocument.get(String(operationName)) ?? createPlans(schema, document, operation);
    plans.set(document, ofDocument.set(String(operationName), planOf));
    const { variables, errors } = coerceVariables(schema, operation, sent, 50);
    return errors === undefined ? execute({ ...rest, plan: planOf(variables), variables }) : { errors };
  };
}
