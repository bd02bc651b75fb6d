import { describe, expect, it } from 'vitest';

import { BadAnswer } from '../../src/provider/contract/adapter.ts';
import {
  sortByKey,
  toBigInt,
  toBoolean,
  toInstant,
  toInstantOfSeconds,
  toInteger,
  toUrl,
} from '../../src/provider/decode/values.ts';

describe('a time', () => {
  it.each([
    ['2025-12-01T08:00:30Z', '2025-12-01T08:00:30.000Z'],
    ['2025-12-01T08:00:30.2Z', '2025-12-01T08:00:30.200Z'],
    ['2025-12-01T08:00:30.204Z', '2025-12-01T08:00:30.204Z'],
    ['2025-12-01T08:00:30.204999999Z', '2025-12-01T08:00:30.204Z'],
    ['2025-12-01T08:00:30+05:30', '2025-12-01T02:30:30.000Z'],
    ['2025-12-01T08:00:30-11:00', '2025-12-01T19:00:30.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000Z'],
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ])('%s is %s', (text, instant) => {
    expect(toInstant(text, 'a')).toBe(instant);
  });

  it.each([
    '',
    ' ',
    '2025',
    '2025-12-01',
    '2025-12-01T08:00Z',
    '2025-12-01T08:00:30',
    '2025-12-01 08:00:30Z',
    '2025-12-01T08:00:30.Z',
    '2025-12-01T08:00:30Z ',
    '2025-12-01T08:00:30ZZ',
    '2025-02-29T00:00:00Z',
    '2025-02-30T00:00:00Z',
    '2025-04-31T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2025-00-01T00:00:00Z',
    '2025-13-01T00:00:00Z',
    '2025-12-00T00:00:00Z',
    '2025-12-01T24:00:01Z',
    '2025-12-01T08:60:00Z',
    '2025-12-01T08:00:61Z',
    '2025-12-01T08:00:30+25:00',
    '+012025-12-01T00:00:00Z',
    '-000001-12-01T00:00:00Z',
    '0000-01-01T00:00:00+23:00',
    '9999-12-31T23:59:59-01:00',
    '２０２５-12-01T08:00:30Z',
    'yesterday',
    'NaN',
    '0',
    '1764576015',
  ])('is not %j', (text) => {
    expect(() => toInstant(text, 'a')).toThrow(BadAnswer);
  });

  it.each([
    [0, '1970-01-01T00:00:00.000Z'],
    [-0.001, '1969-12-31T23:59:59.999Z'],
    [1_764_576_015.482, '2025-12-01T08:00:15.482Z'],
    [1_764_576_015.4826, '2025-12-01T08:00:15.483Z'],
    [253_402_300_799.999, '9999-12-31T23:59:59.999Z'],
  ])('of %d seconds is %s', (seconds, instant) => {
    expect(toInstantOfSeconds(seconds, 'a')).toBe(instant);
  });

  it.each([NaN, Infinity, -Infinity, 1e300, 253_402_300_800, -62_167_219_201])('is not of %d seconds', (seconds) => {
    expect(() => toInstantOfSeconds(seconds, 'a')).toThrow(BadAnswer);
  });
});

describe('a whole number', () => {
  it.each([
    ['0', 0],
    ['007', 7],
    ['-1', -1],
    ['2147483647', 2_147_483_647],
    ['-2147483648', -2_147_483_648],
  ])('%s is %d', (text, value) => {
    expect(toInteger(text, 'a')).toBe(value);
  });

  it.each([
    '',
    ' ',
    '1 ',
    '1.0',
    '1e3',
    '0x1',
    '1_0',
    '１',
    '--1',
    'NaN',
    '2147483648',
    '-2147483649',
    '9'.repeat(400),
  ])('is not %j', (text) => {
    expect(() => toInteger(text, 'a')).toThrow(BadAnswer);
  });
});

describe('a count', () => {
  it.each([
    ['0', 0n],
    ['007', 7n],
    ['9007199254740993', 9_007_199_254_740_993n],
    ['9'.repeat(40), BigInt('9'.repeat(40))],
  ])('%s is %d', (text, value) => {
    expect(toBigInt(text, 'a')).toBe(value);
  });

  it.each(['', ' ', '-1', '+1', '1.0', '1e3', '0x1', '1n', '１', 'NaN', '9'.repeat(41)])('is not %j', (text) => {
    expect(() => toBigInt(text, 'a')).toThrow(BadAnswer);
  });
});

describe('a flag', () => {
  it.each([
    ['true', true],
    ['TRUE', true],
    ['False', false],
  ])('%s is %s', (text, value) => {
    expect(toBoolean(text, 'a')).toBe(value);
  });

  it.each(['', 'yes', 'no', '1', '0', 'on', ' true', 'truefalse', 'null'])('is not %j', (text) => {
    expect(() => toBoolean(text, 'a')).toThrow(BadAnswer);
  });
});

describe('an address', () => {
  it.each([
    [
      'https://example.com/a%20b/$252F?X-Amz-Signature=A&b=%2F%20#c',
      'https://example.com/a%20b/$252F?X-Amz-Signature=A&b=%2F%20#c',
    ],
    ['https://example.com', 'https://example.com/'],
    ['HTTP://Example.com:8080/a/../b?c=%2f#d', 'http://example.com:8080/b?c=%2f#d'],
    ['https://example.com/"onclick=x', 'https://example.com/%22onclick=x'],
    ['https://example.com\\@evil.example', 'https://example.com/@evil.example'],
    ['https://@example.com', 'https://example.com/'],
    ['s3://bucket/key', 's3://bucket/key'],
  ])('%s is given as browsers read it', (text, address) => {
    expect(toUrl(text, 'a')).toBe(address);
  });

  it.each([
    'https://user:pass@evil.example/',
    'https://example.com@evil.example/',
    'https://:pass@evil.example/',
    'https://evil.example/\u0000"onclick=x',
    'https://evil.example/\u0085',
    'https://evil.example/\u007f',
    'https://exam\tple.com/',
    'https://example.com/\n',
  ])('is not given where it is %j', (text) => {
    expect(toUrl(text, 'a')).toBeNull();
  });

  it.each([
    '',
    'a',
    '/a',
    '//example.com',
    'https://',
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,a',
    'vbscript:a',
  ])('is not %j', (text) => {
    expect(() => toUrl(text, 'a')).toThrow(BadAnswer);
  });
});

describe('entries', () => {
  it('are sorted by the code points of their keys', () => {
    const sorted = ['a', 'B', '', 'aa', '10', '9', '～', '🦠', '__proto__'].map((key) => ({ key }));

    expect(sortByKey(sorted).map(({ key }) => key)).toEqual(['', '10', '9', 'B', '__proto__', 'a', 'aa', '～', '🦠']);
  });
});
