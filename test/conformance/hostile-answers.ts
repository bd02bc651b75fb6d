/** Answers that must be refused for their job alone, by protocol. */
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { toRawAnswer } from '../../emulators/kit/emulator.ts';
import type { HostileAnswer } from './provider-under-test.ts';
import { swap } from './wire-changes.ts';
import type { AnswerOrFault } from './world.ts';

const overTheCap = 5_000_001;

/** The good answer with one text in another's place, served as it is. */
export function withSwap(name: string, from: string | RegExp, to: string | ((key: string) => string)): HostileAnswer {
  return [
    name,
    (body, _address, key) => toRawAnswer({ body: swap(body, from, typeof to === 'string' ? to : to(key)) }),
  ];
}

/** What no protocol can read. */
export const hostileBytes: readonly HostileAnswer[] = [
  ['no body', () => toRawAnswer({ body: '' })],
  ['204', () => toRawAnswer({ status: 204 })],
  ['blanks alone', () => toRawAnswer({ body: ' \n ' })],
  ['HTML with 200', () => ({ kind: 'html', status: 200 })],
  ['text', () => toRawAnswer({ body: 'hostile-marker' })],
  ['its first two thirds', () => ({ kind: 'malformed' })],
  ['cut off while it is sent', () => ({ kind: 'truncate' })],
  ['something after its end', (body) => toRawAnswer({ body: `${body}x` })],
  ['twice the same', (body) => toRawAnswer({ body: body + body })],
  ['bytes that are no UTF-8', () => ({ kind: 'encoding', as: 'invalid-utf-8' })],
  ['UTF-16', () => ({ kind: 'encoding', as: 'utf-16' })],
  ['UTF-16 without a mark', (body) => toRawAnswer({ body: Buffer.from(body, 'utf16le') })],
  ['half a character', (body) => toRawAnswer({ body: Buffer.concat([Buffer.from(body), Buffer.from([0xe6, 0xbc])]) })],
  ['one byte over the cap', (body) => toRawAnswer({ body: body + ' '.repeat(overTheCap - Buffer.byteLength(body)) })],
  ['endless blanks', () => ({ kind: 'oversized', bytes: 50_000_000 })],
  ['a gzip bomb', () => ({ kind: 'gzipBomb' })],
  ['over the cap once it is unpacked', (body) => toGzipped(gzipSync(body + ' '.repeat(overTheCap)))],
  ['plain text that says that it is gzip', (body) => toGzipped(Buffer.from(body))],
  ['half of a gzip', (body) => toGzipped(gzipSync(body).subarray(0, 40))],
  [
    'an encoding that nobody asked for',
    (body) => toRawAnswer({ headers: { 'content-encoding': 'br' }, body: brotliCompressSync(body) }),
  ],
  ...[300, 301, 302, 303, 304, 307, 308].map((status): HostileAnswer => [
    `a redirect with ${status}`,
    (_body, location) => ({ kind: 'redirect', location, status }),
  ]),
  ['another job', () => ({ kind: 'otherJob' })],
];

function toGzipped(body: Buffer): AnswerOrFault {
  return toRawAnswer({ headers: { 'content-encoding': 'gzip' }, body });
}

export const hostileJson: readonly HostileAnswer[] = [
  ...hostileBytes,
  ...[
    'null',
    'true',
    '42',
    '"hostile-marker"',
    '[]',
    '[{}]',
    '{}',
    'NaN',
    '{"a":1,}',
    "{'a':1}",
    '{"a":undefined}',
    '<a/>',
  ].map((text): HostileAnswer => [text, () => toRawAnswer({ body: text })]),
  ['a list around it', (body) => toRawAnswer({ body: `[${body}]` })],
  ['a comment before it', (body) => toRawAnswer({ body: `/**/${body}` })],
  ['two byte order marks', (body) => toRawAnswer({ body: `\uFEFF\uFEFF${body}` })],
];

/** @param inner the name of an element that holds text, and stands once in the answer */
export function hostileXml(inner: string): readonly HostileAnswer[] {
  const content = new RegExp(`(?<=<${inner}>)[^<]*(?=</${inner}>)`);
  const open = `<${inner}>`;
  return [
    ...hostileBytes,
    ['a DOCTYPE', (body) => toRawAnswer({ body: withDoctype(body, '<!DOCTYPE hostile>') })],
    ['a DOCTYPE in small letters', (body) => toRawAnswer({ body: withDoctype(body, '<!doctype hostile>') })],
    [
      'an entity of its own',
      (body) =>
        toRawAnswer({ body: withDoctype(swap(body, content, '&e;'), '<!DOCTYPE x [<!ENTITY e "hostile-marker">]>') }),
    ],
    [
      'an entity at an address',
      (body, address) =>
        toRawAnswer({
          body: withDoctype(swap(body, content, '&e;'), `<!DOCTYPE x [<!ENTITY e SYSTEM "${address}">]>`),
        }),
    ],
    [
      'a document type at an address',
      (body, address) => toRawAnswer({ body: withDoctype(body, `<!DOCTYPE x SYSTEM "${address}">`) }),
    ],
    [
      'a parameter entity at an address',
      (body, address) =>
        toRawAnswer({ body: withDoctype(body, `<!DOCTYPE x [<!ENTITY % p SYSTEM "${address}"> %p;]>`) }),
    ],
    [
      'entities that multiply',
      (body) =>
        toRawAnswer({
          body: withDoctype(
            swap(body, content, '&c;'),
            `<!DOCTYPE x [<!ENTITY a "${'h'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}"><!ENTITY c "${'&b;'.repeat(1000)}">]>`,
          ),
        }),
    ],
    ['a document type by the emulator', (_body, systemUrl) => ({ kind: 'doctype', systemUrl })],
    ...[
      '&undefined;',
      '&nbsp;',
      '&copy;',
      '&',
      '&amp',
      '& b',
      '&#;',
      '&#x;',
      '&#xZZ;',
      '&#0;',
      '&#1;',
      '&#xD800;',
      '&#xFFFF;',
    ].map((text): HostileAnswer => withSwap(`the reference ${text}`, content, text)),
    ...['&#x110000;', '&#99999999999;', `&#${'9'.repeat(400)};`].map((text): HostileAnswer =>
      withSwap(`the reference ${text}`, content, text),
    ),
    withSwap('a control character', content, 'a\u0001b'),
    withSwap('a NUL', content, '\0'),
    withSwap('an end tag of another name', `</${inner}>`, '</Another>'),
    withSwap('no end tag', `</${inner}>`, ''),
    withSwap('an element twice', open, `${open}hostile-marker</${inner}>${open}`),
    withSwap('elements where text was expected', content, '<a/>'),
    withSwap('an open section', content, '<![CDATA[hostile-marker'),
    withSwap('an open comment', content, '<!-- hostile-marker'),
    withSwap('a bare bracket', content, 'a < b'),
    [
      'another encoding that it declares',
      (body) =>
        toRawAnswer({
          body: Buffer.from(
            `<?xml version="1.0" encoding="ISO-8859-1"?>${swap(withoutProlog(body), content, 'Ã©')}`,
            'latin1',
          ),
        }),
    ],
    withSwap(
      'elements nested by the ten thousand',
      open,
      `<Deep>${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}</Deep>${open}`,
    ),
    ['another root', () => toRawAnswer({ body: '<Another><Job>hostile-marker</Job></Another>' })],
    ['text alone in the root', (body) => toRawAnswer({ body: `<${rootOf(body)}>hostile-marker</${rootOf(body)}>` })],
    ['an empty root', (body) => toRawAnswer({ body: `<${rootOf(body)}/>` })],
    ['JSON', () => toRawAnswer({ body: '{"Job":{"JobId":"hostile-marker"}}' })],
  ];
}

function withoutProlog(body: string): string {
  return body.replace(/^<\?xml[^>]*\?>\s*/, '');
}

function withDoctype(body: string, doctype: string): string {
  return `<?xml version="1.0"?>\n${doctype}\n${withoutProlog(body)}`;
}

function rootOf(body: string): string {
  return /<([A-Za-z]+)/.exec(withoutProlog(body))?.[1] ?? '';
}

/** Texts that are no time of the form `2025-12-01T08:00:30Z`. */
export const noTimes: readonly string[] = [
  '2025-02-30T00:00:00Z',
  '2025-13-01T00:00:00Z',
  '2025-12-01T25:00:00Z',
  '2025-12-01T08:60:00Z',
  '2025-12-01',
  '2025-12-01T08:00:30',
  '1764576015',
  'yesterday',
  'NaN',
  'null',
  '0',
  '+020251-12-01T00:00:00Z',
  'Mon, 01 Dec 2025 08:00:30 GMT',
];
