import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { BadAnswer } from '../../src/provider/contract/adapter.ts';
import {
  childNames,
  childrenOf,
  readElement,
  readList,
  readText,
  readXmlBigInt,
  readXmlBoolean,
  readXmlInstant,
  readXmlInteger,
  toElementText,
} from '../../src/provider/decode/xml-fields.ts';
import { parseXml } from '../../src/provider/decode/xml.ts';
import { measureProcessorTime } from '../processor-time.ts';
import { generate, someText } from '../datasources/generated-values.ts';
import { createXmlSpelling } from '../datasources/wire-xml.ts';

function parse(text: string) {
  return parseXml(Buffer.from(text), 'a');
}

describe('an XML text', () => {
  it.each([
    ['<a><b>007</b></a>', '007'],
    ['<a><b>1e5</b></a>', '1e5'],
    ['<a><b>12345678901234567890</b></a>', '12345678901234567890'],
    ['<a><b> blanks </b></a>', ' blanks '],
    ['<a><b>\n\t</b></a>', '\n\t'],
    ['<a><b>true</b></a>', 'true'],
    ['<a><b></b></a>', null],
    ['<a><b/></a>', null],
    ['<a><b />\n</a>', null],
    ['<a><b><![CDATA[]]></b></a>', null],
    ['<a></a>', null],
    ['<a/>', null],
    ['<a><b>&lt;&gt;&amp;&quot;&apos;</b></a>', '<>&"\''],
    ['<a><b>&amp;lt;&amp;#65;</b></a>', '&lt;&#65;'],
    ['<a><b>&#65;&#x41;&#x1F9A0;&#13;</b></a>', 'AA🦠\r'],
    ['<a><b>one\r\ntwo\rthree</b></a>', 'one\ntwo\nthree'],
    ['<a><b><![CDATA[ <c>&amp;</c> ]]></b></a>', ' <c>&amp;</c> '],
    ['<a><b><![CDATA[]]]]><![CDATA[>]]></b></a>', ']]>'],
    ['<a><b>one<![CDATA[two]]>three</b></a>', 'onetwothree'],
    ['<a><b>one<!-- & <c> -->two<?pi x?>three</b></a>', 'onetwothree'],
    ['<a><b c="&gt;1" d=\'2\'>text</b></a>', 'text'],
    ['<x:a xmlns:x="y"><x:b>text</x:b></x:a>', 'text'],
    ['\uFEFF<?xml version="1.0" encoding="utf-8"?>\n<!-- c --><a><b>text</b></a>\n', 'text'],
    ["<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><a><b>é</b></a>", 'é'],
    ['<?xml version="1.0" encoding="US-ASCII"?><a><b>text</b></a>', 'text'],
    ['<a><b>]]</b></a>', ']]'],
  ])('is read from %j byte for byte', (document, text) => {
    expect(readText(parse(document), 'b')).toBe(text);
  });

  it('comes back from any spelling of it', () => {
    const texts = generate(someText, 1000);

    const read = texts.map((text, seed) => {
      const { document, textElement } = createXmlSpelling(seed);
      return readText(parseXml(document('a', undefined, [textElement('b', text)]), 'a'), 'b');
    });

    expect(read).toEqual(texts);
  });

  it('may hold more than a thousand references', () => {
    expect(readText(parse(`<a><b>${'&#65;&lt;'.repeat(2000)}</b></a>`), 'b')).toBe('A<'.repeat(2000));
  });

  it('keeps what stands around an element of an unknown name that objects inherit', () => {
    const names = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', '_constructor'];
    const element = parse(
      `<a>${names.map((name) => `<${name}/>`).join('')}<b>text</b>${names.map((name) => `<${name}>1</${name}>`).join('')}</a>`,
    );

    expect(readText(element, 'b')).toBe('text');
    expect(childNames(element)).toEqual([...names, 'b']);
    expect(names.map((name) => childrenOf(element, name))).toEqual(names.map(() => ['', '1']));
    expect(childrenOf(parse('<a><b/></a>'), 'toString')).toEqual([]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('an XML list', () => {
  it.each([
    ['<a/>', null],
    ['<a><b/></a>', []],
    ['<a><b> \n </b></a>', []],
    ['<a><b><m>1</m></b></a>', ['1']],
    ['<a><b>\n <m>1</m>\n <other/>\n <m/><m>3</m></b></a>', ['1', '', '3']],
  ])('is read from %j, one item or many', (document, items) => {
    expect(readList(parse(document), 'b', 'm')).toEqual(items);
  });
});

describe('a typed XML member', () => {
  const element = parse(
    '<a><t> 2025-12-01T08:00:30Z </t><i>\n7\n</i><n>5000000122</n><f> False </f><e> </e><o><i>1</i></o></a>',
  );

  it('may have blanks around it', () => {
    expect([
      readXmlInstant(element, 't'),
      readXmlInteger(element, 'i'),
      readXmlBigInt(element, 'n'),
      readXmlBoolean(element, 'f'),
    ]).toEqual(['2025-12-01T08:00:30.000Z', 7, 5_000_000_122n, false]);
  });

  it('is null where its element is blank or absent', () => {
    for (const name of ['e', 'absent']) {
      expect([
        readXmlInstant(element, name),
        readXmlInteger(element, name),
        readXmlBigInt(element, name),
        readXmlBoolean(element, name),
        readElement(element, name),
      ]).toEqual([null, null, null, null, null]);
    }
  });

  it('is refused where its element has another shape', () => {
    expect(() => readElement(element, 'n')).toThrow(new BadAnswer('n', 'object', 'text'));
    expect(() => readList(element, 'n', 'm')).toThrow(new BadAnswer('n', 'list', 'text'));
    expect(() => readText(element, 'o')).toThrow(new BadAnswer('o', 'text', 'object'));
    expect(() => readXmlInteger(element, 'o')).toThrow(BadAnswer);
    expect(() => toElementText(readElement(element, 'o') ?? '', 'o')).toThrow(BadAnswer);
    expect(() => readText(parse('<a><b/><b/></a>'), 'b')).toThrow(new BadAnswer('b', 'text', 'list'));
  });
});

describe('a document', () => {
  it.each([
    '',
    ' ',
    'text',
    '<a>',
    '</a>',
    '<a></b>',
    '<a><b></a></b>',
    '<a/><a/>',
    '<a></a>text',
    '<a></a><b/>',
    '<a></a><a></a>',
    'text<a/>',
    '<b/>',
    '<a><1/></a>',
    '<a b></a>',
    '<a b="1" b="2"/>',
    '<a><![CDATA[</a>',
    '<a><!--</a>',
    '<a>&b;</a>',
    '<a>&</a>',
    '<a>\u0001</a>',
    '<a>\uFFFE</a>',
    '<a>&#0;</a>',
    '<a>&#xD800;</a>',
    '<a>&#x110000;</a>',
    '<!DOCTYPE a><a/>',
    '<!doctype a><a/>',
    '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    '<!ELEMENT a ANY><a/>',
    '<a><!DOCTYPE a></a>',
    '<!-- --><!DOCTYPE a><a/>',
    '<?xml version="1.0" encoding="ISO-8859-1"?><a/>',
    "<?xml version='1.0' encoding='utf-16' ?><a/>",
    '{"a":1}',
    '<html><body>a</body></html>',
  ])('is refused: %j', (document) => {
    expect(() => parse(document)).toThrow(BadAnswer);
  });

  it('is refused in other bytes than UTF-8', () => {
    expect(() => parseXml(Buffer.from('<a>é</a>', 'latin1'), 'a')).toThrow(new BadAnswer('', 'XML', 'other text'));
    expect(() => parseXml(Buffer.from('<a/>', 'utf16le'), 'a')).toThrow(BadAnswer);
  });

  it.each([
    ['comments that never end', '<!--'],
    ['sections that never end', '<![CDATA['],
    ['elements that never end', '<a>'],
    ['brackets', '<'],
    ['references that never end', '&#6'],
    ['instructions that never end', '<?a '],
    ['quotes that never end', '<a b="'],
    ['declarations', ' encoding'],
  ])('of a megabyte of %s is refused in the time that its length takes', async (_name, part) => {
    const document = `<a>${part.repeat(1_000_000 / part.length)}`;

    const milliseconds = await measureProcessorTime(() => {
      expect(() => parse(document)).toThrow(BadAnswer);
    });

    // A search to the end for each part takes minutes.
    expect(milliseconds).toBeLessThan(3000);
  });

  it('is refused with a reason that holds nothing of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        try {
          parse(`<a>hostile-marker${text}`);
        } catch (error) {
          expect(error).toBeInstanceOf(BadAnswer);
          expect(`${String(error)} ${String((error as Error).cause)}`).not.toContain('hostile-marker');
        }
      }),
      { seed: 20_251_201, numRuns: 200 },
    );
  });
});
