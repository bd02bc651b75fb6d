import { GraphQLError, type ValidationRule } from 'graphql';
import type { ErrorCode } from '../errors/catalogue.ts';

const introspectionFields: ReadonlySet<string> = new Set(['__schema', '__type', '_service']);

/** Refuses `__schema` and `__type`, and `_service`, which also returns the schema. */
export const noIntrospection: ValidationRule = (context) => ({
  Field: (node) => {
    const name = node.name.value;
    if (!introspectionFields.has(name) || context.getParentType() !== context.getSchema().getQueryType()) return;
    context.reportError(
      new GraphQLError(`Introspection is off, and \`${name}\` with it.`, {
        nodes: node,
        // The same rule as Apollo Server's, whose message is written for its operators.
        extensions: { validationErrorCode: 'INTROSPECTION_DISABLED' satisfies ErrorCode },
      }),
    );
  },
});
