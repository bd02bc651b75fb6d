/** What the lockfile tells everybody who installs by it. */
import { expect, it } from 'vitest';
import lock from '../../package-lock.json' with { type: 'json' };

it('the lockfile names no registry', () => {
  const packages = Object.values(lock.packages) as readonly { readonly resolved?: string }[];

  expect(packages.filter(({ resolved }) => resolved !== undefined)).toEqual([]);
});
