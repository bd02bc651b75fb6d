/** Requests: what goes over the wire, where to, and signed with what. */
import { expect } from 'vitest';
import type { EmulatedCall } from '../../emulators/kit/emulator.ts';
import { findProvider } from '../../src/providers.ts';
import { unless, type Kit } from './kit.ts';
import type { ExpectedRequest } from './provider-under-test.ts';
import { startWorld } from './world.ts';

/** Of the connection, or of the signature. */
const headersOfAll = new Set([
  ...['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding', 'authorization', 'date'],
  ...['x-amz-date', 'x-amz-security-token', 'x-cos-security-token', 'traceparent'],
]);

/** What was asked, without what differs from call to call. */
export function toCalledRequest(call: EmulatedCall): object {
  const { operation, method, path, query, body } = call;
  const headers = Object.fromEntries(Object.entries(call.headers).filter(([name]) => !headersOfAll.has(name)));
  return { operation, method, path, query, headers, body };
}

export function toExpectedRequest(request: ExpectedRequest): object {
  return { query: {}, headers: {}, body: '', ...request };
}

export function showRequests(kit: Kit): void {
  const { subject, show, world } = kit;
  const { requests, keys } = subject;

  show('requests: bytes', async () => {
    const { put, clear, forget, gateway, toIds, calls } = world();
    clear();
    put(keys.good, { body: subject.answers.toBody(keys.good) });

    await gateway.query('query ($ids: [ID!]!) { jobsById(ids: $ids) { statusMessage } }', {
      variables: { ids: toIds([keys.good]) },
    });

    expect(calls().map(toCalledRequest)).toEqual([toExpectedRequest(requests.toDescribe([keys.good]))]);
    expect(calls().map(({ headers }) => headers['host'])).toEqual([new URL(world().emulator.url).host]);
    for (const { name, wire, query, requests: expected } of requests.others) {
      put(keys.good, wire ?? { body: subject.answers.toBody(keys.good) });
      forget();
      await gateway.query(query);
      expect([name, ...calls().map(toCalledRequest)]).toEqual([name, ...expected.map(toExpectedRequest)]);
    }
  });

  show('requests: signature', async () => {
    const names = requests.refused.map((_one, index) => `refused${index}`);
    const other = await startWorld(subject, {
      moreSources: (url) => requests.refused.map(([, toSource], index) => ({ ...toSource(url), name: names[index] })),
    });
    try {
      other.put(keys.good, { body: subject.answers.toBody(keys.good) });
      const ids = [...other.toIds([keys.good]), ...names.map((name) => `${name}:${keys.good}`)];
      const { errors } = await other.gateway.query('query ($ids: [ID!]!) { jobsById(ids: $ids) { statusMessage } }', {
        variables: { ids },
      });
      expect(requests.refused.length).toBeGreaterThan(0);
      expect(new Map(errors.map(({ path, extensions }) => [path?.[1], extensions.code]))).toEqual(
        new Map(names.map((_name, index) => [index + 1, 'PROVIDER_ACCESS_DENIED'])),
      );
    } finally {
      await other.close();
    }
  });

  const clock = unless(kit, requests.clock, 'requests: clock');
  if (clock !== undefined)
    show('requests: clock', async () => {
      let minutes = 0;
      const other = await startWorld(subject, { now: () => new Date(Date.now() + minutes * 60_000) });
      try {
        other.put(keys.good, { body: subject.answers.toBody(keys.good) });
        const { aheadMinutes, behindMinutes } = clock;
        for (const [by, codes] of [
          [aheadMinutes - 0.5, []],
          [aheadMinutes + 0.5, ['PROVIDER_ACCESS_DENIED']],
          [0.5 - behindMinutes, []],
          [-0.5 - behindMinutes, ['PROVIDER_ACCESS_DENIED']],
        ] as const) {
          minutes = by;
          const { errors } = await other.askOpen([keys.good]);
          expect([by, errors.map(({ extensions }) => extensions.code)]).toEqual([by, codes]);
        }
      } finally {
        await other.close();
      }
    });

  show('requests: origin', async () => {
    const provider = findProvider(subject.name);
    if (provider === undefined) throw new Error(`${subject.name} is not registered`);
    const { endpoint: _none, ...entry } = subject.toSource(requests.origin) as Record<string, unknown>;
    const settings = provider.settings.parse(entry);
    const { request } = provider.createAdapter(settings).describe.read([keys.good]);

    const { origin, headers } = await provider.createSigner(settings, () => new Date())(request, new Date());

    expect(origin).toBe(requests.origin);
    expect(headers['host'] ?? new URL(origin).host).toBe(new URL(requests.origin).host);
  });
}

/** To be registered last: it looks at the calls of all other tests. */
export function showThatCallsOnlyRead({ subject, show, world }: Kit): void {
  show('requests: reads only', () => {
    const allowed = new Set(
      Object.entries(subject.requests.operations).map(([operation, method]) => `${method} ${operation}`),
    );

    expect(world().everyOperation().size).toBeGreaterThan(0);
    expect([...world().everyOperation()].filter((call) => !allowed.has(call))).toEqual([]);
    expect(
      Object.keys(subject.requests.operations).filter(
        (name) => !/^(Get|BatchGet|Describe|List|Read|get|list|read|watch)/.test(name),
      ),
    ).toEqual([]);
  });
}
