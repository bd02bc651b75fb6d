/** The plans of an operation: one for each choice of its @include and @skip, as long as they are few. */
import { Kind, visit, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { type Variables, fragmentsOf } from './collect.ts';
import { bytesPerField, createPlan, type Plan } from './plan.ts';

/** An operation of a valid document, with its plans. */
export interface PlannedOperation {
  readonly operation: OperationDefinitionNode;
  /** By the values of its variables, coerced to their types. */
  readonly planOf: (variables: Variables) => Plan;
}

/** How many choices of @include and @skip are kept for an operation. */
const maxChoices = 4;
/** In all choices of an operation together. */
const maxFields = 10_000;
/**
 * The plans of an operation, by the values of its variables. The document must be valid.
 * @param onGrowth called with the approximate bytes that the plans, which are kept with the operation, grow by
 */
export function createPlans(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  onGrowth: (bytes: number) => void = () => undefined,
): (variables: Variables) => Plan {
  const rootType = schema.getRootType(operation.operation);
  const names = listConditions(document);
  const choices = new Map<string, Plan>();
  let bytes = 0;
  const fragments = fragmentsOf(document);
  const grow = (more: number): void => {
    bytes += more;
    onGrowth(more);
  };

  return (variables) => {
    if (rootType == null) throw new TypeError(`the schema has no ${operation.operation}`);
    const parts = { schema, operation, rootType, fragments };
    const isFull = bytes > maxFields * bytesPerField;
    if (isFull) choices.clear();
    const choice = names.map((name) => String(variables[name])).join();
    const known = choices.get(choice);
    if (known !== undefined) return known;
    const conditions = Object.fromEntries(names.map((name) => [name, variables[name]] as const).filter(isGiven));
    // Beyond the limits, the plan is for this run only.
    if (isFull || choices.size === maxChoices) return createPlan({ ...parts, conditions, onGrowth: () => undefined });
    const plan = createPlan({ ...parts, conditions, onGrowth: grow });
    choices.set(choice, plan);
    return plan;
  };
}

/** A variable without a value is not the same as one that is null. */
function isGiven([, value]: readonly [string, unknown]): boolean {
  return value !== undefined;
}

/** Names of the variables that directives use. */
function listConditions(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: (directive) => {
      for (const { value } of directive.arguments ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
