/** Changes of a good answer, by protocol. */
import type { AnswersUnderTest } from './provider-under-test.ts';

/** Text in place of other text that must be there. */
export function swap(body: string, from: string | RegExp, to: string): string {
  const swapped = body.replace(from, () => to);
  if (swapped === body) throw new Error(`nothing to swap: ${String(from)}`);
  return swapped;
}

/** The text as the content of a JSON text or of an XML element. */
export function escapeText({ protocol }: AnswersUnderTest, text: string): string {
  if (protocol === 'json') return JSON.stringify(text).slice(1, -1);
  return text.replace(/[&<>\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

const unknownJson =
  '"__proto__":{"status":"FAILED","Status":"FAILED","polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":"x","addedLater":[1e400,null,{"deeper":[true]}],';
const unknownXml =
  '<AddedLater>1<!-- x --></AddedLater><toString>text</toString><__proto__><Status>Failed</Status></__proto__><hasOwnProperty/>';

/** What a later version of the provider may add, under names that objects inherit. */
export function addUnknownMembers({ protocol }: AnswersUnderTest, body: string): string {
  if (protocol === 'json') return swap(body, '{', `{${unknownJson}`);
  const open = `<${protocol.textElement}>`;
  return swap(body, open, unknownXml + open);
}

export interface MistypedBody {
  readonly name: string;
  readonly toBody: (good: string) => string;
}

/** Each member of the answer with a value of every other type; in XML each element twice, and with elements inside. */
export function listMistyped({ protocol }: AnswersUnderTest, good: string): readonly MistypedBody[] {
  return protocol === 'json' ? listMistypedJson(JSON.parse(good), []) : listMistypedXml(good, protocol.listElements);
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
type Path = readonly (string | number)[];

const wrongValues: readonly Json[] = [7, true, 'hostile-marker', ['a'], { a: 'b' }, [[]], { a: {} }];

function listMistypedJson(value: Json, path: Path): readonly MistypedBody[] {
  const own = wrongValues
    .filter((wrong) => path.length > 0 && typeOf(wrong) !== typeOf(value))
    .map((wrong) => ({
      name: `${path.join('.')} is ${JSON.stringify(wrong)}`,
      toBody: (good: string) => JSON.stringify(setAt(JSON.parse(good) as Json, path, wrong)),
    }));
  if (value === null || typeof value !== 'object') return own;
  const inner = Object.entries(value).flatMap(([name, item]) =>
    listMistypedJson(item, [...path, Array.isArray(value) ? Number(name) : name]),
  );
  return [...own, ...inner];
}

function typeOf(value: Json): string {
  return Array.isArray(value) ? 'list' : typeof value;
}

function setAt(value: Json, [name, ...rest]: Path, wrong: Json): Json {
  if (name === undefined) return wrong;
  if (Array.isArray(value)) return value.map((item, index) => (index === name ? setAt(item, rest, wrong) : item));
  const members = value as Readonly<Record<string, Json>>;
  return { ...members, [name]: setAt(members[name] ?? null, rest, wrong) };
}

function listMistypedXml(good: string, listElements: readonly string[]): readonly MistypedBody[] {
  const names = [...good.matchAll(/<(\w+)(?:\s[^<>]*)?>/g)].map(([, name = '']) => name);
  // The root has no place where it could stand twice.
  return [...new Set(names.slice(1))].flatMap((name) => {
    const content = new RegExp(`(?<=<${name}>)[^]*?(?=</${name}>)`);
    const isLeaf = new RegExp(`<${name}>[^<]*</${name}>`).test(good);
    const twice = {
      name: `${name} twice`,
      toBody: (body: string) => swap(body, `</${name}>`, `</${name}><${name}>hostile-marker</${name}>`),
    };
    const other = isLeaf ? '<a>hostile-marker</a>' : 'hostile-marker';
    return [
      ...(listElements.includes(name) ? [] : [twice]),
      {
        name: `${name} holds ${isLeaf ? 'elements' : 'text'}`,
        toBody: (body: string) => swap(body, content, other),
      },
    ];
  });
}
