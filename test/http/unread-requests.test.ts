/** Requests that fail before any route: refused in the graph's form, with the headers of every answer, and not repeated. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';

const origin = 'https://app.example';
const json = 'Content-Type: application/json';
const body = '{"query":"{__typename}"}';

let gateway: GatewayUnderTest;
let expectedHeaders: Readonly<Record<string, string>>;

const sources = [{ name: 'devices', provider: 'importexport' }];

beforeAll(async () => {
  gateway = await startGateway({ sources, server: { corsOrigins: [origin] } });
  const { headers } = await send('GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  const own = ['date', 'vary', 'connection', 'content-length', 'content-type'];
  expectedHeaders = Object.fromEntries(Object.entries(headers).filter(([name]) => !own.includes(name)));
});
afterAll(() => gateway.close());

interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The bytes as they are; resolves when the gateway has closed the connection. */
function send(request: string, { url } = gateway): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let received = '';
    socket.on('data', (chunk: Buffer) => (received += String(chunk)));
    socket.on('error', reject);
    socket.on('close', () => {
      resolve(readAnswer(received));
    });
    socket.write(request);
  });
}

function readAnswer(received: string): RawAnswer {
  const [head = '', ...text] = received.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = lines
    .map((line) => line.split(/: (.*)/))
    .map(([name = '', value = '']) => [name.toLowerCase(), value]);
  return {
    status: Number(first.split(' ')[1]),
    headers: Object.fromEntries(headers) as Record<string, string>,
    text: text.join('\r\n\r\n'),
  };
}

function post(path: string, headers: readonly string[], version = '1.1'): string {
  const all = [...headers, `Content-Length: ${body.length}`, 'Connection: close'];
  return `POST ${path} HTTP/${version}\r\n${all.join('\r\n')}\r\n\r\n${body}`;
}

const unreadable = ['BAD_REQUEST', 'The request could not be read.'] as const;
const tooLarge = ['REQUEST_TOO_LARGE', 'The request’s headers are too large.'] as const;
const unsupported = [
  'UNSUPPORTED_MEDIA_TYPE',
  'The request body must be application/json, in UTF-8 and not compressed.',
] as const;

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

function expectRefusal(answer: RawAnswer, { logs }: GatewayUnderTest, { status, code, message }: Refusal): void {
  expect(answer.status).toBe(status);
  expect(JSON.parse(answer.text)).toEqual({ errors: [{ message, extensions: { code } }] });
  expect(answer.headers).toMatchObject({
    ...expectedHeaders,
    'content-type': 'application/json; charset=utf-8',
    connection: 'close',
  });
  expect(JSON.stringify(answer)).not.toContain('marker');
  expect(logs.join('')).not.toMatch(/marker|"level":[56]0/);
}

describe('a request that cannot be read', () => {
  it.each<[string, string, number, readonly [code: string, message: string]]>([
    ['an address', 'GET /%zz-marker HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 400, unreadable],
    ['no HTTP at all', 'marker\r\n\r\n', 400, unreadable],
    ['a header without a name', 'GET / HTTP/1.1\r\nHost: x\r\n: marker\r\n\r\n', 400, unreadable],
    [
      'a chunk',
      `POST /graphql HTTP/1.1\r\nHost: x\r\n${json}\r\nTransfer-Encoding: chunked\r\n\r\nmarker`,
      400,
      unreadable,
    ],
    [
      'two lengths',
      `POST /graphql HTTP/1.1\r\nHost: x\r\n${json}\r\nTransfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\nmarker`,
      400,
      unreadable,
    ],
    ['headers of 20 KB', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'marker'.repeat(3500)}\r\n\r\n`, 431, tooLarge],
    ['headers of 900 KB', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'marker'.repeat(150_000)}\r\n\r\n`, 431, tooLarge],
    ['no Host', post('/graphql', [json]), 400, unreadable],
    ['an empty Host', post('/graphql', ['Host: ', json]), 400, unreadable],
    ['a Host that is none', post('/graphql', ['Host: [marker', json]), 400, unreadable],
    ['a Host with a user', post('/graphql', ['Host: marker@b', json]), 400, unreadable],
    ['a Host with a path and a query', post('/graphql', ['Host: a/../marker?x', json]), 400, unreadable],
    ['a Host with a port that is none', post('/graphql', ['Host: marker:99999', json]), 400, unreadable],
    ['two Hosts', post('/graphql', ['Host: a', 'Host: marker', json]), 400, unreadable],
    ['text/plain', post('/graphql', ['Host: x', 'Content-Type: text/plain']), 415, unsupported],
    ['no type', post('/graphql', ['Host: x']), 415, unsupported],
    ['a compressed body', post('/graphql', ['Host: x', json, 'Content-Encoding: gzip']), 415, unsupported],
    ['another charset', post('/graphql', ['Host: x', `${json}; charset=latin1`]), 415, unsupported],
    ['another charset in quotes', post('/graphql', ['Host: x', `${json}; a=b; Charset="UTF-16"`]), 415, unsupported],
  ])('is refused in the graph’s form: %s', async (_what, request, status, [code, message]) => {
    expectRefusal(await send(request), gateway, { status, message, code });
  });

  it('is refused in the graph’s form: a head that never ends', async () => {
    // A gateway of its own: on a busy machine, other requests might not come in so short a time.
    const short = await startGateway({
      sources,
      server: { corsOrigins: [origin] },
      timeouts: { headers: 100, check: 20 },
    });
    onTestFinished(short.close);

    const answer = await send('GET /marker HTTP/1.1\r\nHost: x\r\n', short);

    expectRefusal(answer, short, { status: 408, code: 'BAD_REQUEST', message: 'The request did not come in time.' });
  });

  it('has the headers of every answer, and these are many', () => {
    expect(expectedHeaders).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
  });

  it('is told which encoding it might have had', async () => {
    const { headers } = await send(post('/graphql', ['Host: x', json, 'Content-Encoding: br']));

    expect(headers['accept-encoding']).toBe('identity');
  });
});

describe('a request that can be read all the same', () => {
  it.each([
    ['UTF-8 by any spelling', post('/graphql', ['Host: x', `${json};charset="UTF-8"`])],
    ['no encoding, said', post('/graphql', ['Host: x', json, 'Content-Encoding: identity'])],
    ['an expectation that nobody knows', post('/graphql', ['Host: x', json, 'Expect: marker'])],
    ['a Host of an IPv6 address', post('/graphql', ['Host: [2001:db8::1]:8080', json])],
    ['a Host of every sign', post('/graphql', ["Host: a-b_c.~!$&'()*+,;=.%41", json])],
    ['HTTP/1.0, which has no Host', post('/graphql', [json], '1.0')],
  ])('is answered: %s', async (_what, request) => {
    const { status, text } = await send(request);

    expect([status, text]).toEqual([200, '{"data":{"__typename":"Query"}}\n']);
  });

  it.each([
    ['a preflight', ['Access-Control-Request-Method: POST'], origin, origin],
    ['one of a foreign page', ['Access-Control-Request-Method: POST'], 'https://evil.example', undefined],
    ['an OPTIONS that is none', [], undefined, undefined],
  ])('is told what may be asked for: %s', async (_what, more, from, allowed) => {
    const lines = ['Host: x', ...more, ...(from === undefined ? [] : [`Origin: ${from}`]), 'Connection: close'];

    const { status, headers, text } = await send(`OPTIONS /graphql HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);

    expect([status, text]).toEqual([204, '']);
    expect(headers['access-control-allow-origin']).toBe(allowed);
    expect(headers).toMatchObject(expectedHeaders);
  });
});
