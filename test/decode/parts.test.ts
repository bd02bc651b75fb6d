import { describe, expect, it } from 'vitest';
import { BadAnswer, TooManyParts } from '../../src/provider/contract/bad-answer.ts';
import { parseJsonObject, readString } from '../../src/provider/decode/json-fields.ts';
import { minBytesToCount, maxTags, maxValues } from '../../src/provider/decode/parts.ts';
import { childrenOf, readText } from '../../src/provider/decode/xml-fields.ts';
import { parseXml } from '../../src/provider/decode/xml.ts';

const tooMany = new TooManyParts();
/** Comes first in each document, so that it is large enough to be counted. */
const long = 'x'.repeat(minBytesToCount);

function parse(inner: string, most?: number) {
  return parseXml(Buffer.from(`<a><text>${long}</text>${inner}</a>`), 'a', most);
}

/** Of the element `a` and its `text`. */
const ownTags = 4;

describe('an XML answer', () => {
  it.each([
    ['elements', '<b></b>', 2],
    ['empty elements', '<b/>', 1],
    ['sections', '<![CDATA[]]>', 1],
    ['comments', '<!-- -->', 1],
    ['instructions', '<?p?>', 1],
  ])('may hold so many %s and no more', (_what, part, tags) => {
    const fitting = (1000 - ownTags) / tags;

    expect(() => parse(part.repeat(fitting), 1000)).not.toThrow();
    expect(() => parse(part.repeat(fitting + 1), 1000)).toThrow(tooMany);
  });

  it('may hold so many references and no more', () => {
    expect(readText(parse(`<b>${'&#65;'.repeat(maxTags.job)}</b>`), 'b')).toBe('A'.repeat(maxTags.job));
    expect(() => parse(`<b>${'&#65;'.repeat(maxTags.job + 1)}</b>`)).toThrow(tooMany);
  });

  it('may hold some thousands of attributes', () => {
    expect(childrenOf(parse('<b c="1" d="2"/>'.repeat(5000)), 'b')).toHaveLength(5000);
    expect(() => parse('<b c="1" d="2"/>'.repeat(5001))).toThrow(BadAnswer);
  });

  it('is one text of five megabytes as well', () => {
    const text = 'one & two < three\n'.repeat(4000) + 'four'.repeat(1_200_000);
    const written = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

    expect(readText(parse(`<b>${written}</b>`), 'b')).toBe(text);
  });

  it.each([
    ['blanks around it', `<b>  ${long}  </b>`, `  ${long}  `],
    ['line ends', `<b>\r\n${long}\r${long}&#13;\n</b>`, `\n${long}\n${long}\r\n`],
    ['references', `<b>&lt;${long}&amp;lt;${long}&#65;</b>`, `<${long}&lt;${long}A`],
    ['brackets', `<b>]]${long}>]]</b>`, `]]${long}>]]`],
    ['sections', `<b>${long}<![CDATA[<&${long}]]>${long}</b>`, `${long}<&${long}${long}`],
    ['comments', `<b>${long}<!-- ${long} -->${long}</b>`, long + long],
    ['instructions', `<b>${long}<?p ${long} > ?>${long}</b>`, long + long],
    ['attributes', `<b c="${long} > ]]> ${long}">${long}</b>`, long],
    ['blanks alone', `<b>${' '.repeat(100)}</b>`, ' '.repeat(100)],
  ])('keeps a long text byte for byte: with %s', (_what, inner, text) => {
    expect(readText(parse(inner), 'b')).toBe(text);
  });

  it('may have long blanks around everything', () => {
    const blanks = ' \n'.repeat(1000);
    const document = `<?xml version="1.0"?>${blanks}<a>${blanks}<b>${long}</b>${blanks}<c/>${blanks}</a>${blanks}`;

    expect(readText(parseXml(Buffer.from(document), 'a'), 'b')).toBe(long);
  });
});

function toJson(inner: string): Buffer {
  return Buffer.from(`{"text":"${long}","list":[${inner}]}`);
}

/** Of the object and its two members. */
const ownValues = 3;

describe('a JSON answer', () => {
  it.each([
    ['numbers', '0,', 1],
    ['texts', '"[{,\\"",', 1],
    ['lists', '[],', 2],
    ['objects', '{},', 2],
    ['members', '{"a":0},', 2],
  ])('may hold so many %s and no more', (_what, part, values) => {
    const fitting = Math.floor((1000 - ownValues) / values);
    const toBody = (count: number): Buffer => toJson(`${part.repeat(count)}0`);

    expect(() => parseJsonObject(toBody(fitting), 1000)).not.toThrow();
    expect(() => parseJsonObject(toBody(fitting + 1), 1000)).toThrow(tooMany);
  });

  it('may hold any number of signs in its texts', () => {
    const text = '[{,:"\\,'.repeat(maxValues.list);

    expect(readString(parseJsonObject(Buffer.from(JSON.stringify({ text }))), 'text')).toBe(text);
  });
});
