/** Executes operations, and keeps what it prepared of a document for the next time. */
import { execute, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { executePrepared } from './execute.ts';
import { createKeptObjects, type KeptObjectsOptions } from './kept-objects.ts';
import { prepareDocument, type PreparedDocument, type Variables } from './prepared-document.ts';
import type { AnswerRoom } from './room.ts';

/** One operation of a document that was validated. */
export interface OperationToExecute {
  /** Valid against the schema. Pass the same object for the same text, so that it is prepared once. */
  readonly document: DocumentNode;
  readonly operationName: string | null | undefined;
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
  /** The same by their types, where they are known already: the events of a subscription have the same variables. */
  readonly coerced?: Variables | undefined;
  readonly contextValue: unknown;
  /** The parent of the root fields. */
  readonly rootValue?: unknown;
  /** Undefined: the answer may have any size. */
  readonly room?: AnswerRoom | undefined;
}

/** Returns a promise only if a resolver does. */
export type Executor = (operation: OperationToExecute) => ExecutionResult | Promise<ExecutionResult>;

export interface ExecutorOptions extends KeptObjectsOptions {
  /** Maximum number of errors about variables in one answer. Default 50, as in graphql-js. */
  readonly maxCoercionErrors?: number;
  /** Called with the number of prepared fields, which are kept as long as the document. */
  readonly onPrepared?: (document: DocumentNode, fields: number) => void;
}

/** Prepares each document once for each operation in it, and keeps that as long as the document. */
export function createExecutor(
  schema: GraphQLSchema,
  { maxCoercionErrors = 50, onPrepared = () => undefined, ...keeping }: ExecutorOptions = {},
): Executor {
  const kept = createKeptObjects(keeping);
  const preparedOf = new WeakMap<DocumentNode, Map<string | null, PreparedDocument>>();

  function prepare(document: DocumentNode, operationName: string | null): PreparedDocument | undefined {
    const byName = preparedOf.get(document) ?? new Map<string | null, PreparedDocument>();
    const known = byName.get(operationName);
    if (known !== undefined) return known;
    const prepared = prepareDocument(schema, document, operationName, (fields) => {
      onPrepared(document, fields);
    });
    // Names that the document does not contain are not kept: there is no limit to those.
    if (prepared !== undefined) preparedOf.set(document, byName.set(operationName, prepared));
    return prepared;
  }

  return ({ document, operationName = null, variables, coerced, contextValue, rootValue, room }) => {
    const prepared = prepare(document, operationName);
    return prepared === undefined
      ? execute({ schema, document, contextValue, operationName, variableValues: variables ?? null })
      : executePrepared({
          schema,
          document: prepared,
          variables: variables ?? {},
          coerced,
          rootValue,
          contextValue,
          maxCoercionErrors,
          room,
          kept,
        });
  };
}
