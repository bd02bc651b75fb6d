/** What a function is given to ask: an operation's text, with the types of its answer and its variables. */

/**
 * An operation with its types: a `TypedDocumentString` of GraphQL Code Generator, a document of gql.tada or of graphql-tag, or plain
 * text (its answer is unknown then).
 */
export interface TypedDocument<Data, Variables> {
  /** Only carries the types. */
  readonly __apiType?: ((variables: Variables) => Data) | undefined;
  /** `hash`: the operation's SHA-256, under which the gateway knows it. */
  readonly __meta__?: Readonly<Record<string, unknown>> | undefined;
  readonly loc?: { readonly source: { readonly body: string } } | undefined;
  toString(): string;
}

/** Text that carries its types. */
export type TypedText<Data, Variables> = string & { readonly __apiType?: ((variables: Variables) => Data) | undefined };

/** The operation's text; undefined where it was left out, because the gateway knows the operation by its hash. */
export function readText(document: TypedDocument<unknown, never>): string | undefined {
  if (document.loc !== undefined) return document.loc.source.body;
  if (typeof document === 'string' || document instanceof String) return document.toString() || undefined;
  return undefined;
}

export function readHash({ __meta__: meta }: TypedDocument<unknown, never>): string | undefined {
  return typeof meta?.['hash'] === 'string' ? meta['hash'] : undefined;
}

export function requireText(document: TypedDocument<unknown, never>): string {
  const text = readText(document);
  if (text !== undefined) return text;
  throw new TypeError(
    'The document must carry its text, but it is a syntax tree without it: generate documents with documentMode "string".',
  );
}
