import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changeAddress,
  formatAddress,
  home,
  parseAddress,
  viewNames,
  type Address,
} from '../../console/src/state/address.ts';
import { providers } from '../../console/src/state/providers.ts';
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
  cursor: fc.option(word.map((cursor) => `before:${cursor}`)),
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

  it('begins at the first page where conditions change, and stays on the page where details open', () => {
    const third = { ...home, cursor: 'abc' };

    expect(changeAddress(third, { statuses: ['FAILED'] }).cursor).toBeNull();
    expect(changeAddress(third, { job: 'a:1' }).cursor).toBe('abc');
    expect(changeAddress(third, { cursor: 'def' }).cursor).toBe('def');
  });
});
