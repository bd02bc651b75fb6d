/**
 * The members of S3's answers as tables: where each stands in the XML, the graph's field, and its kind. Random values of them are
 * written as XML in any legal spelling, and shown as the contract has it.
 */
import fc from 'fast-check';
import { entries, isoTime, member, someText, toSortedEntries, type SpeltTime } from '../generated-values.ts';
import type { XmlSpelling } from '../wire-xml.ts';

type Entries = readonly (readonly [string, string | null])[];
interface Grant {
  readonly type: string | null;
  readonly identifier: string | null;
  readonly permission: string | null;
}

/** A kind: its values, an element with one, and what the graph shows. */
interface MemberKind<T> {
  readonly values: fc.Arbitrary<T>;
  readonly write: (xml: XmlSpelling, name: string, value: T) => string;
  readonly show: (value: T) => unknown;
  /** What an empty element is. */
  readonly empty: unknown;
}

function kind<T>(
  values: fc.Arbitrary<T>,
  write: (xml: XmlSpelling, name: string, value: T) => string,
  show: (value: T) => unknown,
  empty: unknown = null,
): MemberKind<never> {
  return { values, write, show, empty } as MemberKind<T> as unknown as MemberKind<never>;
}

const count = fc.oneof(fc.bigInt({ min: 0n, max: 20n }), fc.constantFrom(0n, 5_000_000_122n, 9_007_199_254_740_993n));
const words = fc.constantFrom('', 'id', 'uri', 'emailAddress');
const grant = fc.record({ type: words, identifier: someText, permission: fc.option(someText) });

function toItems(xml: XmlSpelling, name: string, items: readonly string[]): string {
  return xml.element(name, items.join('\n'));
}

export const kinds = {
  text: kind(
    someText,
    (xml, name, value: string) => xml.textElement(name, value),
    (value) => value,
  ),
  flag: kind(
    fc.boolean(),
    (xml, name, value: boolean) => xml.typedElement(name, String(value)),
    (value) => value,
  ),
  int: kind(
    fc.nat(),
    (xml, name, value: number) => xml.typedElement(name, String(value)),
    (value) => value,
  ),
  big: kind(
    count,
    (xml, name, value: bigint) => xml.typedElement(name, String(value)),
    (value: bigint) => value.toString(),
  ),
  time: kind(
    isoTime,
    (xml, name, value: SpeltTime) => xml.typedElement(name, value.wire),
    ({ instant }: SpeltTime) => instant,
  ),
  texts: kind(
    fc.array(someText, { maxLength: 4 }),
    (xml, name, values: readonly string[]) =>
      toItems(
        xml,
        name,
        values.map((one) => xml.textElement('member', one)),
      ),
    (values) => values,
    [],
  ),
  map: kind(
    entries,
    (xml, name, values: Entries) =>
      toItems(
        xml,
        name,
        values.map(([key, value]) =>
          xml.parent('entry', [xml.textElement('key', key), xml.textElement('value', value)]),
        ),
      ),
    (values: Entries) => toSortedEntries(values),
    [],
  ),
  tags: kind(
    entries,
    (xml, name, values: Entries) =>
      toItems(
        xml,
        name,
        values.map(([key, value]) =>
          xml.parent('member', [xml.textElement('Key', key), xml.textElement('Value', value)]),
        ),
      ),
    (values: Entries) => toSortedEntries(values),
    [],
  ),
  grants: kind(
    fc.array(grant, { maxLength: 3 }),
    (xml, name, values: readonly Grant[]) =>
      toItems(
        xml,
        name,
        values.map(({ type, identifier, permission }) =>
          xml.parent('member', [
            xml.parent('Grantee', [xml.textElement('TypeIdentifier', type), xml.textElement('Identifier', identifier)]),
            xml.textElement('Permission', permission),
          ]),
        ),
      ),
    (values: readonly Grant[]) =>
      values.map(({ type, identifier, permission }) => ({
        granteeType: type || null,
        granteeIdentifier: type === 'emailAddress' ? null : identifier,
        permission,
      })),
    [],
  ),
};

/** Where it stands, with dots between elements; the graph's field; its kind. */
export type Member = readonly [path: string, field: string, kind: keyof typeof kinds];

/** Values by path: null is an empty element, undefined none. */
export type Values = Readonly<Record<string, unknown>>;

export function toValues(members: readonly Member[]): fc.Arbitrary<Values> {
  return fc.record(Object.fromEntries(members.map(([path, , name]) => [path, member<unknown>(kinds[name].values)])));
}

/** Elements of what is there, at their places; one place after the other for members of one parent. */
export function writeMembers(xml: XmlSpelling, members: readonly Member[], values: Values): readonly string[] {
  const names = [...new Set(members.map(([path]) => path.split('.')[0] ?? ''))];
  return names.map((name) => {
    const own = members.find(([path]) => path === name);
    if (own !== undefined) return writeOne(xml, name, own[2], values[name]);
    const start = `${name}.`;
    const inner = members.filter(([path]) => path.startsWith(start));
    const isThere = inner.some(([path]) => values[path] !== undefined);
    if (!isThere) return '';
    return xml.parent(
      name,
      writeMembers(
        xml,
        inner.map(([path, field, one]) => [path.slice(start.length), field, one]),
        Object.fromEntries(inner.map(([path]) => [path.slice(start.length), values[path]])),
      ),
    );
  });
}

function writeOne(xml: XmlSpelling, name: string, of: keyof typeof kinds, value: unknown): string {
  if (value === undefined) return '';
  return value === null ? xml.element(name, null) : kinds[of].write(xml, name, value as never);
}

/** The graph's fields. */
export function showMembers(members: readonly Member[], values: Values): Readonly<Record<string, unknown>> {
  return Object.fromEntries(members.map(([path, field, of]) => [field, showOne(of, values[path])]));
}

function showOne(of: keyof typeof kinds, value: unknown): unknown {
  if (value === undefined) return null;
  return value === null ? kinds[of].empty : kinds[of].show(value as never);
}

/** Whether an element on the way to any of them is there. */
export function isAnyThere(members: readonly Member[], values: Values): boolean {
  return members.some(([path]) => values[path] !== undefined);
}
