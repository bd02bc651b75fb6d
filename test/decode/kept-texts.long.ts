/** What is kept of a document is its texts, never the document with the secrets in it. */
import { expect, it } from 'vitest';
import { parseXml } from '../../src/provider/decode/xml.ts';
import { toMemberName, type XmlElement, type XmlObject } from '../../src/provider/decode/xml-tree.ts';
import { measureMemory } from '../hostile/collected-memory.ts';

function readText(root: XmlElement): string {
  const [text] = (root as XmlObject)[toMemberName('Wanted')] ?? [];
  return text as string;
}

/** Where texts are: the answers' bytes outside of it are freed some time later. */
function measureHeap(): number {
  measureMemory();
  return process.memoryUsage().heapUsed;
}

const wanted = 'a text that is longer than sixty-four characters, so that it would go to the parser at once';
const documents = 100;

it.each([
  ['short', 20_000, wanted],
  ['short, with CDATA of the provider', 20_000, `<![CDATA[${wanted}]]>`],
  ['long', 200_000, wanted],
  ['long, with CDATA of the provider', 200_000, `<![CDATA[${wanted}]]>`],
])('a text of a document that is %s does not keep the document', (_what, bytes, text) => {
  const kept: string[] = [];
  const parse = (): void => {
    // Each with a secret of its own, so that no two texts are the same.
    const secret = String(kept.length).padEnd(bytes, 's');
    const body = `<Answer><Secret>${secret}</Secret><Wanted>${text}</Wanted></Answer>`;
    kept.push(readText(parseXml(Buffer.from(body), 'Answer')));
  };
  parse();
  const before = measureHeap();
  for (let index = 0; index < documents; index += 1) parse();
  const grown = measureHeap() - before;

  expect(new Set(kept)).toEqual(new Set([wanted]));
  expect(grown).toBeLessThan((documents * bytes) / 2);
});

it('nothing is kept of the last document', () => {
  const texts = Array.from({ length: 1000 }, (_value, index) => `<Text>${String(index).padEnd(5000, 's')}</Text>`);
  const body = Buffer.from(`<Answer>${texts.join('')}</Answer>`);
  parseXml(Buffer.from('<Answer>before</Answer>'), 'Answer');
  const before = measureHeap();

  parseXml(body, 'Answer');

  expect(measureHeap() - before).toBeLessThan(body.length / 2);
});
