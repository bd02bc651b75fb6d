import { inspect } from 'node:util';

import { describe, expect, it } from 'vitest';

import { BadAnswer } from '../../src/provider/contract/adapter.ts';
import {
  parseJsonObject,
  readEntries,
  readEpochMilliseconds,
  readEpochSeconds,
  readId,
  readInteger,
  readJsonBoolean,
  readJsonInstant,
  readJsonUrl,
  readObject,
  readObjects,
  readString,
  readStrings,
  readWholeNumber,
  readWord,
  requireString,
} from '../../src/provider/decode/json-fields.ts';

function parse(text: string) {
  return parseJsonObject(Buffer.from(text));
}

const readers = {
  readString,
  readWord,
  readJsonBoolean,
  readJsonInstant,
  readEpochSeconds,
  readEpochMilliseconds,
  readInteger,
  readWholeNumber,
  readJsonUrl,
  readObject,
  readObjects,
  readStrings,
  readEntries,
};

describe('a JSON member', () => {
  it.each(Object.entries(readers))('%s: is null where it is absent, null, or inherited', (_name, read) => {
    const object = parse('{"a":null}');

    expect([
      read(object, 'a'),
      read(object, 'b'),
      read(object, 'toString'),
      read(object, '__proto__'),
      read(object, 'constructor'),
    ]).toEqual([null, null, null, null, null]);
  });

  it.each([
    ['text kept as it is', readString, '"007"', '007'],
    ['empty text', readString, '""', ''],
    ['blanks', readString, '" \\n"', ' \n'],
    ['an escaped text', readString, '"\\u00e9\\ud83e\\udda0\\/"', 'é🦠/'],
    ['a word', readWord, '"a"', 'a'],
    ['no word', readWord, '""', null],
    ['required text', requireString, '""', ''],
    ['true', readJsonBoolean, 'true', true],
    ['false', readJsonBoolean, 'false', false],
    ['a time', readJsonInstant, '"2025-12-01T09:41:37.204999Z"', '2025-12-01T09:41:37.204Z'],
    ['no time', readJsonInstant, '""', null],
    ['seconds', readEpochSeconds, '1764576015.482', '2025-12-01T08:00:15.482Z'],
    ['seconds with an exponent', readEpochSeconds, '1.6426128E9', '2022-01-19T17:20:00.000Z'],
    ['seconds before 1970', readEpochSeconds, '-1', '1969-12-31T23:59:59.000Z'],
    ['no seconds', readEpochSeconds, '""', null],
    ['milliseconds', readEpochMilliseconds, '1764576015482', '2025-12-01T08:00:15.482Z'],
    ['the largest Int', readInteger, '2147483647', 2_147_483_647],
    ['the smallest Int', readInteger, '-2147483648', -2_147_483_648],
    ['a whole number with a fraction of zero', readInteger, '7.0', 7],
    ['the largest safe integer', readWholeNumber, '9007199254740991', '9007199254740991'],
    ['a negative whole number', readWholeNumber, '-12', '-12'],
    ['an id', readId, '9876543210', '9876543210'],
    ['a list of texts', readStrings, '["a",""]', ['a', '']],
    ['an address', readJsonUrl, '"HTTPS://Example.com/a/../b?c=%2F"', 'https://example.com/b?c=%2F'],
    ['an object', readObject, '{"b":1}', { b: 1 }],
    ['a list', readObjects, '[{"b":1},{}]', [{ b: 1 }, {}]],
    ['an empty list', readObjects, '[]', []],
    ['an empty map', readEntries, '{}', []],
    [
      'a map, by the code points of its keys',
      readEntries,
      '{"\\ud83e\\udda0":"1","\\uff5e":"2","a":null,"B":"","__proto__":"3","10":"4","9":"5","aa":"6"}',
      [
        { key: '10', value: '4' },
        { key: '9', value: '5' },
        { key: 'B', value: '' },
        { key: '__proto__', value: '3' },
        { key: 'a', value: null },
        { key: 'aa', value: '6' },
        { key: '～', value: '2' },
        { key: '🦠', value: '1' },
      ],
    ],
  ] as const)('is read: %s', (_name, read, json, value) => {
    expect(read(parse(`{"a":${json}}`), 'a')).toEqual(value);
  });

  it.each([
    ...['1', 'true', '[]', '{}'].flatMap((json) =>
      [readString, readWord, requireString, readJsonInstant, readJsonUrl].map((read) => [json, read] as const),
    ),
    ...['1', '0', '"true"', '[]', '{}'].map((json) => [json, readJsonBoolean] as const),
    ...['"1764576015"', 'true', '[1]', '{}', '1e300', '-1e300', '1e999', '253402300800'].map(
      (json) => [json, readEpochSeconds] as const,
    ),
    ...['"1764576015482"', '1.5', '1e300', '253402300800000', 'true', '[]'].map(
      (json) => [json, readEpochMilliseconds] as const,
    ),
    ...['"7"', '1.5', '2147483648', '-2147483649', 'true', '[]', '{}'].map((json) => [json, readInteger] as const),
    ...['"7"', '1.5', '9007199254740992', '1e400', 'true', '[]'].flatMap((json) =>
      [readWholeNumber, readId].map((read) => [json, read] as const),
    ),
    ...['1', '"a"', '{}', '[1]', '[null]', '[[]]'].map((json) => [json, readStrings] as const),
    ['null', readId] as const,
    ...['"yesterday"', '"1764576015"'].map((json) => [json, readJsonInstant] as const),
    ...['"a"', '"javascript:alert(1)"', '"/a"'].map((json) => [json, readJsonUrl] as const),
    ...['1', '"a"', 'true', '[]'].flatMap((json) => [readObject, readEntries].map((read) => [json, read] as const)),
    ...['1', '"a"', '{}', '[1]', '[null]', '["a"]', '[[]]'].map((json) => [json, readObjects] as const),
    ...['{"b":1}', '{"b":{}}', '{"b":[]}', '{"__proto__":1}'].map((json) => [json, readEntries] as const),
    ['null', requireString] as const,
  ])('is refused: %s', (json, read) => {
    expect(() => read(parse(`{"a":${json}}`), 'a')).toThrow(BadAnswer);
  });
});

describe('a JSON body', () => {
  it('may begin with a byte order mark', () => {
    expect(parse('\uFEFF{"a":"b"}')).toEqual({ a: 'b' });
  });

  it.each(['', ' ', 'null', '1', '"a"', '[]', '{', '{"a":}', '{"a":NaN}', "{'a':1}", '{}{}', '<a/>'])(
    'is refused: %j',
    (text) => {
      expect(() => parse(text)).toThrow(BadAnswer);
    },
  );

  it('is refused in other bytes than UTF-8', () => {
    expect(() => parseJsonObject(Buffer.from('{"a":"é"}', 'latin1'))).toThrow(new BadAnswer('', 'JSON', 'other text'));
  });

  it('is refused with a reason that holds nothing of it', () => {
    const toReason = (): string => {
      try {
        return inspect(parse('{"hostile-marker'));
      } catch (error) {
        return inspect(error);
      }
    };

    expect(toReason()).toContain('the answer should be JSON');
    expect(toReason()).not.toContain('hostile');
  });

  it('leaves the prototype of objects alone', () => {
    const object = parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');

    expect(readString(object, 'polluted')).toBeNull();
    expect({}).not.toHaveProperty('polluted');
  });
});
