import { describe, expect, it } from 'vitest';
import { freeze } from '../../console/src/share/freeze.ts';
import { home, parseAddress } from '../../console/src/state/address.ts';

const now = Date.parse('2026-11-24T10:00:00.500Z');

describe('a view that is sent to others', () => {
  it('has instants in place of a span before now, by the time that the span was about, and no page of the list', () => {
    expect(freeze(parseAddress('?view=all&status=FAILED&last=1h&cursor=abc'), now)).toEqual({
      ...parseAddress('?view=all&status=FAILED'),
      range: { after: '2026-11-24T09:00:00Z', before: '2026-11-24T10:00:00Z' },
      by: 'created',
    });
    expect(freeze(parseAddress('?view=all&last=1h&by=ended'), now).by).toBe('ended');
  });

  it('keeps instants, and what it does not say', () => {
    const still = parseAddress('?view=all&after=2026-11-20T00:00:00Z&job=cos:1');

    expect(freeze(still, now)).toEqual(still);
    expect(freeze({ ...home, cursors: { failed: 'abc' } }, now)).toEqual(home);
  });
});
