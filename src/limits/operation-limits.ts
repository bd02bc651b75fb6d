/** The limits on operations: on the text before it is validated, on jobs and calls before it runs. */
import {
  getOperationAST,
  getVariableValues,
  GraphQLError,
  Lexer,
  parse,
  Source as DocumentSource,
  TokenKind,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import type { Viewer } from '../auth/viewer.ts';
import { fragmentsOf } from '../executor/fragments.ts';
import type { ListAllowance } from '../resolvers/jobs/allowance.ts';
import type { Source } from '../jobs/source.ts';
import { createAllowances } from './allowances.ts';
import { withSpending, type JobBudget, type Spending } from './budget.ts';
import { checkLimit, createFragmentsError, createMapError, createNameError, createNestingError } from './refusal.ts';
import type { Limits } from './settings.ts';
import { measureDocument } from './shape.ts';
import { toOperationCost } from './operation-cost.ts';
import { measureVariables } from './variables.ts';

/** An operation that has been parsed and validated, as its client sent it. */
export interface OperationToCheck {
  /** Valid against the schema. */
  readonly document: DocumentNode;
  readonly operationName: string | null | undefined;
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>> | null | undefined;
  readonly viewer: Viewer;
  /** Records what the operation takes from its viewer's budget, if there is one. */
  readonly spending?: Spending | undefined;
}

/** What an operation that passed the checks may use while it runs. */
export interface CheckedOperation {
  /** The allowances of its lists, by their names in the answer. */
  readonly lists: ReadonlyMap<string, ListAllowance>;
  /** How many fields the answer can hold, as far as arguments decide it. */
  readonly answerFields: number;
}

/** Every transport uses all of it: `parse` first, then validation, then `check`. */
export interface OperationLimits {
  /** Checks the limits on the text and parses it. Throws a `GraphQLError`, also for a syntax error. */
  readonly parse: (text: string) => DocumentNode;
  /** The same for a transport that parses and reports syntax errors itself. Texts that passed are remembered. */
  readonly admit: (text: string) => void;
  /**
   * Throws if the operation would read too many jobs, cost too many calls or answer too much. Takes from the viewer's
   * budget.
   */
  readonly check: (operation: OperationToCheck) => CheckedOperation;
}

export interface OperationLimitsOptions {
  readonly limits: Limits;
  readonly schema: GraphQLSchema;
  readonly sources: ReadonlyMap<string, Source>;
  /** How many pages of a source one list may read. */
  readonly maxPagesPerSource: number;
  /** Remembers texts that passed, as its keys. */
  readonly admitted: {
    readonly get: (text: string) => string | undefined;
    readonly set: (text: string, value: string) => void;
  };
  readonly budget: JobBudget;
}

/** No input of the graph nests deeper than a handful of levels. */
const maxVariableDepth = 32;
/** No input of the graph has more than a handful of members, and each error about one quotes the whole map. */
const maxMapEntries = 1000;

const nothing: CheckedOperation = { lists: new Map(), answerFields: 0 };

export function createOperationLimits(options: OperationLimitsOptions): OperationLimits {
  const { limits, schema, sources, maxPagesPerSource, admitted, budget } = options;

  return {
    parse: (text) => parseWithin(text, limits),
    admit: (text) => {
      if (admitted.get(text) !== undefined) return;
      try {
        parseWithin(text, limits);
      } catch (error) {
        if (error instanceof GraphQLError && error.extensions['limit'] === undefined) return;
        throw error;
      }
      admitted.set(text, '');
    },
    check: ({ document, operationName, variables, viewer, spending }) => {
      checkVariables(variables, limits);
      const operation = getOperationAST(document, operationName);
      if (!operation) return nothing;
      const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {}, {
        maxErrors: 1,
      });
      // Variables of the wrong type fail the operation before any call.
      if (coerced === undefined) return nothing;
      const cost = toOperationCost({
        schema,
        fragments: fragmentsOf(document),
        operation,
        variableValues: coerced,
        viewer,
        sources,
      });
      checkLimit('answerFields', cost.fields, limits);
      return {
        lists: createAllowances({
          cost,
          limits,
          maxPagesPerSource,
          viewer,
          budget: spending === undefined || limits.jobsPerMinute === 0 ? budget : withSpending(budget, spending),
        }),
        answerFields: cost.fields,
      };
    },
  };
}

function parseWithin(text: string, limits: Limits): DocumentNode {
  checkTokens(text, limits);
  const document = orTooDeep(limits, () => parse(text));
  const shape = orTooDeep(limits, () => measureDocument(document));
  if (shape.fragments > maxFragments) throw createFragmentsError(maxFragments);
  checkLimit('depth', shape.depth, limits);
  checkLimit('aliases', shape.aliases, limits);
  checkLimit('rootFields', shape.rootFields, limits);
  checkLimit('directives', shape.directives, limits);
  checkLimit('listArguments', shape.listArguments, limits);
  return document;
}

/** Validation compares each fragment with all others next to it: 330 take a tenth of a second. */
const maxFragments = 200;

/** Far below what exhausts the parser's stack from any depth, and far above what anyone writes. */
const maxNesting = 500;

const nestingOf: ReadonlyMap<TokenKind, number> = new Map([
  [TokenKind.BRACE_L, 1],
  [TokenKind.BRACKET_L, 1],
  [TokenKind.PAREN_L, 1],
  [TokenKind.BRACE_R, -1],
  [TokenKind.BRACKET_R, -1],
  [TokenKind.PAREN_R, -1],
]);

/** Above any name that people or tools use. An answer may repeat an alias in every row and every error. */
const maxNameLength = 200;

/** Throws a syntax error for a text that is not GraphQL. */
function checkTokens(text: string, limits: Limits): void {
  const lexer = new Lexer(new DocumentSource(text));
  let count = 0;
  let nesting = 0;
  for (let { kind, value } = lexer.advance(); kind !== TokenKind.EOF; { kind, value } = lexer.advance()) {
    count += 1;
    checkLimit('tokens', count, limits);
    if (kind === TokenKind.NAME && value.length > maxNameLength) throw createNameError(maxNameLength);
    nesting += nestingOf.get(kind) ?? 0;
    if (nesting > maxNesting) throw createNestingError('document', limits.depth);
  }
}

/** The parser is recursive: a document that exhausts the stack is too deep. */
function orTooDeep<T>(limits: Limits, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw createNestingError('document', limits.depth);
  }
}

function checkVariables(variables: unknown, limits: Limits): void {
  const { depth, maxListLength, maxMapSize } = measureVariables(variables, maxVariableDepth);
  if (depth > maxVariableDepth) throw createNestingError('variables', maxVariableDepth);
  if (maxMapSize > maxMapEntries) throw createMapError(maxMapEntries);
  checkLimit('listArguments', maxListLength, limits);
}
