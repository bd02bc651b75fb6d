/** Writes JSON as it may come over a wire: `__proto__` as a key like any other, numbers and escapes in any legal spelling. */

/** A number in the very spelling given. */
export interface JsonNumber {
  readonly number: string;
}

/** Objects are entry lists, so that every key can stand in them; a member that is undefined is left out. */
export type WireJson = string | boolean | null | undefined | JsonNumber | readonly WireJson[] | WireObject;
export type WireObject = ReadonlyMap<string, WireJson>;

/** An object of these members, in their order. */
export function toWireObject(
  members: Readonly<Record<string, WireJson>>,
  more: readonly (readonly [string, WireJson])[] = [],
): WireObject {
  return new Map([...Object.entries(members), ...more]);
}

/** @param spelling picks among blanks, escapes and a byte order mark; the same number gives the same bytes */
export function formatWireJson(value: WireJson, spelling: number): Buffer {
  const blank = spelling % 3 === 0 ? ' \n' : '';
  const text = format(value, spelling, blank);
  return Buffer.from(spelling % 7 === 0 ? `\uFEFF${text}` : text);
}

function format(value: WireJson, spelling: number, blank: string): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return formatText(value, spelling);
  if (value instanceof Map) {
    const members = [...(value as WireObject)].filter(([, item]) => item !== undefined);
    return `{${blank}${members.map(([name, item]) => `${formatText(name, 0)}${blank}:${format(item, spelling + 1, blank)}`).join(`,${blank}`)}}`;
  }
  if (Array.isArray(value))
    return `[${(value as readonly WireJson[]).map((item) => format(item, spelling + 1, blank)).join(`,${blank}`)}]`;
  return (value as JsonNumber).number;
}

function formatText(text: string, spelling: number): string {
  const plain = JSON.stringify(text);
  // Some serialisers escape all that is not ASCII, and slashes too.
  if (spelling % 2 === 0) return plain;
  return plain
    .replaceAll(/[^\x20-\x7E]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('/', '\\/');
}

/** What a later version of a provider may add: members of any type, under names that objects inherit. */
export const unknownMembers: readonly (readonly [string, WireJson])[] = [
  ['__proto__', toWireObject({ Status: 'FAILED', status: 'FAILED', JobId: 'other', polluted: true })],
  ['constructor', toWireObject({ prototype: toWireObject({ polluted: true }) })],
  ['toString', 'not a function'],
  ['__type', 'ResourceNotFoundException'],
  ['addedLater', [{ number: '1e400' }, null, toWireObject({ deeper: [true] })]],
];
