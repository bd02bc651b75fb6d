/** Keys: what is an id, and what is refused before any call. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { toRuns } from '../runs.ts';
import { unless, type Kit } from './kit.ts';
import { isNone } from './provider-under-test.ts';
import { toCalledRequest, toExpectedRequest } from './requests.ts';

/** Neither of these is a key of any provider unless its pattern says so. */
function listMalformed(good: string): readonly string[] {
  return [
    ...['', ' ', '.', '..', '../..', '%2e%2e', '%2F', '%', '__proto__', 'constructor', '７', '\u202E', '🦠', '*'],
    ...[
      '\r\n',
      '\n',
      '\0',
      '\t',
      '#',
      '?x=1',
      '&x=1',
      ';x',
      '@host',
      '%00',
      '"',
      "'",
      '\\',
      '<',
      'é',
      ' ',
      '/',
      '/x',
    ].flatMap((more) => [good + more, more + good]),
    ...['x'.repeat(10_000), good.repeat(300), `//host/${good}`, `http://host/${good}`, good.replace(/[0-9]/, '７')],
    `../${good}`,
    `${good}/../${good}`,
  ];
}

export function showKeys(kit: Kit): void {
  const { subject, show, world } = kit;
  const { keys, sourceName } = subject;
  const someKeys = fc.uniqueArray(fc.stringMatching(keys.pattern), { minLength: 1, maxLength: 10 });

  show('keys: ids', () =>
    fc.assert(
      fc.asyncProperty(someKeys, async (some) => {
        const { put, clear, gateway, toIds, token } = world();
        clear();
        for (const key of some) put(key, { body: subject.answers.toBody(key) });

        const byId = await gateway.query('query ($ids: [ID!]!) { jobsById(ids: $ids) { id } }', {
          variables: { ids: toIds(some) },
          token,
        });
        const byField = await gateway.query(`{ ${toRootFields(some.slice(0, 3))} }`, { token });

        expect([...byId.errors, ...byField.errors]).toEqual([]);
        expect(byId.data.jobsById).toEqual(toIds(some).map((id) => ({ id })));
        expect(Object.values(byField.data as object)).toEqual(toIds(some.slice(0, 3)).map((id) => ({ id })));
      }),
      { numRuns: toRuns(8) },
    ),
  );

  const toRootFields = (some: readonly string[]): string =>
    some.map((key, index) => `k${index}: ${toRootField(keys.toArguments(key))}`).join(' ');
  const toRootField = (given: Readonly<Record<string, string>>): string =>
    `${keys.rootField}(source: ${JSON.stringify(sourceName)}, ${Object.entries(given)
      .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
      .join(', ')}) { id }`;

  /** Some providers' names may be nearly any text. */
  const listMalformedArguments = (good: string): readonly string[] => {
    const odd = ['', 'a b', 'x\r\ny: z', '%2e%2e', 'a?b', 'a#b', '\0'];
    return odd.filter((value) => !keys.pattern.test(keys.good.replace(good, () => value)));
  };

  const malformed = [...keys.malformed, ...listMalformed(keys.good).filter((key) => !keys.pattern.test(key))];

  show('keys: malformed', async () => {
    const { clear, gateway, toIds, calls } = world();
    clear();
    for (const [name, good] of Object.entries(keys.toArguments(keys.good)))
      for (const value of listMalformedArguments(good)) {
        const { errors } = await gateway.query(`{ ${toRootField({ ...keys.toArguments(keys.good), [name]: value })} }`);
        expect([name, value, errors.map(({ extensions }) => extensions.code)]).toEqual([
          name,
          value,
          ['BAD_USER_INPUT'],
        ]);
      }

    const { errors } = await gateway.query('query ($ids: [ID!]!) { jobsById(ids: $ids) { id status } }', {
      variables: { ids: toIds(malformed) },
    });

    expect(malformed.filter((key) => keys.pattern.test(key))).toEqual([]);
    expect(new Map(errors.map(({ path, extensions }) => [path?.[1], extensions.code]))).toEqual(
      new Map(malformed.map((_key, index) => [index, 'BAD_USER_INPUT'])),
    );
    expect(calls()).toEqual([]);
  });

  show('keys: place', () =>
    fc.assert(
      fc.asyncProperty(fc.stringMatching(keys.pattern), async (key) => {
        const { put, clear, gateway, toIds, calls } = world();
        clear();
        put(key, { body: subject.answers.toBody(key) });

        await gateway.query('query ($ids: [ID!]!) { jobsById(ids: $ids) { statusMessage } }', {
          variables: { ids: toIds([key]) },
        });

        expect(calls().map(toCalledRequest)).toEqual([toExpectedRequest(subject.requests.toDescribe([key]))]);
      }),
      { numRuns: toRuns(8) },
    ),
  );

  show('keys: provider id', async () => {
    const { put, clear, gateway, toIds, calls } = world();
    const { toProviderJobId = (key: string) => key } = keys;
    const find = async (key: string): Promise<unknown> => {
      const { data, errors } = await gateway.query(
        `query ($id: ID!) { jobsByProviderJobId(providerJobId: $id) { jobs { id providerJobId } issues { code } } }`,
        { variables: { id: toProviderJobId(key) } },
      );
      expect(errors).toEqual([]);
      return data.jobsByProviderJobId;
    };
    clear();
    const there = isNone(subject.lists) ? [keys.good] : subject.lists.jobs.map(({ key }) => key);
    if (isNone(subject.lists)) put(keys.good, { body: subject.answers.toBody(keys.good) });

    for (const key of there)
      expect(await find(key)).toEqual({
        jobs: [{ id: toIds([key])[0], providerJobId: toProviderJobId(key) }],
        issues: [],
      });

    expect(await find(keys.unseen)).toEqual({ jobs: [], issues: [] });
    expect(calls().length).toBeGreaterThan(there.length);
  });

  show(
    'keys: provider id',
    async () => {
      const { clear, gateway, calls } = world();
      clear();
      const { pattern, providerJobIdPattern = pattern } = keys;
      for (const id of listMalformed(keys.good).filter(
        (key) => !pattern.test(key) && !providerJobIdPattern.test(key),
      )) {
        const { data, errors } = await gateway.query(
          'query ($id: ID!) { jobsByProviderJobId(providerJobId: $id) { jobs { id } issues { code } } }',
          { variables: { id } },
        );
        expect([id, data?.jobsByProviderJobId, errors]).toEqual([id, { jobs: [], issues: [] }, []]);
      }
      expect(calls()).toEqual([]);
    },
    'and a text that is none costs no call',
  );

  const spellings = unless(kit, keys.spellings, 'keys: one id');
  if (spellings === undefined) return;
  show('keys: one id', async () => {
    const { put, clear, gateway, toIds, callsFor } = world();
    for (const [canonical, other] of spellings) {
      clear();
      put(canonical, { body: subject.answers.toBody(canonical) });

      const { data } = await gateway.query('query ($ids: [ID!]!) { jobsById(ids: $ids) { id } }', {
        variables: { ids: toIds([canonical, other]) },
      });

      expect(data.jobsById).toEqual(toIds([canonical, canonical]).map((id) => ({ id })));
      expect(callsFor(canonical)).toBe(1);
    }
  });
}
