import { describe, expect, it } from 'vitest';
import { isSafeLink } from '../../console/src/shared/safe-link.ts';

describe('an address', () => {
  it.each(['javascript:alert(1)', 'http://example.com', 'data:text/html,x', 'example.com', ''])(
    'is no link where it is %s',
    (address) => {
      expect(isSafeLink(address)).toBe(false);
    },
  );

  it('is a link where it is an https address', () => {
    expect(isSafeLink('https://example.com/jobs')).toBe(true);
  });
});
