import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** Reads each document of almost five megabytes; prints what is neither read nor refused as a `BadAnswer`. */
const script = `
  import { parseXml } from './src/provider/decode/xml.ts';
  const fill = (before, part, after) => before + part.repeat((4_990_000 - before.length - after.length) / part.length) + after;
  const documents = {
    'blanks behind the root': fill('<R><T>a</T></R>', ' ', ''),
    'blanks before the root': fill('<?xml version="1.0"?>', '\\n', '<R/>'),
    'blanks before an element': fill('<R>', ' ', '<T>a</T></R>'),
    'blanks in a tag': fill('<R', ' ', '/>'),
    'blanks in an end tag': fill('<R></R', ' ', '>'),
    'blanks before an attribute': fill('<R', ' ', 'a="1"/>'),
    'blanks before an equals sign': fill('<R a', ' ', '="1"/>'),
    'blanks before a value': fill('<R a=', ' ', '"1"/>'),
    'text': fill('<R><T>', 'a', '</T></R>'),
    'text and a reference': fill('<R><T>', 'a', '&amp;</T></R>'),
    'lines': fill('<R>', '\\r\\n', '</R>'),
    'brackets': fill('<R>', ']', '</R>'),
    'a value': fill('<R a="', 'a', '"/>'),
    'CDATA': fill('<R><![CDATA[', 'a', ']]></R>'),
    'a comment': fill('<R><!--', 'a', '--></R>'),
  };
  for (const [what, document] of Object.entries(documents)) {
    try {
      parseXml(Buffer.from(document), 'R');
    } catch (error) {
      console.log(what + ': ' + error);
    }
  }
  console.log('done');
`;

it.each([
  ['as usual', []],
  // V8 does so by itself in a process with much compiled code: a repetition then takes more of the stack.
  ['when V8 optimises no more regular expressions', ['--no-regexp-optimization']],
])('XML as long as allowed is read %s', async (_when, flags) => {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, '--input-type=module', '--eval', script]);

  expect(stdout).toBe('done\n');
});
