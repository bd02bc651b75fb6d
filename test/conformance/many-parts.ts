/** Answers below the cap in bytes that hold more than an answer may, each beside what is right. */
import { toRawAnswer } from '../../emulators/kit/emulator.ts';
import { withSwap } from './hostile-answers.ts';
import type { HostileAnswer } from './provider-under-test.ts';
import { swap } from './wire-changes.ts';

const count = 40_000;

export const manyValues: readonly HostileAnswer[] = [
  withAdded('texts', `[${'"",'.repeat(count)}""]`),
  withAdded('lists', `[${'[],'.repeat(count)}[]]`),
  withAdded('objects', `[${'{},'.repeat(count)}{}]`),
  withAdded('names', `{${'"a":1,'.repeat(count)}"a":1}`),
  withAdded('lists in lists', '['.repeat(count) + ']'.repeat(count)),
];

function withAdded(what: string, added: string): HostileAnswer {
  return [`${count} ${what} beside the job`, (body) => toRawAnswer({ body: swap(body, '{', `{"added":${added},`) })];
}

/** @param inner the name of an element that holds text, and stands once in the answer */
export function manyTags(inner: string): readonly HostileAnswer[] {
  const open = `<${inner}>`;
  const content = new RegExp(`(?<=${open})[^<]*(?=</${inner}>)`);
  return [
    ...[
      ['empty elements', '<Added/>'],
      ['elements', '<Added></Added>'],
      ['comments', '<!-- c -->'],
      ['instructions', '<?added?>'],
    ].map(([what = '', part = '']) => withSwap(`${count} ${what}`, open, part.repeat(count) + open)),
    withSwap(`${count} attributes`, open, '<Added a="1" b="2" c="3" d="4"/>'.repeat(count / 4) + open),
    withSwap(`${count} references`, content, '&#104;'.repeat(count)),
    withSwap(`${count} sections`, content, '<![CDATA[h]]>'.repeat(count)),
    withSwap('the end of a section as text', content, ']]>'),
  ];
}
