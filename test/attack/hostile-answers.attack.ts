/** Twenty answers at once that a provider may well give, and that are as costly to read as they can be. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toRawAnswer } from '../../emulators/kit/emulator.ts';
import { startEmulators } from '../providers.ts';
import { ask, countEach } from './client.ts';
import { sampleDuring, toPercentile } from './sampler.ts';
import { generous, print, signToken, startVictim, type Victim } from './victim.ts';

/** Just under the 5 MB that an answer was allowed to have when this was found. */
const bytes = 4_800_000;
const fill = (unit: string): string => unit.repeat(Math.floor(bytes / unit.length));
const number = (unit: (index: number) => string, length: number): string =>
  Array.from({ length: Math.floor(bytes / length) }, (_value, index) => unit(index)).join('');

const toXml = (id: string, inner: string, attributes = ''): string =>
  `<DescribeJobResult><Job${attributes}><JobId>${id}</JobId><Status>Active</Status>${inner}</Job></DescribeJobResult>`;
const toJson = (id: string, inner: string): string => `{"JobId":"${id}","Status":"PENDING","Output":${inner}}`;

interface Hostile {
  readonly name: string;
  readonly provider: 'cosbatch' | 'panorama';
  readonly toBody: (id: string) => string;
}
const texts = {
  elements: fill('<x/>'),
  pairs: fill('<x></x>'),
  fields: `<Manifest><Spec><Fields>${fill('<member/>')}</Fields></Spec></Manifest>`,
  attributes: number((index) => ` a${String(index).padStart(6, '0')}=""`, 11),
  references: `<Description>${fill('&amp;')}</Description>`,
  deep: '[]'.replace('[]', `${'['.repeat(bytes / 2)}${']'.repeat(bytes / 2)}`),
  wide: `[${fill('{},')}{}]`,
  keys: `{${number((index) => `"k${String(index).padStart(6, '0')}":0,`, 12)}"z":0}`,
};
/** Each is the first part of its jobs' ids, and a source of its own: a breaker that opens spoils no other's case. */
const forms: Readonly<Record<string, Hostile>> = {
  elements: { name: 'empty elements', provider: 'cosbatch', toBody: (id) => toXml(id, texts.elements) },
  pairs: { name: 'pairs of tags', provider: 'cosbatch', toBody: (id) => toXml(id, texts.pairs) },
  fields: { name: 'fields of a list', provider: 'cosbatch', toBody: (id) => toXml(id, texts.fields) },
  attributes: { name: 'attributes', provider: 'cosbatch', toBody: (id) => toXml(id, '', texts.attributes) },
  references: { name: 'references', provider: 'cosbatch', toBody: (id) => toXml(id, texts.references) },
  deep: { name: 'deep JSON', provider: 'panorama', toBody: (id) => toJson(id, texts.deep) },
  wide: { name: 'wide JSON', provider: 'panorama', toBody: (id) => toJson(id, texts.wide) },
  keys: { name: 'JSON of many keys', provider: 'panorama', toBody: (id) => toJson(id, texts.keys) },
};

/**
 * In milliseconds, or four times what a quiet gateway takes here. Two processors of its own give some 100; with ten
 * others on them it was 300. Before answers were bounded, it was ten seconds.
 */
const longestP99 = 400;
const rounds = 3;

let close: () => Promise<void>;
let victim: Victim;
let token: string;
let quietP99: number;
let serial = 0;

beforeAll(async () => {
  const toBody = (id: string) => {
    const form = forms[id.split('-', 1)[0] ?? ''];
    return form === undefined ? undefined : toRawAnswer({ body: form.toBody(id) });
  };
  const providers = await startEmulators(
    {
      cosbatch: {
        provider: 'cosbatch',
        jobs: { list: () => [], describe: (id) => toBody(id) ?? { JobId: id, Status: 'Active' } },
        source: generous,
      },
      panorama: {
        provider: 'panorama',
        jobs: { list: () => [], describe: (id) => toBody(id) ?? { JobId: id, Status: 'PENDING' } },
        source: generous,
      },
    },
    { recordedCalls: 10 },
  );
  ({ close } = providers);
  const sources = [...Object.entries(forms), ['good', { provider: 'cosbatch' }] as const].flatMap(
    ([name, { provider }]) => providers.toSources({ name }, [provider]),
  );
  victim = await startVictim({ sources });
  token = await signToken('reader');
  const { health } = await sampleDuring(victim, async () => {
    for (let round = 0; round < 20; round += 1) {
      await askForTwenty('good');
      await wait(100);
    }
  });
  quietP99 = toPercentile(health, 0.99);
  print('quiet', { p99: Math.round(quietP99) });
});
afterAll(async () => {
  await victim.end();
  await close();
});

function askForTwenty(source: string) {
  serial += 1;
  const ids = Array.from({ length: 20 }, (_value, index) => `${source}:${source}-${serial}-${index}`);
  const query = 'query($ids: [ID!]!) { jobsById(ids: $ids) { id status } }';
  return ask(victim.url, { query, variables: { ids }, token, milliseconds: 40_000 });
}

describe('twenty answers of 4.8 MB in one query', () => {
  it.each(Object.entries(forms))('%s', { timeout: 150_000 }, async (source, { name }) => {
    const { result, health, failures, maxWallMilliseconds } = await sampleDuring(victim, async () => {
      const outcomes: string[] = [];
      for (let round = 0; round < rounds && victim.isAlive(); round += 1) {
        const { status, codes } = await askForTwenty(source);
        outcomes.push(`${status} ${JSON.stringify(countEach(codes))}`);
        await wait(300);
      }
      return outcomes;
    });

    const p99 = Math.round(toPercentile(health, 0.99));
    const p50 = Math.round(toPercentile(health, 0.5));
    print(name, { outcome: countEach(result), samples: health.length, p50, p99, maxWallMilliseconds, failures });
    expect(victim.isAlive()).toBe(true);
    expect(p99).toBeLessThan(Math.max(longestP99, 4 * quietP99));
  });
});
