import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { parseXml } from '../../src/decode/xml.ts';
import type { XmlElement } from '../../src/decode/xml-tree.ts';
import { readText } from '../../src/decode/xml-fields.ts';
import { measureMemory } from '../hostile/collected-memory.ts';

type Ordered = readonly Readonly<Record<string, unknown>>[];

const library = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  trimValues: false,
  removeNSPrefix: true,
  htmlEntities: {} as unknown as boolean,
});

/** The library's form of a document as ours. */
function toElement(children: Ordered): XmlElement {
  const members = children.flatMap((child) => Object.entries(child));
  const elements = members.filter(([name]) => name !== '#text');
  if (elements.length === 0) return members.map(([, text]) => text as string).join('');
  return {
    names: elements.map(([name]) => name),
    elements: elements.map(([, inner]) => toElement(inner as Ordered)),
  };
}

const name = fc.constantFrom('a', 'b', 'Job', 'x:member', 'é', '_1.2-3');
const text = fc.constantFrom(
  '',
  ' ',
  '\n  ',
  'text',
  '&lt;&#65;&#x1F9A0;',
  'a > b',
  '\r\n',
  'é🦠 and more than a view',
  '007',
);
const beside = fc.constantFrom('', '<!-- c <x> -->', '<?p i?>', '<![CDATA[ <&> ]]>');
const attributes = fc.constantFrom('', ' ', ' c="1"', ` c = '"'\n d=">"`);

const { element } = fc.letrec<{ element: string; inner: string }>((tie) => ({
  inner: fc
    .array(fc.oneof({ maxDepth: 4 }, text, beside, tie('element')), { maxLength: 4 })
    .map((parts) => parts.join('')),
  element: fc
    .tuple(name, attributes, fc.option(tie('inner')))
    .map(([tag, extra, inner]) => (inner === null ? `<${tag}${extra}/>` : `<${tag}${extra}>${inner}</${tag} >`)),
}));

describe('the elements of a document', () => {
  it('are those that another parser reads', () => {
    fc.assert(
      fc.property(element, (inner) => {
        const document = `<root>${inner}</root>`;
        const [root] = library.parse(document) as Ordered;
        expect(parseXml(Buffer.from(document), 'root')).toEqual(toElement(root?.['root'] as Ordered));
      }),
      { seed: 20_251_201, numRuns: 3000 },
    );
  });

  it('keep nothing of the document in memory but themselves', () => {
    const documents = 100;
    const toDocument = (other: string): Buffer =>
      Buffer.from(`<a><b>a text of some length</b><c>${other.repeat(250_000)}</c></a>`);
    measureMemory();
    const before = measureMemory();

    const texts = ['xxxx', 'éé'].flatMap((other) =>
      Array.from({ length: documents / 2 }, () => readText(parseXml(toDocument(other), 'a'), 'b')),
    );

    // The buffers that the first collection finds are freed beside it.
    measureMemory();
    expect(measureMemory() - before).toBeLessThan(20_000_000);
    expect(new Set(texts)).toEqual(new Set(['a text of some length']));
  });
});
