/** What a function is given to ask: an operation, with the types of its answer and its variables. */
import { Kind, print } from '@0no-co/graphql.web';

/**
 * An operation with its types: a document of GraphQL Code Generator or of gql.tada, a syntax tree of graphql, or plain text (its
 * answer is unknown then).
 */
export interface TypedDocument<Data, Variables> {
  /** Only carries the types. */
  readonly __apiType?: ((variables: Variables) => Data) | undefined;
  /** `hash`: the operation's SHA-256, under which the gateway knows it; so GraphQL Code Generator says it. */
  readonly __meta__?: Readonly<Record<string, unknown>> | undefined;
  /** The same as gql.tada says it. */
  readonly documentId?: string | undefined;
  /** Of a syntax tree. */
  readonly definitions?: readonly unknown[] | undefined;
  toString(): string;
}

/** Text that carries its types. */
export type TypedText<Data, Variables> = string & { readonly __apiType?: ((variables: Variables) => Data) | undefined };

/** The operation's text; undefined where it was left out, because the gateway knows the operation by its hash. */
export function readText(document: TypedDocument<unknown, never>): string | undefined {
  if (typeof document === 'string' || document instanceof String) return document.toString() || undefined;
  const { definitions = [] } = document;
  return definitions.length === 0
    ? undefined
    : print({ kind: Kind.DOCUMENT, definitions } as Parameters<typeof print>[0]);
}

/** The operation's SHA-256, where the document carries it. */
export function readHash({ __meta__: meta, documentId }: TypedDocument<unknown, never>): string | undefined {
  return typeof meta?.['hash'] === 'string' ? meta['hash'] : documentId;
}

/** @throws TypeError if the document holds no operation */
export function requireText(document: TypedDocument<unknown, never>): string {
  const text = readText(document);
  if (text === undefined) throw new TypeError('The document must hold an operation, but it holds none.');
  return text;
}
