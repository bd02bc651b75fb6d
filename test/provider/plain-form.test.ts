import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPlainForm } from '../../src/provider/contract/plain-form.ts';
import { formByHand } from '../datasources/plain-form-by-hand.ts';
import { measureProcessorTime } from '../processor-time.ts';
import { toRuns } from '../runs.ts';

describe('the plain form of a text', () => {
  it.each([
    [null, ''],
    ['', ''],
    [' \t\n\r\n ', ''],
    ['[hidden]', ''],
    ['\n  first \nsecond', 'first'],
    ['a\u0007b', 'a b'],
    ['x'.repeat(600), 'x'.repeat(500)],
    ['see https://a.example/x?y=1, then "s3://b/c"', 'see <url> then "…"'],
    ['role (arn:aws:iam::123456789012:role/x), warn: stop', 'role (<arn>), warn: stop'],
    ['cannot read "a", \'b\', `c`, “d” or ‘e’', 'cannot read "…", "…", "…", "…" or "…"'],
    ["can't mount what isn't there", "can't mount what isn't there"],
    [`"${'x'.repeat(201)}"`, `"${'x'.repeat(201)}"`],
    ['exit code 1, status=137; signal: 9', 'exit code 1, status=137; signal: 9'],
    ['code 1.5, status 1234, encode 7, Status 7', 'code #, status #, encode #, Status #'],
    ['ec2 and EC2 and S3 and sha256 and ipv6 and S30', 'ec2 and EC2 and S3 and sha256 and ipv6 and #'],
    ['request 24fa2d7a-64c4-49d2-8b47-f8da4fbde8e9', 'request #'],
    ['1,800 of 10.0.12.7:8443 at 2026-11-22T03:15:00Z', '# of # at #'],
    ['a   b . , ; :', 'a b'],
    ['٣ of été5', '# of #'],
  ])('of %j is %j', (text, plain) => {
    expect(toPlainForm(text)).toBe(plain);
  });

  it('is what its steps by hand give, whatever the text', () => {
    const pieces = fc.constantFrom(
      ...['code', 'status', 'HTTP', 'EC2', 'S3', '1', '137', '12a', '٣', 'é', '24fa2d7a-64c4-49d2-8b47-f8da4fbde8e9'],
      ...[
        'arn:',
        'http://',
        '://',
        "'",
        '"',
        '`',
        '“',
        '”',
        '‘',
        '’',
        '<',
        '>',
        '(',
        ',',
        '.',
        ':',
        '-',
        '/',
        '_',
        '+',
      ],
      ...['=', ';', '#', ' ', '  ', '\t', '\n', '\r', 'a', 'can', 't', '[hidden]', '\u0000', '\u00a0', '😀'],
    );
    const text = fc.array(fc.oneof({ weight: 9, arbitrary: pieces }, fc.string({ unit: 'grapheme' })), {
      size: 'large',
    });
    fc.assert(
      fc.property(text, (parts) => {
        expect(toPlainForm(parts.join(''))).toBe(formByHand(parts.join('')));
      }),
      { numRuns: toRuns(500) },
    );
  });

  it('takes no longer for a text that was made to take long', async () => {
    const milliseconds = await measureProcessorTime(() => {
      for (const one of ['a', '1', '#-', "'", 'code ', 'a.', '-', ' ', '24fa2d7a-', 'a+://'])
        toPlainForm(one.repeat(1_000_000 / one.length));
    });

    // A search to the end for each part takes minutes.
    expect(milliseconds).toBeLessThan(5000);
  });
});
