/** The limits on an operation's variables, and on the jobs, calls and fields that it may cost, before it runs. */
import { getVariableValues, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { Viewer } from '../../auth/viewer.ts';
import { withCode } from '../../errors/graph-error.ts';
import type { CheckedRoot } from '../../resolvers/asked.ts';
import type { ListAllowance } from '../../resolvers/jobs/allowance.ts';
import type { Source } from '../../jobs/source.ts';
import type { Variables } from '../run/collect.ts';
import type { Plan } from '../run/plan.ts';
import type { PlannedOperation } from '../run/plans.ts';
import { createAllowances } from './allowances.ts';
import { type JobBudget, type Spending, withSpending } from './budget.ts';
import { checkLimit, createMapError, createNestingError } from './refusal.ts';
import type { Limits } from './settings.ts';
import { readOperation } from './operation-cost.ts';
import { measureVariables } from './shape.ts';

/** An operation that has been parsed and validated, as its client sent it. */
export interface OperationToCheck {
  readonly operation: PlannedOperation;
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
  readonly viewer: Viewer;
  /** Records what the operation takes from its viewer's budget, if there is one. */
  readonly spending?: Spending | undefined;
}

/** An operation that may run, with the allowances for its run. */
export interface CheckedOperation {
  readonly plan: Plan;
  /** By their types. */
  readonly variables: Variables;
  /** What its root fields ask for, by their names in the answer. */
  readonly roots: ReadonlyMap<string, CheckedRoot>;
  /** The allowances of its lists, by their names in the answer. */
  readonly lists: ReadonlyMap<string, ListAllowance>;
  /** How many fields the answer can hold, as far as arguments decide it. */
  readonly answerFields: number;
  readonly errors?: undefined;
}

/** Why an operation may not run: its variables are wrong, or it exceeds a limit. */
export interface RefusedCheck {
  readonly errors: readonly GraphQLError[];
}

/**
 * Refuses an operation that would read too many jobs, cost too many calls or answer too much. Otherwise takes the jobs
 * that it reads from the viewer's budget.
 */
export type CheckOperation = (operation: OperationToCheck) => CheckedOperation | RefusedCheck;

/** What operations are checked against. */
interface OperationLimitsOptions {
  readonly limits: Limits;
  readonly schema: GraphQLSchema;
  readonly sources: ReadonlyMap<string, Source>;
  /** How many pages of a source one list may read. */
  readonly maxPagesPerSource: number;
  readonly budget: JobBudget;
  /** Maximum number of errors about variables. */
  readonly maxErrors: number;
}

/** No input of the graph nests deeper than a handful of levels. */
const maxVariableDepth = 32;
/** No input of the graph has more than a handful of members, and each error about one quotes the whole map. */
const maxMapEntries = 1000;

/** The check of operations before they run; see `CheckOperation`. */
export function createOperationCheck(options: OperationLimitsOptions): CheckOperation {
  const { limits, schema, sources, maxPagesPerSource, budget, maxErrors } = options;

  function check({ operation: { operation, planOf }, variables: sent, viewer, spending }: OperationToCheck) {
    checkVariables(sent, limits);
    const { variables, errors } = coerceVariables(schema, operation, sent, maxErrors);
    if (errors !== undefined) return { errors: errors.map((error) => withCode(error, 'BAD_USER_INPUT')) };
    const plan = planOf(variables);
    const { roots, cost } = readOperation({ plan, variables, viewer, sources });
    checkLimit('answerFields', cost.fields, limits);
    const lists = createAllowances({
      cost,
      limits,
      maxPagesPerSource,
      viewer,
      budget: spending === undefined || limits.jobsPerMinute === 0 ? budget : withSpending(budget, spending),
    });
    return { plan, variables, roots, lists, answerFields: cost.fields };
  }

  return (asked) => {
    try {
      return check(asked);
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
  };
}

function checkVariables(variables: unknown, limits: Limits): void {
  const { depth, maxListLength, maxMapSize } = measureVariables(variables, maxVariableDepth);
  if (depth > maxVariableDepth) throw createNestingError('variables', maxVariableDepth);
  if (maxMapSize > maxMapEntries) throw createMapError(maxMapEntries);
  checkLimit('listArguments', maxListLength, limits);
}

/** An operation's variables, coerced to their types, or their errors. */
type CoercedVariables =
  | { readonly variables: Variables; readonly errors?: undefined }
  | { readonly variables?: undefined; readonly errors: readonly GraphQLError[] };

/** @param sent as the client sent them */
export function coerceVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: Pick<OperationDefinitionNode, 'variableDefinitions'>,
  sent: Readonly<Record<string, unknown>> | null | undefined,
  maxErrors: number,
): CoercedVariables {
  const { coerced, errors } = getVariableValues(schema, variableDefinitions, sent ?? {}, { maxErrors });
  // One more error than the limit says that there are more; it has no location and no code.
  return errors === undefined ? { variables: coerced } : { errors: errors.slice(0, maxErrors) };
}
