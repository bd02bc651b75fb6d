/** What an answer says where it cannot be read: which field, what was expected, and what came. Never a value. */

/** What was expected of an answer, or what came. A closed set, so that none of the answer gets into a log. */
export type AnswerWord =
  | 'number'
  | 'whole number'
  | 'text'
  | 'true or false'
  | 'list'
  | 'object'
  | 'instant'
  | 'address'
  | 'null'
  | 'nothing'
  | "another job's id"
  | 'JSON'
  | 'XML'
  | 'HTML'
  | 'other text';

/** The answer is not what was requested. */
export class BadAnswer extends Error {
  override readonly name = 'BadAnswer';
  /**
   * The path in the answer, with `[]` for any index and `{}` for any key of a map, e.g. `builds[].startTime`; empty for the
   * answer as a whole.
   */
  readonly field: string;
  readonly expected: AnswerWord;
  readonly got: AnswerWord;

  constructor(field: string, expected: AnswerWord, got: AnswerWord) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(`${field === '' ? 'the answer' : field} should be ${expected}, and is ${got}`);
    Error.stackTraceLimit = stackTraceLimit;
    this.field = field;
    this.expected = expected;
    this.got = got;
  }
}

/** The answer has more parts than are read: it would take too long. */
export class TooManyParts extends BadAnswer {
  constructor() {
    super('', 'other text', 'other text');
  }
}

/** The path of a member: `builds[]` and `startTime` are `builds[].startTime`. */
function joinPath(outer: string, inner: string): string {
  if (outer === '' || inner === '') return outer + inner;
  return /^[[{]/.test(inner) ? outer + inner : `${outer}.${inner}`;
}

/** For `catch`: the same error, seen from the object or list that holds the field. Others stay as they are. */
export function inside(path: string, error: unknown): unknown {
  return error instanceof BadAnswer ? new BadAnswer(joinPath(path, error.field), error.expected, error.got) : error;
}

/** Reads a part of an answer that stands under this path. */
export function within<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw inside(path, error);
  }
}

/** Reads each item of a list that stands under this path. */
export function readEach<Item, T>(path: string, items: readonly Item[], read: (item: Item) => T): readonly T[] {
  try {
    return items.map((item) => read(item));
  } catch (error) {
    throw inside(`${path}[]`, error);
  }
}

/** The word for a value of JSON. */
export function wordForValue(value: unknown): AnswerWord {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  const words = { string: 'text', number: 'number', boolean: 'true or false' } as const;
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? words[type] : 'object';
}

/** The word for a body that is not of the expected form. */
export function wordForBody(text: string, expected: 'JSON' | 'XML'): AnswerWord {
  const [first] = text.trimStart();
  if (first === undefined) return 'nothing';
  return first === '<' && expected === 'JSON' ? 'HTML' : 'other text';
}
