/** Executes documents that come back from what was prepared of them the first time. */
import { execute, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { executePrepared } from './execute.ts';
import { prepareDocument, type PreparedDocument } from './prepared-document.ts';

export interface OperationToExecute {
  /** Valid against the schema. The same object for the same text is what makes it fast. */
  readonly document: DocumentNode;
  readonly operationName: string | null | undefined;
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
  readonly contextValue: unknown;
}

export type Executor = (operation: OperationToExecute) => ExecutionResult | Promise<ExecutionResult>;

/** Those that came last. A program has a handful; who sends others is served by graphql-js as fast as ever. */
const maxDocuments = 50;

/** @param maxCoercionErrors of variables, in one answer; graphql-js gives 50 */
export function createExecutor(schema: GraphQLSchema, maxCoercionErrors = 50): Executor {
  const preparedOf = new LRUCache<DocumentNode, Map<string | null, PreparedDocument>>({ max: maxDocuments });

  function prepare(document: DocumentNode, operationName: string | null): PreparedDocument | undefined {
    let byName = preparedOf.get(document);
    if (byName === undefined) {
      byName = new Map();
      preparedOf.set(document, byName);
    }
    // A name that the document does not hold is not kept: there is no end of those.
    const prepared = byName.get(operationName) ?? prepareDocument(schema, document, operationName);
    if (prepared !== undefined) byName.set(operationName, prepared);
    return prepared;
  }

  return ({ document, operationName, variables, contextValue }) => {
    const prepared = prepare(document, operationName ?? null);
    const result =
      prepared &&
      executePrepared({ schema, document: prepared, variables: variables ?? {}, contextValue, maxCoercionErrors });
    return (
      result ??
      execute({
        schema,
        document,
        contextValue,
        operationName: operationName ?? null,
        variableValues: variables ?? null,
      })
    );
  };
}
