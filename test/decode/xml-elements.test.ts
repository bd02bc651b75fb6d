import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseXml } from '../../src/decode/xml.ts';
import { readElements, toMemberName, type XmlElement } from '../../src/decode/xml-elements.ts';
import { createXmlSpelling, type XmlSpelling } from '../datasources/wire-xml.ts';
import { measureMemory } from '../hostile/collected-memory.ts';

/** An element with its text, or with its children in order. */
interface Tree {
  readonly name: string;
  readonly content: string | readonly Tree[];
}

const name = fc.constantFrom('a', 'b', 'Long-Name_1', 'é', '__proto__', 'toString');
/** XML knows no other characters below the blank. */
const text = fc
  .string({ unit: 'binary', maxLength: 30 })
  .filter((value) => !/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/.test(value));

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record({
    name,
    content: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      text,
      fc.array(tie('tree'), { minLength: 1, maxLength: 5 }),
    ),
  }),
}));

/** The children in order: the spelling would turn them. */
function write({ name, content }: Tree, spelling: XmlSpelling): string {
  if (typeof content === 'string') return spelling.textElement(name, content);
  return spelling.element(name, content.map((child) => ` <!-- & --> ${write(child, spelling)}`).join('\r\n'));
}

function toExpected({ content }: Tree): XmlElement {
  if (typeof content === 'string') return content;
  const object: Record<string, XmlElement[]> = {};
  for (const child of content) (object[toMemberName(child.name)] ??= []).push(toExpected(child));
  return object;
}

it('elements are read as they were written, in any spelling', () => {
  fc.assert(
    fc.property(tree, fc.nat(), (written, seed) => {
      const spelling = createXmlSpelling(seed);
      const element = parseXml(spelling.document('root', undefined, [write(written, spelling)]), 'root');
      expect(element).toEqual({ [toMemberName(written.name)]: [toExpected(written)] });
    }),
    { seed: 41, numRuns: 2000 },
  );
});

it('what is kept of a document does not keep the document', () => {
  const kept: XmlElement[] = [];
  const before = measureMemory();

  for (let number = 0; number < 20; number += 1) {
    const document = `<a><id>${'i'.repeat(40)}${number}</id><rest>${'r'.repeat(1_000_000)}</rest></a>`;
    const root = readElements(document)?.element as { readonly [name: string]: readonly XmlElement[] };
    kept.push(...(root[toMemberName('id')] ?? []));
  }

  expect(measureMemory() - before).toBeLessThan(2_000_000);
  expect(kept).toHaveLength(20);
});
