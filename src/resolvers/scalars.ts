import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { GraphQLDateTimeISO } from 'graphql-scalars';

/** RFC 3339 in UTC with three decimals. Facts already have this form; only input is parsed. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: (value) => value as string,
  parseValue: (value) => orNoInstant(value, undefined, () => GraphQLDateTimeISO.parseValue(value)),
  parseLiteral: (node, variables) =>
    orNoInstant('value' in node ? node.value : null, node, () => GraphQLDateTimeISO.parseLiteral(node, variables)),
});

const maxShownLength = 80;

/** Replaces the library's message, which does not say what was expected. */
function orNoInstant(value: unknown, node: ValueNode | undefined, parse: () => Date): Date {
  try {
    return parse();
  } catch {
    const got =
      typeof value === 'string'
        ? ` got ${JSON.stringify(value.slice(0, maxShownLength))}`
        : ' got another kind of value';
    throw new GraphQLError(
      `DateTime must be an instant in the form of RFC 3339, for example "2025-12-01T09:41:37Z", but${got}.`,
      { nodes: node ?? null },
    );
  }
}

const wholeNumber = /^-?\d{1,40}$/;

/** Serialised as a string, because JSON numbers lose digits past 2^53; accepts a string or an integer. */
export const BigIntScalar = new GraphQLScalarType<bigint, string>({
  name: 'BigInt',
  serialize: (value) => String(value),
  parseValue: (value) => {
    if (typeof value === 'string' && wholeNumber.test(value)) return BigInt(value);
    if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
    throw new GraphQLError('BigInt must be a whole number, as a string or as a safe integer.');
  },
  parseLiteral: (node) => {
    if ((node.kind === Kind.INT || node.kind === Kind.STRING) && wholeNumber.test(node.value))
      return BigInt(node.value);
    throw new GraphQLError('BigInt must be a whole number, as a string or as an integer.', { nodes: node });
  },
});

/** An absolute URL. Those of providers were checked when their answers were read (`toUrl`). */
export const URLScalar = new GraphQLScalarType<string, string>({
  name: 'URL',
  serialize: (value) => value as string,
  parseValue: (value) => readUrl(value),
  parseLiteral: (node) => readUrl(node.kind === Kind.STRING ? node.value : undefined),
});

function readUrl(value: unknown): string {
  if (typeof value === 'string' && URL.canParse(value)) return value;
  throw new GraphQLError('URL must be an absolute address.');
}
