import { GraphQLError, type ValidationRule } from 'graphql';

/** Refuses `_service`, which is introspection by another door. Apollo Server's own switch refuses `__schema` and `__type`. */
export const noServiceField: ValidationRule = (context) => ({
  Field: (node) => {
    if (node.name.value !== '_service' || context.getParentType()?.name !== 'Query') return;
    context.reportError(
      new GraphQLError('Introspection is off, and `_service` with it.', {
        nodes: node,
        extensions: { code: 'INTROSPECTION_DISABLED' },
      }),
    );
  },
});
