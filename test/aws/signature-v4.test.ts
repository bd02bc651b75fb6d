import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAwsSigner } from '../../src/provider/aws/signer.ts';
import { toEndpoint } from '../../src/provider/contract/signer.ts';
import type { WireRequest } from '../../src/provider/contract/wire.ts';

class Sha256 {
  readonly #hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as string | Uint8Array);
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(data as string | Uint8Array);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    throw new Error('a digest is taken once');
  }
}

interface Case {
  readonly request: WireRequest;
  readonly at: Date;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
}

/** By AWS's own signer, of the request as it was sent. */
async function signAgain({ request, at, secretAccessKey, sessionToken }: Case, path: string): Promise<unknown> {
  const credentials = {
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey,
    ...(sessionToken === null ? {} : { sessionToken }),
  };
  const signer = new SignatureV4({ ...scope, credentials, sha256: Sha256, applyChecksum: false });
  const { headers } = await signer.sign(
    {
      method: request.method,
      protocol: 'https:',
      hostname: host,
      path,
      query: Object.fromEntries(
        Object.entries(request.query ?? {}).map(([name, given]) => [
          name,
          typeof given === 'string' ? given : [...given],
        ]),
      ),
      headers: { ...request.headers, host },
      ...(request.body === undefined ? {} : { body: request.body }),
    },
    { signingDate: at },
  );
  return headers;
}

const scope = { region: 'eu-west-1', service: 'example' };
const host = 'example.eu-west-1.amazonaws.com';

const text = fc.string({
  unit: fc.constantFrom('a', 'B', '7', '-', '_', '.', '~', '/', ' ', '=', '&', '+', '*', "'", '%', 'é', '🦠'),
});
const name = fc.stringMatching(/^[a-z][a-z-]{0,11}$/).map((letters) => `x-amz-${letters}`);
const cases: fc.Arbitrary<Case> = fc.record({
  request: fc.record(
    {
      method: fc.constantFrom('GET' as const, 'POST' as const),
      path: fc.array(text, { maxLength: 4 }).map((parts) => `/${parts.map(encodeURIComponent).join('/')}`),
      query: fc.dictionary(text, fc.oneof(text, fc.array(text, { maxLength: 3 })), { maxKeys: 4 }),
      headers: fc.dictionary(name, fc.constantFrom('a', 'a b', ' a  b\t c ', 'é'), { maxKeys: 3 }),
      body: text,
    },
    { requiredKeys: ['method', 'path'] },
  ),
  at: fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
  secretAccessKey: fc.constantFrom('first', 'second/+='),
  sessionToken: fc.option(fc.constantFrom('a/token==')),
});

describe('a signature of version 4', () => {
  it('is the one that AWS’s own signer makes, of whatever is sent', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (one) => {
        const { secretAccessKey, sessionToken } = one;
        const identity = {
          accessKeyId: 'AKIDEXAMPLE',
          secretAccessKey,
          ...(sessionToken === null ? {} : { sessionToken }),
        };
        const credentials = { provide: () => Promise.resolve(identity) };
        const sign = createAwsSigner({ ...scope, endpoint: toEndpoint(undefined, host), credentials });

        const { headers, path, origin } = await sign(one.request, one.at);

        expect(origin).toBe(`https://${host}`);
        expect(headers).toEqual(await signAgain(one, path.replace(/\?.*/, '')));
      }),
      { seed: 20_251_201, numRuns: 500 },
    );
  });

  it('is made with the key of its day and of its secret', async () => {
    let secretAccessKey = 'first';
    const provide = () => Promise.resolve({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey });
    const sign = createAwsSigner({ ...scope, endpoint: toEndpoint(undefined, host), credentials: { provide } });
    const request = { method: 'GET', path: '/' } as const;
    const days = [
      new Date('2025-12-01T23:59:59.999Z'),
      new Date('2025-12-02T00:00:00Z'),
      new Date('2025-12-02T00:00:00.5Z'),
    ];

    for (const secret of ['first', 'second', 'first'])
      for (const at of days) {
        secretAccessKey = secret;
        const expected = await signAgain({ request, at, secretAccessKey, sessionToken: null }, '/');
        expect((await sign(request, at)).headers).toEqual(expected);
      }
  });
});
