import { describe, expect, it } from 'vitest';
import { childNames, readText } from '../../src/provider/decode/xml-fields.ts';
import { toMemberName } from '../../src/provider/decode/xml-tree.ts';
import { parseXml } from '../../src/provider/decode/xml.ts';

function parse(text: string): ReturnType<typeof parseXml> {
  return parseXml(Buffer.from(text), 'A');
}

describe('blanks in XML', () => {
  it('between elements say nothing', () => {
    const indented = parse('<?xml version="1.0"?>\n<A>\n  <B>\n\t<C>c</C>\r\n    <C/>\n  </B>\n  <D>d</D>\n</A>\n');

    expect(indented).toEqual(parse('<A><B><C>c</C><C/></B><D>d</D></A>'));
    expect(childNames(indented)).toEqual(['B', 'D']);
  });

  it.each([
    ['alone', '<A><B>   </B></A>', '   '],
    ['at the ends', '<A> <B>\n b \n</B> </A>', '\n b \n'],
    ['behind a sign that looks like the end of a tag', '<A> <B>b>  </B> </A>', 'b>  '],
    ['as references', '<A> <B>&#32;&#10;b</B></A>', ' \nb'],
    ['in CDATA', '<A> <B><![CDATA[ a>  <b ]]></B> </A>', ' a>  <b '],
    ['beside an instruction', '<A> <B> <?x y?>  </B> </A>', '   '],
    ['beside a comment', '<A> <B> <!-- x>  <y -->  </B> </A>', '   '],
    ['of an element behind one that closes itself', '<A><C a="b"/><B> </B> <C/></A>', ' '],
    ['of an element with a slash before its end', '<A><B a="/"> / </B></A>', ' / '],
  ])('are kept in text: %s', (_where, document, text) => {
    expect(readText(parse(document), 'B')).toBe(text);
  });

  it('beside elements are no text of theirs', () => {
    expect(parse('<A>x>  <B/>  y</A>')).toEqual({ [toMemberName('B')]: [''] });
  });
});
