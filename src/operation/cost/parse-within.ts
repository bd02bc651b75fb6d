/** Parses a text within the limits on texts, which are checked while it is read. */
import { Lexer, parse, Source, TokenKind, type DocumentNode, type Token } from 'graphql';
import { checkLimit, createFragmentsError, createNameError, createNestingError } from './refusal.ts';
import type { Limits } from './settings.ts';
import { measureDocument } from './shape.ts';

/** A text that is GraphQL and within the limits. It need not be valid. */
interface ParsedText {
  readonly document: DocumentNode;
  readonly tokens: number;
}

/** Validation compares each fragment with all others next to it: 330 take a tenth of a second. */
const maxFragments = 200;
/** Far below what exhausts the parser's stack from any depth, and far above what anyone writes. */
const maxNesting = 500;
/** Above any name that people or tools use. An answer may repeat an alias in every row and every error. */
const maxNameLength = 200;

const nestingOf: ReadonlyMap<TokenKind, number> = new Map([
  [TokenKind.BRACE_L, 1],
  [TokenKind.BRACKET_L, 1],
  [TokenKind.PAREN_L, 1],
  [TokenKind.BRACE_R, -1],
  [TokenKind.BRACKET_R, -1],
  [TokenKind.PAREN_R, -1],
]);

/** Throws a `GraphQLError`, of a limit or of the syntax: only those of limits have extensions. */
export function parseWithin(text: string, limits: Limits): ParsedText {
  const lexer = new LimitedLexer(text, limits);
  const document = orTooDeep(limits, () => parse(lexer.source, { lexer }));
  const shape = orTooDeep(limits, () => measureDocument(document));
  if (shape.fragments > maxFragments) throw createFragmentsError(maxFragments);
  checkLimit('depth', shape.depth, limits);
  checkLimit('aliases', shape.aliases, limits);
  checkLimit('rootFields', shape.rootFields, limits);
  checkLimit('directives', shape.directives, limits);
  checkLimit('listArguments', shape.listArguments, limits);
  return { document, tokens: lexer.count };
}

/** Throws as soon as the text has more tokens than allowed, nests deeper, or has a longer name. */
class LimitedLexer extends Lexer {
  count = 0;
  private nesting = 0;
  private readonly limits: Limits;

  constructor(text: string, limits: Limits) {
    super(new Source(text));
    this.limits = limits;
  }

  override advance(): Token {
    const token = super.advance();
    const { kind, value } = token;
    if (kind === TokenKind.EOF) return token;
    this.count += 1;
    checkLimit('tokens', this.count, this.limits);
    if (kind === TokenKind.NAME && value.length > maxNameLength) throw createNameError(maxNameLength);
    this.nesting += nestingOf.get(kind) ?? 0;
    if (this.nesting > maxNesting) throw createNestingError('document', this.limits.depth);
    return token;
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
