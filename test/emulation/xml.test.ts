import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';

import { formatXmlDocument, toCdata, toRawXml } from '../../emulators/kit/xml.ts';

describe('formatXmlDocument', () => {
  it('writes members in their order, lists by their item names, and null as an empty element', () => {
    const tree = {
      JobId: '007',
      Absent: undefined,
      Reason: null,
      Message: '',
      Fields: ['Bucket', 'Key'],
      FailureReasons: [{ FailureCode: 'A' }],
      Jobs: [],
      Counts: { Total: 5_000_000_125n, Done: true },
    };

    const document = formatXmlDocument('Job', tree, {
      xmlns: 'http://example.com/',
      itemNames: new Map([['FailureReasons', 'JobFailure']]),
    });

    expect(document).toBe(`<?xml version='1.0' encoding='utf-8' ?>
<Job xmlns="http://example.com/">
    <JobId>007</JobId>
    <Reason/>
    <Message></Message>
    <Fields>
        <member>Bucket</member>
        <member>Key</member>
    </Fields>
    <FailureReasons>
        <JobFailure>
            <FailureCode>A</FailureCode>
        </JobFailure>
    </FailureReasons>
    <Jobs/>
    <Counts>
        <Total>5000000125</Total>
        <Done>true</Done>
    </Counts>
</Job>
`);
  });

  it.each([
    ['a & b < c > d "e"', 'a &amp; b &lt; c &gt; d &quot;e&quot;'],
    ['carriage\r\nreturn', 'carriage&#13;\nreturn'],
    ['  blanks  ', '  blanks  '],
    ['\u{1f9ec} naïve', '\u{1f9ec} naïve'],
  ])('writes %j as %j', (text, written) => {
    expect(formatXmlDocument('T', text)).toContain(`<T>${written}</T>`);
  });

  it.each(['\u0000', '\u000b', '\ud800', '\uffff'])('refuses %j, which XML cannot hold', (text) => {
    expect(() => formatXmlDocument('T', text)).toThrow('text holds a character that XML 1.0 cannot hold');
  });

  it('writes markup as it is, and splits the end mark of CDATA', () => {
    const parser = new XMLParser({ parseTagValue: false, trimValues: false });

    const document = formatXmlDocument('T', { A: toRawXml('&#65;'), B: toCdata('1 ]]> 2 & <3>') });

    expect(document).toContain('<A>&#65;</A>');
    expect(parser.parse(document)).toMatchObject({ T: { B: '1 ]]> 2 & <3>' } });
  });
});
