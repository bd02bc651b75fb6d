/**
 * The kinds of values in a configuration file. The message of each completes the sentence "must be …, but got …".
 */
import { config, z } from 'zod';

// Otherwise zod compiles each object's check into JavaScript of its own, which takes longer than the one check of a start.
config({ jitless: true });

/** Text that matches the pattern. */
export function text(expected: string, pattern: RegExp) {
  return z.string({ error: expected }).regex(pattern, { error: expected });
}

/** Text that passes a check which a pattern cannot express. */
export function checkedText(expected: string, isValid: (text: string) => boolean) {
  return z.string({ error: expected }).refine(isValid, { error: expected });
}

/** Any text but the empty one. */
export function someText(expected = 'text of at least one character') {
  return z.string({ error: expected }).min(1, { error: expected });
}

/** Text for headers and signatures. Finds, for example, an environment variable that ends in a line break. */
export function keyText() {
  return text('text of visible ASCII characters, without blanks and line breaks', /^[\x21-\x7e]+$/);
}

/** A whole number within both bounds. */
export function wholeNumber(min: number, max: number) {
  const error = `a whole number from ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

/** A number, fractions too, within both bounds. */
export function amount(min: number, max: number) {
  const error = `a number from ${min} to ${max}`;
  return z.number({ error }).min(min, { error }).max(max, { error });
}

/** A number, fractions too, above zero. */
export function positiveAmount(max: number) {
  const error = `a number above 0, at most ${max}`;
  return z.number({ error }).positive({ error }).max(max, { error });
}

/** True or false. */
export function flag() {
  return z.boolean({ error: 'true or false' });
}

/** One of a few words or numbers. */
export function choice<const Value extends string | number>(
  values: readonly Value[],
  expected = formatAlternatives(values),
) {
  return z.literal(values, { error: expected });
}

/** A list, empty or not. */
export function list<Item extends z.ZodType>(item: Item, expected: string) {
  return z.array(item, { error: expected });
}

/** A list with at least one item. */
export function someList<Item extends z.ZodType>(item: Item, expected: string) {
  return list(item, expected).min(1, { error: expected });
}

/** A map of these keys and no other. */
export function section<Shape extends z.core.$ZodLooseShape>(shape: Shape, expected = 'a map') {
  return z.strictObject(shape, {
    // A message is all that zod lets a schema say: see knownKeysOf.
    error: ({ code }) => (code === 'unrecognized_keys' ? Object.keys(shape).join(', ') : expected),
  });
}

/** The keys that the section of such an issue may have. */
export function knownKeysOf({ message }: z.core.$ZodIssueUnrecognizedKeys): readonly string[] {
  return message.split(', ');
}

/** A map of a configuration file, as rules between its values see it: of these, each may be invalid. */
export type Section = Readonly<Record<string, unknown>>;

/** True for any map, even if its values are invalid: rules between values are checked in any case. */
export function isSection(value: unknown): value is Section {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** For example `a, b or c`. */
export function formatAlternatives(values: readonly (string | number)[]): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1) ?? ''}`;
}
