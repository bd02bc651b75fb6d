/** One pipeline, whichever transport an operation comes by: what is wrong with it is said alike. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { ask } from '../subscriptions/raw-session.ts';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway({
    sources: [{ name: 'devices', provider: 'importexport' }],
    subscriptions: { callbackUrls: ['http://127.0.0.1:9/callback'] },
  });
});
afterAll(async () => {
  await gateway.close();
});

interface Refused {
  readonly query: string;
  readonly variables?: object;
  readonly extensions?: object;
}

interface Errors {
  readonly errors: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

/** What a router wants that asks for HTTP callbacks. */
const subscription = {
  callbackUrl: 'http://127.0.0.1:9/callback/1',
  subscriptionId: '1',
  verifier: 'v',
  heartbeatIntervalMs: 0,
};

async function post({ extensions, ...request }: Refused): Promise<Errors> {
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json;callbackSpec=1.0, application/json' },
    body: JSON.stringify({ ...request, extensions: { ...extensions, subscription } }),
  });
  return (await response.json()) as Errors;
}

const watched = 'jobUpdated(ids: ["devices:1"])';
const cases: readonly (readonly [string, Refused, string])[] = [
  ['cannot be parsed', { query: 'subscription {' }, 'GRAPHQL_PARSE_FAILED'],
  [
    'goes beyond a limit on its text',
    { query: `subscription { ${watched} { ${Array.from({ length: 31 }, (_, index) => `a${index}: id`).join(' ')} } }` },
    'OPERATION_LIMIT_EXCEEDED',
  ],
  [
    'holds more faults than are told',
    { query: `subscription { ${watched} { ${Array.from({ length: 8 }, (_, index) => `x${index}`).join(' ')} } }` },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'asks for the schema',
    { query: `subscription { ${watched} { id __typename } __schema { types { name } } }` },
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'has a variable of the wrong type',
    { query: 'subscription ($ids: [ID!]!) { jobUpdated(ids: $ids) { id } }', variables: { ids: [null] } },
    'BAD_USER_INPUT',
  ],
  [
    'does not fit its digest',
    { query: `subscription { ${watched} { id } }`, extensions: { persistedQuery: { version: 1, sha256Hash: 'no' } } },
    'BAD_REQUEST',
  ],
];

it.each(cases)(
  'a subscription that %s is refused alike by HTTP callback and over a WebSocket',
  async (_what, refused, code) => {
    const { query, extensions, variables } = refused;
    const [byCallback, overWebSocket] = [await post(refused), await ask(gateway, query, extensions, variables)];

    expect(overWebSocket.payload).toEqual(byCallback.errors);
    expect(new Set(byCallback.errors.map(({ extensions: { code: found } }) => found))).toEqual(new Set([code]));
    expect(byCallback.errors.length).toBeLessThanOrEqual(6);
  },
);
