/** Executes documents that come back from what was prepared of them the first time. */
import { execute, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { executePrepared } from './execute.ts';
import { prepareDocument, type PreparedDocument } from './prepared-document.ts';
import type { AnswerRoom } from './room.ts';

export interface OperationToExecute {
  /** Valid against the schema. The same object for the same text is what makes it fast. */
  readonly document: DocumentNode;
  readonly operationName: string | null | undefined;
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
  readonly contextValue: unknown;
  /** What the root fields are read from. */
  readonly rootValue?: unknown;
  /** Left out: the answer may be of any size. */
  readonly room?: AnswerRoom | undefined;
}

export type Executor = (operation: OperationToExecute) => ExecutionResult | Promise<ExecutionResult>;

export interface ExecutorOptions {
  /** Of variables, in one answer. Default 50, as graphql-js has it. */
  readonly maxCoercionErrors?: number;
  /** So many more fields of the document were prepared, and are kept for as long as it is. */
  readonly onPrepared?: (document: DocumentNode, fields: number) => void;
}

export function createExecutor(
  schema: GraphQLSchema,
  { maxCoercionErrors = 50, onPrepared = () => undefined }: ExecutorOptions = {},
): Executor {
  const preparedOf = new WeakMap<DocumentNode, Map<string | null, PreparedDocument>>();

  function prepare(document: DocumentNode, operationName: string | null): PreparedDocument | undefined {
    const byName = preparedOf.get(document) ?? new Map<string | null, PreparedDocument>();
    const known = byName.get(operationName);
    if (known !== undefined) return known;
    const prepared = prepareDocument(schema, document, operationName, (fields) => {
      onPrepared(document, fields);
    });
    // A name that the document does not hold is not kept: there is no end of those.
    if (prepared !== undefined) preparedOf.set(document, byName.set(operationName, prepared));
    return prepared;
  }

  return ({ document, operationName = null, variables, contextValue, rootValue, room }) => {
    const prepared = prepare(document, operationName);
    return prepared === undefined
      ? execute({ schema, document, contextValue, operationName, variableValues: variables ?? null })
      : executePrepared({
          schema,
          document: prepared,
          variables: variables ?? {},
          rootValue,
          contextValue,
          maxCoercionErrors,
          room,
        });
  };
}
