/** How long a delivery is known. */
import { expect, it } from 'vitest';
import { createSeenDeliveries } from '../../src/jobs/webhooks/seen-deliveries.ts';

const hour = 3_600_000;

it('the last ten thousand are known by their ids and by their signatures, and the one before them is not', () => {
  const { note } = createSeenDeliveries(() => 0);
  for (let n = 0; n < 10_000; n += 1) expect(note(`id-${n}`, `signature-${n}`)).toBe(false);

  expect([note('id-0', 'another'), note('another', 'signature-1')]).toEqual([true, true]);
  // Each of the two has brought one new name.
  expect([note('id-2', 'signature-2'), note('id-1', 'new'), note('new', 'signature-0')]).toEqual([true, true, false]);
});

it('where they are fewer, those of the last hour are known', () => {
  let now = 0;
  const { note } = createSeenDeliveries(() => now);
  note('id-0', 'signature-0');
  now = hour / 2;
  note('id-1', 'signature-1');

  now = hour - 1;
  const before = note('id-0', 'other');
  now = hour;
  expect([before, note('id-1', 'other'), note('id-0', 'signature-0')]).toEqual([true, true, false]);
});
