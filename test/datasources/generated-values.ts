/** What generated jobs are made of: texts that careless readers change, times in every legal spelling, absent members. */
import fc from 'fast-check';

/** Texts that look like something else, or that a parser may touch. Each can stand in XML 1.0. */
export const trickyTexts: readonly string[] = [
  '007',
  '1e5',
  '12345678901234567890',
  '0x1F',
  '-0',
  '+1',
  '.5',
  'NaN',
  'Infinity',
  'null',
  'undefined',
  'true',
  'False',
  '[object Object]',
  '  blanks at both ends  ',
  '\ttab\n',
  'two\r\nlines\rand more',
  'a & b < c > d "q" \'a\'',
  ']]>',
  '<![CDATA[not a section]]>',
  '<!-- not a comment -->',
  '&amp;lt;',
  '&#65;&#x41;&unknown;',
  '%41%20+',
  '\\u0041\\n',
  '__proto__',
  'constructor',
  'toString',
  'prototype',
  '#text',
  'é漢字 🦠 e\u0301 \u202Ertl',
  '\u00A0\u2028\u2029\u0085\uFEFF',
  '-->',
  '?>',
];

/** Neither U+0000 and its like nor halves of pairs: what XML 1.0 can hold (section 2.2). */
const legalText = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 24 })
  .filter((text) => text.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text));

/** A text with at least one character. */
export const someText: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...trickyTexts) },
  { weight: 1, arbitrary: legalText },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...trickyTexts), legalText).map((parts) => parts.join(' ')) },
);

/** The value, or no member, or a member that holds nothing: a JSON null, an empty XML element. */
export function member<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null | undefined> {
  return fc.oneof(
    { weight: 8, arbitrary: value },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

/** Addresses as providers write them, and as the graph gives them. */
const addresses: ReadonlyMap<string, string | null> = new Map([
  ['https://github.com/Acme/web.App/actions/runs/1', 'https://github.com/Acme/web.App/actions/runs/1'],
  ['HTTPS://ghe.example/x?y=%20#z', 'https://ghe.example/x?y=%20#z'],
  [
    'https://s3.example/object/a%20b/$252F?X-Amz-Signature=A&a=%2F%20',
    'https://s3.example/object/a%20b/$252F?X-Amz-Signature=A&a=%2F%20',
  ],
  ['http://x', 'http://x/'],
  ['https://example.com/a/../b?x="y"', 'https://example.com/b?x=%22y%22'],
  ['https://user:pass@evil.example/', null],
  ['https://github.com@evil.example/', null],
  ['https://example.com/\t"onclick=x', null],
  ['https://exa\nmple.com/', null],
]);

export const someAddress: fc.Arbitrary<string> = fc.constantFrom(...addresses.keys());

/** What the graph gives of one of `someAddress`; null for no text. */
export function toExpectedAddress(address: string | null | undefined): string | null {
  return addresses.get(address ?? '') ?? null;
}

/** Keys that a plain object would lose, and others. No two are the same. */
export const entries: fc.Arbitrary<readonly (readonly [string, string | null])[]> = fc.uniqueArray(
  fc.tuple(
    fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString', '\uFF5E', '🦠', '9', '10', 'a', 'B'), someText),
    fc.oneof({ weight: 6, arbitrary: someText }, { weight: 1, arbitrary: fc.constant(null) }),
  ),
  { maxLength: 5, selector: ([key]) => key },
);

/** One of the known words, now and then an unknown one. */
export function word(...known: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...known) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'toString',
        '__proto__',
        'SOMETHING_NEW',
        known[0]?.toLowerCase() ?? '',
        ` ${known[0] ?? ''}`,
      ),
    },
  );
}

/** A time as a provider spells it, and as the graph does. */
export interface SpeltTime {
  readonly wire: string;
  readonly instant: string;
}

const from = Date.UTC(1970, 0, 1);
const until = Date.UTC(2100, 0, 1);

/** ISO 8601 with no fraction, three or nine digits of it, in UTC or with an offset. */
export const isoTime: fc.Arbitrary<SpeltTime> = fc
  .record({
    seconds: fc.integer({ min: from / 1000, max: until / 1000 }),
    milliseconds: fc.integer({ min: 0, max: 999 }),
    form: fc.constantFrom('whole', 'milli', 'nano', 'offset'),
  })
  .map(({ seconds, milliseconds, form }) => {
    if (form === 'whole') {
      const instant = new Date(seconds * 1000).toISOString();
      return { wire: instant.replace('.000Z', 'Z'), instant };
    }
    const instant = new Date(seconds * 1000 + milliseconds).toISOString();
    if (form === 'milli') return { wire: instant, instant };
    // What is finer than a millisecond is cut, not rounded.
    if (form === 'nano') return { wire: instant.replace('Z', '999999Z'), instant };
    const shifted = new Date(Date.parse(instant) + 19_800_000).toISOString();
    return { wire: shifted.replace('Z', '+05:30'), instant };
  });

/** Seconds since 1970 as a JSON number, plain or with an exponent. */
export const epochTime: fc.Arbitrary<SpeltTime> = fc
  .record({ milliseconds: fc.integer({ min: from, max: until }), isWhole: fc.boolean(), isExponent: fc.boolean() })
  .map(({ milliseconds, isWhole, isExponent }) => {
    const time = isWhole ? Math.floor(milliseconds / 1000) * 1000 : milliseconds;
    const seconds = time / 1000;
    return {
      wire: isExponent ? seconds.toExponential().replace('e', 'E') : String(seconds),
      instant: new Date(time).toISOString(),
    };
  });

/** As many values as asked for, the same ones in every run. */
export function generate<T>(arbitrary: fc.Arbitrary<T>, count: number): readonly T[] {
  return fc.sample(arbitrary, { numRuns: count, seed: 20_251_201 });
}

/** A whole number of 32 bits, in any spelling of JSON. */
export const wholeNumber = fc
  .record({
    value: fc.oneof(fc.integer(), fc.constantFrom(0, -1, 137, 2_147_483_647, -2_147_483_648)),
    isExponent: fc.boolean(),
  })
  .map(({ value, isExponent }) => ({ value, wire: isExponent ? value.toExponential() : String(value) }));

/** A number with or without a fraction, in any spelling of JSON, which has no minus before a nought. */
export const fraction = fc
  .record({
    value: fc
      .oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0.0625, 10, 1e300, 5e-324))
      .map((value) => value + 0),
    isExponent: fc.boolean(),
  })
  .map(({ value, isExponent }) => ({ value, wire: isExponent ? value.toExponential() : String(value) }));

/** Entries as the graph gives them: sorted by code point. */
export function toSortedEntries(pairs: readonly (readonly [string, string | null])[]): readonly object[] {
  const codePoints = (text: string): readonly number[] =>
    Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const compare = (one: readonly number[], other: readonly number[]): number => {
    const at = one.findIndex((value, index) => value !== other[index]);
    return at === -1 ? one.length - other.length : (one[at] ?? 0) - (other[at] ?? -1);
  };
  return pairs
    .toSorted(([one], [other]) => compare(codePoints(one), codePoints(other)))
    .map(([key, value]) => ({ key, value }));
}
