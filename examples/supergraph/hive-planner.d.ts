/** The part of `@graphql-hive/router-runtime` that is used here, for the reason that hive-gateway.d.ts gives. */
import type { PlanGraph } from '@graphql-hive/gateway-runtime';

export const unifiedGraphHandler: PlanGraph;
