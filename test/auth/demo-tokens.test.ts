import { describe, expect, it } from 'vitest';
import { createGate } from './gate.ts';
import { createDemoTokenEndpoint, signForExplorer } from '../../src/auth/demo-token-endpoint.ts';
import type { DemoTokenCall } from '../../src/auth/demo-token-endpoint.ts';
import { createDemoIssuer } from '../../src/auth/demo-tokens.ts';
import { InvalidToken } from '../../src/auth/token-errors.ts';
import { createManualClock } from '../emulation/manual-clock.ts';
import { start } from './issuer.ts';

const now = () => start;
const clock = { now, monotonic: () => 0 };

describe('a demo issuer', () => {
  it('signs tokens that its own gateway takes', async () => {
    const issuer = createDemoIssuer({ now });
    const gate = createGate(issuer.settings, clock);

    const token = await issuer.sign({ scopes: ['job:read', 'job:credentials'], subject: 'grace', ttlSeconds: 60 });

    await expect(gate.authenticate(`Bearer ${token}`)).resolves.toEqual({
      kind: 'token',
      subject: 'grace',
      scopes: new Set(['job:read', 'job:credentials']),
      expiresAt: new Date(start.getTime() + 60_000),
    });
  });

  it('signs for half a day, unless told otherwise', async () => {
    const clock = createManualClock(start);
    const issuer = createDemoIssuer({ now });
    const gate = createGate(issuer.settings, clock);
    const token = await issuer.sign({ scopes: ['job:read'] });

    await expect(gate.authenticate(`Bearer ${token}`)).resolves.toMatchObject({ subject: 'demo' });
    clock.advance((12 * 3600 + 60) * 1000);

    await expect(gate.authenticate(`Bearer ${token}`)).rejects.toEqual(new InvalidToken('expired'));
  });

  it('signs nothing that another demo takes', async () => {
    const token = await createDemoIssuer({ now }).sign({ scopes: ['job:read'] });
    const other = createGate(createDemoIssuer({ now }).settings, clock);

    await expect(other.authenticate(`Bearer ${token}`)).rejects.toEqual(new InvalidToken('signature'));
  });

  it('lets everybody read jobs', async () => {
    const gate = createGate(createDemoIssuer({ now }).settings, clock);

    await expect(gate.authenticate(undefined)).resolves.toMatchObject({
      kind: 'anonymous',
      scopes: new Set(['job:read']),
    });
  });
});

describe('the token in the explorer’s page', () => {
  const issuer = createDemoIssuer({ now });
  const gate = createGate(issuer.settings, clock);
  const caller = { remoteAddress: '127.0.0.1', headers: { host: 'localhost:4000', 'sec-fetch-site': 'none' } };

  it('opens everything', async () => {
    const token = await signForExplorer(issuer, caller);

    await expect(gate.authenticate(`Bearer ${token}`)).resolves.toMatchObject({
      scopes: new Set(['job:read', 'job:logs', 'job:sensitive', 'job:credentials', 'job:operate']),
    });
  });

  it.each([
    ['from another machine', { remoteAddress: '192.0.2.1' }],
    ['under a name that was made to point here', { headers: { host: 'evil.example' } }],
    ['through a proxy', { headers: { ...caller.headers, 'x-forwarded-for': '192.0.2.1' } }],
    ['by a script of another page', { headers: { ...caller.headers, origin: 'https://studio.apollographql.com' } }],
  ])('is for nobody who asks %s', async (_name, facts) => {
    await expect(signForExplorer(issuer, { ...caller, ...facts })).resolves.toBeNull();
  });
});

describe('the demo’s token endpoint', () => {
  const issuer = createDemoIssuer({ now });
  const gate = createGate(issuer.settings, clock);
  const answerTo = createDemoTokenEndpoint(issuer);
  const headers = { host: '127.0.0.1:4000', 'content-type': 'application/json' };
  const call: DemoTokenCall = { method: 'POST', remoteAddress: '127.0.0.1', headers, body: { scope: 'job:read' } };
  const noStore = { 'cache-control': 'no-store' };

  it.each<[string, Partial<DemoTokenCall>]>([
    ['from 127.0.0.1', {}],
    ['from elsewhere in 127/8', { remoteAddress: '127.8.9.10' }],
    ['from ::1', { remoteAddress: '::1', headers: { ...headers, host: '[::1]:4000' } }],
    ['from 127.0.0.1 on a dual-stack socket', { remoteAddress: '::ffff:127.0.0.1' }],
    ['as localhost', { headers: { ...headers, host: 'LocalHost:80' } }],
    ['without a port', { headers: { ...headers, host: 'localhost' } }],
    ['typed by the user', { headers: { ...headers, 'sec-fetch-site': 'none' } }],
    [
      'on a page of the demo',
      { headers: { ...headers, origin: 'http://127.0.0.1:4000', 'sec-fetch-site': 'same-origin' } },
    ],
    ['on a page of the demo, in an old browser', { headers: { ...headers, origin: 'http://127.0.0.1:4000' } }],
    ['in a named charset', { headers: { ...headers, 'content-type': 'application/json; charset=utf-8' } }],
  ])('gives one token on this machine: %s', async (_name, facts) => {
    const { status, headers: sent, body } = await answerTo({ ...call, ...facts });

    expect({ status, sent }).toEqual({ status: 200, sent: noStore });
    await expect(gate.authenticate(`Bearer ${'token' in body ? body.token : ''}`)).resolves.toMatchObject({
      scopes: new Set(['job:read']),
    });
  });

  it.each<[string, Partial<DemoTokenCall>, string]>([
    ['another machine', { remoteAddress: '192.0.2.7' }, 'Demo tokens are for programs on this machine only.'],
    [
      'another machine on a dual-stack socket',
      { remoteAddress: '::ffff:192.0.2.7' },
      'Demo tokens are for programs on this machine only.',
    ],
    ['nobody known', { remoteAddress: undefined }, 'Demo tokens are for programs on this machine only.'],
    ['no address', { remoteAddress: 'localhost' }, 'Demo tokens are for programs on this machine only.'],
    [
      'a rebound name',
      { headers: { ...headers, host: 'attacker.example:4000' } },
      'Demo tokens are given under a loopback name only.',
    ],
    [
      'a name that begins well',
      { headers: { ...headers, host: 'localhost.attacker.example' } },
      'Demo tokens are given under a loopback name only.',
    ],
    [
      'a name that ends well',
      { headers: { ...headers, host: 'attacker.example#localhost' } },
      'Demo tokens are given under a loopback name only.',
    ],
    ['0.0.0.0', { headers: { ...headers, host: '0.0.0.0:4000' } }, 'Demo tokens are given under a loopback name only.'],
    [
      'no host',
      { headers: { 'content-type': 'application/json' } },
      'Demo tokens are given under a loopback name only.',
    ],
    [
      'a proxy',
      { headers: { ...headers, 'x-forwarded-for': '192.0.2.7' } },
      'Demo tokens are not given through a proxy.',
    ],
    [
      'a page',
      { headers: { ...headers, origin: 'https://attacker.example' } },
      'Demo tokens are not given to pages of other sites.',
    ],
    [
      'a page without an origin',
      { headers: { ...headers, origin: 'null' } },
      'Demo tokens are not given to pages of other sites.',
    ],
    [
      'a page on another port of this machine',
      { headers: { ...headers, origin: 'http://127.0.0.1:4001', 'sec-fetch-site': 'same-site' } },
      'Demo tokens are not given to pages of other sites.',
    ],
    [
      'a page under another name of this machine',
      { headers: { ...headers, origin: 'http://localhost:4000' } },
      'Demo tokens are not given to pages of other sites.',
    ],
    [
      'a page of the same name over TLS',
      { headers: { ...headers, origin: 'https://127.0.0.1:4000' } },
      'Demo tokens are not given to pages of other sites.',
    ],
    [
      'a cross-site fetch',
      { headers: { ...headers, 'sec-fetch-site': 'cross-site' } },
      'Demo tokens are not given to pages of other sites.',
    ],
    [
      'a same-origin fetch that does not say which',
      { headers: { ...headers, 'sec-fetch-site': 'same-origin' } },
      'Demo tokens are not given to pages of other sites.',
    ],
    ['a form', { headers: { ...headers, 'content-type': 'text/plain' } }, 'Ask for a demo token with a JSON body.'],
  ])('refuses %s', async (_name, facts, error) => {
    await expect(answerTo({ ...call, ...facts })).resolves.toEqual({ status: 403, headers: noStore, body: { error } });
  });

  it('refuses a GET', async () => {
    await expect(answerTo({ ...call, method: 'GET' })).resolves.toMatchObject({ status: 405 });
  });

  const expected =
    'scope must be one or more of job:read, job:logs, job:sensitive, job:credentials, job:operate, with a space between';
  it.each<[string, unknown, string]>([
    ['an unknown scope', { scope: 'job:read job:write' }, `${expected}, but got "job:write".`],
    ['a scope named like an object’s own', { scope: 'constructor' }, `${expected}, but got "constructor".`],
    ['line breaks', { scope: 'a\nb' }, `${expected}, but got "a\\nb".`],
    ['nothing', { scope: '' }, `${expected}.`],
    ['blanks', { scope: '  ' }, `${expected}.`],
    ['a list', { scope: ['job:read'] }, `${expected}.`],
    ['far too much', { scope: 'job:read '.repeat(200) }, `${expected}.`],
    ['no scope', {}, `${expected}.`],
    ['no object', 'job:read', `${expected}.`],
    ['null', null, `${expected}.`],
  ])('says which scopes there are, when asked for %s', async (_name, body, error) => {
    await expect(answerTo({ ...call, body })).resolves.toEqual({ status: 400, headers: noStore, body: { error } });
  });
});
