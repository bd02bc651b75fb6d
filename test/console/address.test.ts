import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changeAddress,
  formatAddress,
  groupNames,
  home,
  listUnknown,
  parseAddress,
  viewNames,
  type Address,
} from '../../console/src/state/address.ts';
import { providers } from '../../console/src/state/providers.ts';
import { sectionNames } from '../../console/src/state/sections.ts';
import { statuses } from '../../console/src/state/status.ts';

const instant = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().replace('.000Z', 'Z'));
const word = fc.stringMatching(/^[a-z][\w:/&+?#%=-]{0,12}$/);
const addresses: fc.Arbitrary<Address> = fc.record({
  view: fc.constantFrom(...viewNames),
  statuses: fc.uniqueArray(fc.constantFrom(...statuses)),
  sources: fc.uniqueArray(word),
  providers: fc.uniqueArray(fc.constantFrom(...providers)),
  text: fc.oneof(
    fc.constant(''),
    fc.array(word, { minLength: 1 }).map((words) => words.join(' ')),
  ),
  range: fc.oneof(
    fc.constant(null),
    fc.constantFrom('1h', '30m', '24h', '7d').map((last) => ({ last })),
    fc.record({ after: instant, before: fc.option(instant) }),
    fc.record({ after: fc.constant(null), before: instant }),
  ),
  by: fc.constantFrom(null, 'created' as const, 'ended' as const),
  job: fc.option(word),
  accounts: fc.uniqueArray(word),
  labels: fc.uniqueArray(word.map((value) => `team=${value}`)),
  definitions: fc.uniqueArray(word.map((name) => `${name}, ${name}`)),
  codes: fc.uniqueArray(word),
  reasons: fc.uniqueArray(word),
  group: fc.constantFrom(null, ...groupNames),
  open: fc.option(fc.subarray([...sectionNames])),
  cursors: fc.dictionary(
    fc.constantFrom(...sectionNames),
    word.map((cursor) => `before:${cursor}`),
  ),
});

describe('the address', () => {
  it('says the whole view: what is written is read again', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        expect(parseAddress(formatAddress(address))).toEqual(address);
      }),
    );
  });

  it('is empty for the default view', () => {
    expect(formatAddress(home)).toBe('');
    expect(parseAddress('')).toEqual(home);
  });

  it('shows ids as people know them', () => {
    const query = formatAddress({ ...home, job: 'omics-prod:1234567890/0000000108' });

    expect(query).toBe('?job=omics-prod:1234567890/0000000108');
  });

  it('takes lists with commas, and words in lower case', () => {
    const { statuses, providers, sources } = parseAddress(
      '?status=failed,timed_out&status=running&provider=kubernetes&source=a,b',
    );

    expect(statuses).toEqual(['FAILED', 'TIMED_OUT', 'RUNNING']);
    expect(providers).toEqual(['KUBERNETES']);
    expect(sources).toEqual(['a', 'b']);
  });

  it.each([
    ['an unknown view', '?view=secret'],
    ['an unknown status', '?status=EXPLODED,constructor'],
    ['an unknown provider', '?provider=__proto__'],
    ['a span that is none', '?last=soon'],
    ['an instant that is none', '?after=yesterday&before=2026-99-99'],
    ['another time', '?by=guessed'],
    ['empty texts', '?q=%20&job=&cursor='],
  ])('leaves out %s', (_name, query) => {
    expect(parseAddress(query)).toEqual(home);
  });

  it('reads a day alone as its beginning in UTC', () => {
    expect(parseAddress('?after=2026-11-22').range).toEqual({ after: '2026-11-22T00:00:00Z', before: null });
  });

  it('begins at the first pages where conditions change, and stays on a page where details or sections open', () => {
    const third = { ...home, cursors: { failed: 'abc' } };

    expect(changeAddress(third, { statuses: ['FAILED'] }).cursors).toEqual({});
    expect(changeAddress(third, { job: 'a:1', open: ['active'] }).cursors).toEqual({ failed: 'abc' });
    expect(changeAddress(third, { cursors: { failed: 'def' } }).cursors).toEqual({ failed: 'def' });
  });

  it('of earlier versions leads to what it meant', () => {
    expect(parseAddress('?view=active&last=1h')).toEqual({ ...home, range: { last: '1h' } });
    expect(parseAddress('?view=failed')).toMatchObject({
      view: 'now',
      statuses: ['FAILED', 'PARTIALLY_SUCCEEDED', 'TIMED_OUT'],
      group: 'reason',
    });
    expect(parseAddress('?view=all&cursor=before:abc').cursors).toEqual({ all: 'before:abc' });
  });

  it('says what it does not know', () => {
    expect(listUnknown('?view=foo&status=FOO,FAILED&last=0h&by=x&source=any')).toEqual([
      'view=foo',
      'status=FOO',
      'last=0h',
      'by=x',
    ]);
    expect(listUnknown('?view=failed&status=failed&last=1h&after=2026-11-22')).toEqual([]);
  });
});
