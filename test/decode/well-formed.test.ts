import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { isWellFormed } from '../../src/provider/decode/well-formed.ts';

describe('a text', () => {
  it.each([
    '<a/>',
    '<a />',
    '<a></a >',
    '<a\n\t></a\r\n>',
    '<a b="1"/>',
    '<a b = "1"\n c=\'"\' ></a>',
    '<a b=">"/>',
    '<a b="\'" B="2" c=""/>',
    '<a>></a>',
    '<a><b/><b></b>text<c><d/></c></a>',
    '<x:a xmlns:x="y"><x:b/></x:a>',
    '<é·1-._/>',
    '<\u{10000}/>',
    '<?xml version="1.0"?><a/>',
    '<?xml version="1.0"?>\n<!-- c -->\n<a/>\n<!-- c -->\n<?pi?>\n',
    '<?pi x="1" < ?><a><?pi?><!-- <b> --></a>',
    '<a><![CDATA[</a>]]></a>',
    '<a><![CDATA[]]]]><![CDATA[>]]></a>',
    '<toString><__proto__/></toString>',
  ])('is well-formed: %s', (text) => {
    expect(isWellFormed(text)).toBe(true);
  });

  it.each([
    '',
    ' ',
    'text',
    '<',
    '<a',
    '<a>',
    '</a>',
    '<a/',
    '<a/ >',
    '< a/>',
    '<a></ a>',
    '<a></a',
    '<a></a b="1">',
    '<a></A>',
    '<a></ab>',
    '<ab></a>',
    '<a></a></a>',
    '<a><b></a></b>',
    '<a/><b/>',
    '<a></a><a></a>',
    '<a/>text',
    'text<a/>',
    '<a/>\u00A0',
    '<1/>',
    '<-a/>',
    '<a<b/>',
    '<a><</a>',
    '<a b/>',
    '<a b=1/>',
    '<a b="1/>',
    '<a b="<"/>',
    '<a b="1"c="2"/>',
    '<a b="1" b="2"/>',
    '<a"b"/>',
    '<a =""/>',
    '<a\u00A0b="1"/>',
    '<a><!-- c</a>',
    '<a><![CDATA[</a>',
    '<![CDATA[x]]><a/>',
    '<a/><![CDATA[]]>',
    '<!DOCTYPE a><a/>',
    '<a><!b></a>',
    '<?xml version="1.0"?>',
    ' <?xml version="1.0"?><a/>',
    '<a><?XML x?></a>',
    '<? pi?><a/>',
    '<?pi<a/>',
    '<?pi',
    '<?1?><a/>',
  ])('is not well-formed: %j', (text) => {
    expect(isWellFormed(text)).toBe(false);
  });

  it('that the library’s own check refuses is refused, whatever was done to it', () => {
    const texts = [
      '<?xml version="1.0" encoding="utf-8"?>\n<a x="1" y=\'2\'>\n <b>t</b><c/><d ><![CDATA[<z>]]></d> <!-- c --><?pi x?></a>\n',
      '<x:a xmlns:x="u"><x:b>1</x:b><x:b q="&gt;"/></x:a>',
      '<a><b><c>text</c><c></c></b></a>',
    ];
    const pieces = [
      '<',
      '>',
      '/',
      '"',
      "'",
      '=',
      ' ',
      '?',
      '!',
      '-',
      '[',
      ']',
      'a',
      '<a>',
      '</b>',
      '<!--',
      '?>',
      ' x="1"',
    ];
    const change = fc.record({
      at: fc.nat(150),
      removed: fc.nat(4),
      added: fc.constantFrom('', ...pieces),
    });

    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(change, { minLength: 1, maxLength: 3 }), (text, changes) => {
        const changed = changes.reduce(
          (before, { at, removed, added }) => before.slice(0, at) + added + before.slice(at + removed),
          text,
        );
        // eslint-disable-next-line @typescript-eslint/no-deprecated
        const isValid = XMLValidator.validate(changed) === true;
        return isValid || !isWellFormed(changed);
      }),
      { numRuns: 20_000, seed: 11 },
    );
  });

  it('takes time by its length alone', () => {
    const size = 300_000;
    const slow = [
      '<a '.repeat(size),
      `<a${' '.repeat(size)}b`,
      `<a b="${'x'.repeat(size)}`,
      '<'.repeat(size),
      '<a>'.repeat(size),
    ];

    expect(slow.map((text) => isWellFormed(text))).toEqual(slow.map(() => false));
  });
});
