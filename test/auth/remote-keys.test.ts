import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGate, type Gate } from './gate.ts';
import { InvalidToken, TokenKeysUnavailable } from '../../src/auth/token-errors.ts';
import { createManualClock } from '../emulation/manual-clock.ts';
import type { ManualClock } from '../emulation/manual-clock.ts';
import { bearer, createEcKey, createJwksEndpoint, createRsaKey, fail, start, tokenSettings } from './issuer.ts';
import type { JwksEndpoint } from './issuer.ts';

const first = createEcKey('first');
const second = createEcKey('second');
const third = createEcKey('third');
const admitted = { kind: 'token', subject: 'ada' };
const seconds = 1_000;
const minutes = 60 * seconds;

let endpoint: JwksEndpoint;
let clock: ManualClock;
let gate: Gate;

beforeEach(async () => {
  endpoint = await createJwksEndpoint(first.jwk);
  clock = createManualClock(start);
  gate = createGate({ ...tokenSettings, jwksUri: endpoint.uri }, clock);
});

afterEach(async () => {
  gate.close();
  await endpoint[Symbol.asyncDispose]();
});

describe('keys that are read well', () => {
  it('are read once for all who come at the same time', async () => {
    const viewers = await Promise.all(Array.from({ length: 50 }, () => gate.authenticate(bearer(first))));

    expect(viewers).toHaveLength(50);
    expect(endpoint.count()).toBe(1);
  });

  it('are not read before a token that could be good asks for them', async () => {
    await expect(gate.authenticate(undefined)).resolves.toMatchObject({ kind: 'anonymous' });
    await expect(gate.authenticate('Bearer x.y.z')).rejects.toThrow(InvalidToken);
    await expect(gate.authenticate(bearer(first, { alg: 'none' }))).rejects.toThrow(InvalidToken);

    expect(endpoint.count()).toBe(0);
  });

  it('are read again after ten minutes, and a key that was withdrawn counts no more', async () => {
    await gate.authenticate(bearer(first));
    endpoint.publish(second.jwk);
    clock.advance(10 * minutes - 1);
    await expect(gate.authenticate(bearer(first))).resolves.toMatchObject(admitted);
    expect(endpoint.count()).toBe(1);

    clock.advance(1);

    await expect(gate.authenticate(bearer(first))).rejects.toEqual(new InvalidToken('unknown-key'));
  });

  it('may be none: the issuer has withdrawn them all', async () => {
    endpoint.publish();

    await expect(gate.authenticate(bearer(first))).rejects.toEqual(new InvalidToken('unknown-key'));
  });

  it('leave out what is no sound public key', async () => {
    const weak = createRsaKey('weak', 1024);
    const published = { ...first.privateKey.export({ format: 'jwk' }), kid: 'published', alg: 'ES256' };
    const symmetric = { kty: 'oct', k: 'c2VjcmV0', kid: 'symmetric' };
    endpoint.publish(
      null,
      7,
      'key',
      [],
      {},
      { kty: 'EC' },
      { kty: 'RSA', n: '!', e: 'AQAB' },
      weak.jwk,
      published,
      symmetric,
      first.jwk,
    );

    await expect(gate.authenticate(bearer(first))).resolves.toMatchObject(admitted);
    await expect(gate.authenticate(bearer(weak, { alg: 'RS256' }))).rejects.toEqual(new InvalidToken('unknown-key'));
    await expect(gate.authenticate(bearer(first, { kid: 'published' }))).rejects.toEqual(
      new InvalidToken('unknown-key'),
    );
  });

  it('are tried in turn for a token that names none', async () => {
    endpoint.publish(first.jwk, second.jwk);

    await expect(gate.authenticate(bearer(second, { kid: undefined }))).resolves.toMatchObject(admitted);
    await expect(gate.authenticate(bearer(third, { kid: undefined }))).rejects.toEqual(new InvalidToken('signature'));
  });

  it('are tried ten at most for such a token', async () => {
    const keys = Array.from({ length: 11 }, () => createEcKey());
    endpoint.publish(...keys.map(({ jwk }) => jwk));

    const results = await Promise.allSettled(keys.map((key) => gate.authenticate(bearer(key, { kid: undefined }))));

    expect(results.map(({ status }) => status)).toEqual([...Array(10).fill('fulfilled'), 'rejected']);
  });

  it.each([
    ['use', { use: 'enc' }],
    ['key_ops', { key_ops: ['encrypt'] }],
    ['alg', { alg: 'ES384' }],
  ])('are not used against their %s', async (_name, members) => {
    endpoint.publish({ ...first.jwk, ...members });

    await expect(gate.authenticate(bearer(first))).rejects.toEqual(new InvalidToken('unknown-key'));
  });
});

describe('a rotation', () => {
  it('loses no valid request, even right after the keys were read', async () => {
    await gate.authenticate(bearer(first));
    endpoint.publish(first.jwk, second.jwk);

    const viewers = await Promise.all(
      [second, first, second, first, second].map((key) => gate.authenticate(bearer(key))),
    );

    expect(viewers.map(({ kind }) => kind)).toEqual(Array(5).fill('token'));
    expect(endpoint.count()).toBe(2);
  });

  it('is found while an older read is still under way', async () => {
    const { promise: isAsked, resolve: ask } = Promise.withResolvers<void>();
    const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
    endpoint.respond((_request, response) => {
      ask();
      void mayAnswer.then(() =>
        response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [first.jwk] })),
      );
    });
    const early = gate.authenticate(bearer(first));
    await isAsked;
    endpoint.publish(first.jwk, second.jwk);

    const late = gate.authenticate(bearer(second));
    answer();

    await expect(early).resolves.toMatchObject(admitted);
    await expect(late).resolves.toMatchObject(admitted);
  });

  it('is found for keys without a name', async () => {
    const { kid: _first, ...before } = first.jwk;
    const { kid: _second, ...after } = second.jwk;
    endpoint.publish(before);
    await gate.authenticate(bearer(first, { kid: undefined }));
    endpoint.publish(after);

    await expect(gate.authenticate(bearer(second, { kid: undefined }))).resolves.toMatchObject(admitted);
  });

  it('that follows another at once is found within seconds', async () => {
    await gate.authenticate(bearer(first));
    endpoint.publish(second.jwk);
    await gate.authenticate(bearer(second));
    endpoint.publish(third.jwk);
    await expect(gate.authenticate(bearer(third))).rejects.toEqual(new InvalidToken('unknown-key'));

    clock.advance(5 * seconds);

    await expect(gate.authenticate(bearer(third))).resolves.toMatchObject(admitted);
  });
});

describe('a key that is published right after it was asked for', () => {
  it('is found within seconds, though unknown keys keep coming', async () => {
    await gate.authenticate(bearer(first));
    await expect(gate.authenticate(bearer(second))).rejects.toEqual(new InvalidToken('unknown-key'));
    endpoint.publish(first.jwk, second.jwk);
    clock.advance(4 * seconds);
    await expect(gate.authenticate(bearer(third))).rejects.toThrow(InvalidToken);

    clock.advance(1 * seconds);

    await expect(gate.authenticate(bearer(second))).resolves.toMatchObject(admitted);
    expect(endpoint.count()).toBe(3);
  });
});

describe('a flood of unknown keys', () => {
  it('causes at most one read per five seconds', async () => {
    await gate.authenticate(bearer(first));

    for (let round = 1; round <= 3; round += 1) {
      const flood = Array.from({ length: 40 }, (_, index) =>
        gate.authenticate(bearer(third, { kid: `random-${round}-${index}` })),
      );
      const results = await Promise.allSettled(flood);

      expect(results.every(({ status }) => status === 'rejected')).toBe(true);
      expect(endpoint.count()).toBe(1 + round);
      clock.advance(4 * seconds);
      await expect(gate.authenticate(bearer(third))).rejects.toThrow(InvalidToken);
      expect(endpoint.count()).toBe(1 + round);
      clock.advance(1 * seconds);
    }
  });

  it('causes no more of them when the endpoint fails', async () => {
    await gate.authenticate(bearer(first));
    endpoint.respond(fail);

    for (let index = 0; index < 40; index += 1) {
      await expect(gate.authenticate(bearer(third, { kid: `random-${index}` }))).rejects.toEqual(
        new TokenKeysUnavailable('status'),
      );
    }

    expect(endpoint.count()).toBe(2);
    await expect(gate.authenticate(bearer(first))).resolves.toMatchObject(admitted);
  });
});
