import { describe, expect, it } from 'vitest';
import { isAllowedCallback, parseAllowedCallback, parseCallbackUrl } from '../../src/config/callback-url.ts';

function isAllowed(url: string, allowed: string): boolean {
  const [asked, configured] = [parseCallbackUrl(url), parseAllowedCallback(allowed)];
  if (configured === undefined) throw new Error(`${allowed} is no address that can be configured.`);
  return asked !== undefined && isAllowedCallback(asked, configured);
}

const router = 'https://router.example/callback';

describe('an address that may be called back', () => {
  it.each([
    [router, router],
    [`${router}/c4a9d1b8-dc57-44ab-9e5a-6e6189b2b945`, router],
    [`${router}/`, router],
    [router, `${router}/`],
    [`${router}/a/b.c_d~e`, `${router}/`],
    ['https://router.example/', 'https://router.example'],
    ['https://router.example/any/path', 'https://router.example'],
    ['https://router.example:443/callback/id', router],
    ['HTTPS://ROUTER.Example/callback/id', router],
    [`${router}/x/../id`, router],
    ['http://[::1]:4000/callback/id', 'http://[0:0:0:0:0:0:0:1]:4000/callback'],
    ['http://127.0.0.1:80/callback/id', 'http://127.0.0.1/callback'],
  ])('%s is at or below %s', (url, allowed) => {
    expect(isAllowed(url, allowed)).toBe(true);
  });

  it.each([
    ['another scheme', 'http://router.example/callback/id'],
    ['another host', 'https://evil.example/callback/id'],
    ['a host that begins like it', 'https://router.example.evil.example/callback/id'],
    ['a host with a dot at its end', 'https://router.example./callback/id'],
    ['a host below it', 'https://a.router.example/callback/id'],
    ['another port', 'https://router.example:8443/callback/id'],
    ['it as a user', 'https://router.example@evil.example/callback/id'],
    ['it as a user and a password', 'https://router.example:443@evil.example/callback/id'],
    ['a user before it', 'https://user@router.example/callback/id'],
    ['an empty user before it', 'https://@router.example/callback/id'],
    ['a path beside it', 'https://router.example/callback-of-others/id'],
    ['a path above it', 'https://router.example/'],
    ['a path in other letters', 'https://router.example/Callback/id'],
    ['a way out by dots', `${router}/../admin`],
    ['a way out by dots at the end', `${router}/..`],
    ['a way out by encoded dots', `${router}/%2e%2e/admin`],
    ['a way out by half-encoded dots', `${router}/.%2E/admin`],
    ['an encoded slash', `${router}/..%2fadmin`],
    ['an encoded slash at the boundary', `${router}%2fid`],
    ['an encoded backslash', `${router}/..%5cadmin`],
    ['a doubly encoded slash', `${router}/..%252fadmin`],
    ['path parameters', `${router}/..;/admin`],
    ['a backslash', `${router}\\..\\admin`],
    ['backslashes for slashes', 'https:\\\\router.example\\callback\\id'],
    ['a backslash before another host', 'https://router.example\\@evil.example/callback/id'],
    ['one slash', 'https:/router.example/callback/id'],
    ['no scheme', '//router.example/callback/id'],
    ['a path alone', '/callback/id'],
    ['another protocol', 'file:///callback/id'],
    ['a query', `${router}/id?to=admin`],
    ['an empty query', `${router}/id?`],
    ['a fragment', `${router}/id#x`],
    ['a blank before it', ` ${router}/id`],
    ['a line break in it', 'https://router.exam\nple/callback/id'],
    ['a tab in it', 'https://router.example/call\tback/id'],
    ['a zero byte after it', `${router}/id\0`],
    ['letters that look like it', 'https://rоuter.example/callback/id'],
    ['wide letters that become it', 'https://ｒouter.example/callback/id'],
    ['a port that cannot be', 'https://router.example:99999/callback/id'],
    ['no host', 'https:///callback/id'],
    ['an address without end', `${router}/${'a'.repeat(3000)}`],
    ['nothing', ''],
  ])('is none with %s', (_name, url) => {
    expect(isAllowed(url, router)).toBe(false);
  });

  it('is none as IPv4 in IPv6, or by another name of the same machine', () => {
    const allowed = 'http://127.0.0.1:4000/callback';

    expect(isAllowed('http://[::ffff:127.0.0.1]:4000/callback/id', allowed)).toBe(false);
    expect(isAllowed('http://localhost:4000/callback/id', allowed)).toBe(false);
  });

  it('is called as it was compared, whatever it was written like', () => {
    const url = parseCallbackUrl('HTTP://0x7f.1:80/callback/a/../b');

    expect(url?.href).toBe('http://127.0.0.1/callback/b');
  });
});

describe('an address of one of several routers', () => {
  const routers = 'http://*.router.graph.svc.cluster.local:4000/callback';

  it.each([
    ['http://router-0.router.graph.svc.cluster.local:4000/callback', routers],
    ['http://router-11.router.graph.svc.cluster.local:4000/callback/c4a9d1b8', routers],
    ['http://10-0-0-1.router.graph.svc.cluster.local:4000/callback/id', routers],
    ['HTTP://Router-0.ROUTER.Graph.svc.cluster.LOCAL:4000/callback/id', routers],
    [
      'http://router-0.router.graph.svc.cluster.local:4000/callback/id',
      routers.toUpperCase().replace('/CALLBACK', '/callback'),
    ],
    ['https://a.router.example:443/callback', 'https://*.router.example/callback'],
    ['https://xn--bcher-kva.router.example/callback', 'https://*.router.example/callback'],
    [`https://${'a'.repeat(63)}.router.example/`, 'https://*.router.example'],
  ])('%s is allowed by %s', (url, allowed) => {
    expect(isAllowed(url, allowed)).toBe(true);
  });

  it.each([
    ['two labels', 'http://a.b.router.graph.svc.cluster.local:4000/callback/id'],
    ['no label', 'http://router.graph.svc.cluster.local:4000/callback/id'],
    ['an empty label', 'http://.router.graph.svc.cluster.local:4000/callback/id'],
    ['a label and an empty one', 'http://a..router.graph.svc.cluster.local:4000/callback/id'],
    ['an empty label and one', 'http://.a.router.graph.svc.cluster.local:4000/callback/id'],
    ['a label with an underscore', 'http://a_b.router.graph.svc.cluster.local:4000/callback/id'],
    ['a label that is too long', `http://${'a'.repeat(64)}.router.graph.svc.cluster.local:4000/callback/id`],
    ['the star itself', 'http://*.router.graph.svc.cluster.local:4000/callback/id'],
    ['an encoded star', 'http://%2a.router.graph.svc.cluster.local:4000/callback/id'],
    ['an encoded dot', 'http://a%2eb.router.graph.svc.cluster.local:4000/callback/id'],
    ['a dot at its end', 'http://a.router.graph.svc.cluster.local.:4000/callback/id'],
    ['a zone in front of another', 'http://a.router.graph.svc.cluster.local.evil.example:4000/callback/id'],
    ['a zone that ends like it', 'http://a.evil-router.graph.svc.cluster.local:4000/callback/id'],
    ['a zone of which a part is missing', 'http://a.graph.svc.cluster.local:4000/callback/id'],
    ['it as a user', 'http://a.router.graph.svc.cluster.local:4000@evil.example:4000/callback/id'],
    ['a user before it', 'http://user@a.router.graph.svc.cluster.local:4000/callback/id'],
    ['another port', 'http://a.router.graph.svc.cluster.local:4001/callback/id'],
    ['no port', 'http://a.router.graph.svc.cluster.local/callback/id'],
    ['another scheme', 'https://a.router.graph.svc.cluster.local:4000/callback/id'],
    ['a path beside it', 'http://a.router.graph.svc.cluster.local:4000/callback-of-others'],
    ['a way out by dots', 'http://a.router.graph.svc.cluster.local:4000/callback/../admin'],
    ['an IPv4 address', 'http://127.0.0.1:4000/callback/id'],
    ['an IPv6 address', 'http://[::1]:4000/callback/id'],
    ['an IPv6 address with a name behind it', 'http://[::1].router.graph.svc.cluster.local:4000/callback/id'],
    ['letters of another alphabet', 'http://а.router.graph.svc.cluster.local:4000/callback/id'],
    ['a dot of another alphabet', 'http://a。router.graph.svc.cluster.local:4000/callback/id'],
    ['its letters in punycode', 'http://a.xn--ruter-9be.graph.svc.cluster.local:4000/callback/id'],
    ['a soft hyphen', 'http://a.rou\u00adter.graph.svc.cluster.local:4000/callback/id'],
  ])('is none with %s', (_name, url) => {
    expect(isAllowed(url, routers)).toBe(false);
  });

  it.each([
    'http://*/callback',
    'http://*:4000/callback',
    'http://*./callback',
    'http://*.com/callback',
    'http://*.com./callback',
    'http://*.localhost:4000/callback',
    'http://*.router.example./callback',
    'http://*..router.example/callback',
    'http://*.router..example/callback',
    'http://*.*.router.example/callback',
    'http://**.router.example/callback',
    'http://router-*.router.example/callback',
    'http://*-router.router.example/callback',
    'http://router.*.example/callback',
    'http://router.example.*/callback',
    'http://user@*.router.example/callback',
    'http://*@router.example/callback',
    'http://*.0.0.1/callback',
    'http://*.router.0x7f/callback',
    'http://*.[::1]/callback',
    'http://[*::1]/callback',
    'http://*.router.example:*/callback',
    'http://*.router.example/*',
    'http://*.router_s.example/callback',
    'http://*.röuter.example/callback',
    '*://router.graph.example/callback',
    'ftp://*.router.example/callback',
    '*.router.example',
  ])('cannot be configured as %s', (setting) => {
    expect(parseAllowedCallback(setting)).toBeUndefined();
  });
});
