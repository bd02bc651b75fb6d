import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGate, type Gate } from './gate.ts';
import { InvalidToken, TokenKeysUnavailable } from '../../src/auth/token-errors.ts';
import type { TokenKeysFault } from '../../src/auth/token-errors.ts';
import { createManualClock } from '../emulation/manual-clock.ts';
import type { ManualClock } from '../emulation/manual-clock.ts';
import { bearer, createEcKey, createJwksEndpoint, createRsaKey, fail, start, tokenSettings } from './issuer.ts';
import type { JwksEndpoint } from './issuer.ts';

const first = createEcKey('first');
const second = createEcKey('second');
const admitted = { kind: 'token', subject: 'ada' };
const seconds = 1_000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

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

/** For endpoints that hang; long enough for a good answer on a busy machine. */
function shortenProbe(): void {
  gate = createGate({ ...tokenSettings, jwksUri: endpoint.uri }, { ...clock, keySetTimeoutMilliseconds: 250 });
}

const json = { 'content-type': 'application/json' };
const lies: readonly (readonly [name: string, fault: TokenKeysFault, listener: RequestListener])[] = [
  ['hangs', 'timeout', () => {}],
  ['hangs in the body', 'timeout', (_request, response) => void response.writeHead(200, json).write('{"keys":[')],
  ['closes the line', 'network', (request) => void request.socket.destroy()],
  ['answers 500', 'status', fail],
  ['answers 204', 'status', (_request, response) => void response.writeHead(204).end()],
  [
    'answers HTML',
    'not-json',
    (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>hello'),
  ],
  [
    'answers HTML and calls it JSON',
    'not-json',
    (_request, response) => void response.writeHead(200, json).end('<p>hello'),
  ],
  [
    'answers JSON and calls it HTML',
    'not-json',
    (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(JSON.stringify({ keys: [first.jwk] }));
    },
  ],
  ['answers nothing', 'not-json', (_request, response) => void response.writeHead(200, json).end()],
  [
    'answers another encoding',
    'not-json',
    (_request, response) => void response.writeHead(200, json).end(Buffer.from('{"keys":[],"x":"\xff"}', 'latin1')),
  ],
  ['answers null', 'bad-keys', (_request, response) => void response.writeHead(200, json).end('null')],
  [
    'answers another document',
    'bad-keys',
    (_request, response) => void response.writeHead(200, json).end('{"issuer":"x"}'),
  ],
  [
    'answers keys that are no list',
    'bad-keys',
    (_request, response) => void response.writeHead(200, json).end('{"keys":{"0":{}}}'),
  ],
  [
    'answers garbage for keys',
    'bad-keys',
    (_request, response) => void response.writeHead(200, json).end('{"keys":[{"kty":"EC"},1]}'),
  ],
  [
    'answers a symmetric key',
    'bad-keys',
    (_request, response) => void response.writeHead(200, json).end('{"keys":[{"kty":"oct","k":"AA"}]}'),
  ],
  [
    'answers a private key',
    'bad-keys',
    (_request, response) => {
      response
        .writeHead(200, json)
        .end(JSON.stringify({ keys: [{ ...first.privateKey.export({ format: 'jwk' }), kid: 'first' }] }));
    },
  ],
  [
    'answers too many keys',
    'too-large',
    (_request, response) => {
      response.writeHead(200, json).end(JSON.stringify({ keys: Array(101).fill(first.jwk) }));
    },
  ],
  [
    'answers too much',
    'too-large',
    (_request, response) => {
      response.writeHead(200, json).end(JSON.stringify({ keys: [first.jwk], pad: 'x'.repeat(600_000) }));
    },
  ],
  [
    'answers too much, packed small',
    'too-large',
    (_request, response) => {
      response
        .writeHead(200, { ...json, 'content-encoding': 'gzip' })
        .end(gzipSync(JSON.stringify({ keys: [first.jwk], pad: 'x'.repeat(600_000) })));
    },
  ],
  [
    'redirects',
    'redirect',
    (request, response) => {
      const isFollowed = request.url === '/elsewhere';
      response
        .writeHead(isFollowed ? 200 : 302, { ...json, location: '/elsewhere' })
        .end(JSON.stringify({ keys: [first.jwk] }));
    },
  ],
];

describe('an endpoint that fails or lies', () => {
  it.each(lies)('%s: admits nobody, and says 503', async (_name, fault, listener) => {
    if (fault === 'timeout') shortenProbe();
    endpoint.respond(listener);

    const error = await gate.authenticate(bearer(first)).catch((reason: unknown) => reason);

    expect(error).toEqual(new TokenKeysUnavailable(fault));
    expect(error).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE' });
  });

  it.each(lies)('%s: the keys known before stay in use', async (_name, fault, listener) => {
    if (fault === 'timeout') shortenProbe();
    await gate.authenticate(bearer(first));
    endpoint.respond(listener);
    clock.advance(10 * minutes);

    await expect(gate.authenticate(bearer(first))).resolves.toMatchObject(admitted);
    expect(endpoint.count()).toBe(2);
  });

  it('publishes a key under the kid of another: the signature does not fit', async () => {
    endpoint.publish({ ...second.jwk, kid: 'first' });

    await expect(gate.authenticate(bearer(first))).rejects.toEqual(new InvalidToken('signature'));
  });

  it('publishes a key of another type under the kid: no key fits', async () => {
    endpoint.publish(createRsaKey('first').jwk);

    await expect(gate.authenticate(bearer(first))).rejects.toEqual(new InvalidToken('unknown-key'));
  });

  it('is asked again a second later while no key is known', async () => {
    endpoint.respond(fail);
    await expect(gate.authenticate(bearer(first))).rejects.toThrow(TokenKeysUnavailable);
    endpoint.publish(first.jwk);
    await expect(gate.authenticate(bearer(first))).rejects.toThrow(TokenKeysUnavailable);
    expect(endpoint.count()).toBe(1);

    clock.advance(1 * seconds);

    await expect(gate.authenticate(bearer(first))).resolves.toMatchObject(admitted);
  });

  it('is asked once a cooldown while keys are known, and nobody waits for it', async () => {
    await gate.authenticate(bearer(first));
    endpoint.respond(fail);
    clock.advance(10 * minutes);
    await gate.authenticate(bearer(first));
    expect(endpoint.count()).toBe(2);
    const { promise: isAskedAgain, resolve: askAgain } = Promise.withResolvers<void>();
    endpoint.respond(() => askAgain());

    for (let step = 0; step < 30; step += 1) {
      clock.advance(1 * seconds);
      await expect(gate.authenticate(bearer(first))).resolves.toMatchObject(admitted);
    }

    await isAskedAgain;
    expect(endpoint.count()).toBe(3);
  });

  it('that comes back is believed again', async () => {
    await gate.authenticate(bearer(first));
    endpoint.respond(fail);
    clock.advance(10 * minutes);
    await gate.authenticate(bearer(first));
    endpoint.publish(second.jwk);
    clock.advance(30 * seconds);

    await expect(gate.authenticate(bearer(second))).resolves.toMatchObject(admitted);
    await expect(gate.authenticate(bearer(first))).rejects.toEqual(new InvalidToken('unknown-key'));
  });

  it('for a day is too long: the keys known before are given up', async () => {
    await gate.authenticate(bearer(first));
    endpoint.respond(fail);
    clock.advance(24 * hours - 1);
    await expect(gate.authenticate(bearer(first))).resolves.toMatchObject(admitted);

    clock.advance(1 * minutes);

    await expect(gate.authenticate(bearer(first))).rejects.toEqual(new TokenKeysUnavailable('status'));
  });

  it('is cut off when its answer is of no use', async () => {
    const { promise: isClosed, resolve: close } = Promise.withResolvers<void>();
    endpoint.respond((_request, response) => void response.on('close', close).writeHead(500).write('and so on'));

    await expect(gate.authenticate(bearer(first))).rejects.toEqual(new TokenKeysUnavailable('status'));

    await isClosed;
  });

  it('is left alone when the authenticator closes', async () => {
    const { promise: isAsked, resolve: ask } = Promise.withResolvers<void>();
    endpoint.respond(() => ask());
    const refused = expect(gate.authenticate(bearer(first))).rejects.toEqual(new TokenKeysUnavailable('network'));
    await isAsked;

    gate.close();

    await refused;
  });
});
