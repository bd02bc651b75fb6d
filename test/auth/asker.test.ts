import { expect, it } from 'vitest';
import { toAnonymousViewer, toOpenViewer, toRequester, type Viewer } from '../../src/auth/viewer.ts';

const anonymous = toAnonymousViewer([]);
const ada: Viewer = { kind: 'token', subject: 'ada', scopes: new Set(), expiresAt: null };
const nobody: Viewer = { ...ada, subject: null };

it.each<[string, Viewer, string | undefined, Viewer, string | undefined]>([
  ['a subject at any address', ada, '192.0.2.1', { ...ada }, '192.0.2.2'],
  ['an address without a token', anonymous, '192.0.2.1', anonymous, '192.0.2.1'],
  ['a network of IPv6', anonymous, '2001:db8:1:2::1', anonymous, '2001:db8:1:2:ffff:ffff:ffff:1'],
  ['a network of IPv6 that is written short', anonymous, '2001:db8::1', anonymous, '2001:db8:0:0:1::'],
  ['nobody’s address', toOpenViewer(), undefined, toOpenViewer(), undefined],
])('%s is one requester', (_name, one, oneAddress, other, otherAddress) => {
  expect(toRequester(one, oneAddress)).toBe(toRequester(other, otherAddress));
});

it.each<[string, Viewer, string, Viewer, string]>([
  ['two subjects at one address', ada, '192.0.2.1', { ...ada, subject: 'bob' }, '192.0.2.1'],
  ['two addresses without a token', anonymous, '192.0.2.1', anonymous, '192.0.2.2'],
  ['two addresses of tokens that name nobody', nobody, '192.0.2.1', nobody, '192.0.2.2'],
  ['two addresses of IPv4 in IPv6', anonymous, '::ffff:192.0.2.1', anonymous, '::ffff:192.0.2.2'],
  ['two networks of IPv6', anonymous, '2001:db8:1:2::1', anonymous, '2001:db8:1:3::1'],
  [
    'a token that names nobody and a subject like its name',
    nobody,
    '192.0.2.1',
    { ...ada, subject: 'at 192.0.2.1' },
    '',
  ],
  ['somebody without a token and a subject', anonymous, '', ada, ''],
])('%s are two requesters', (_name, one, oneAddress, other, otherAddress) => {
  expect(toRequester(one, oneAddress)).not.toBe(toRequester(other, otherAddress));
});
