/** Every configuration that a document shows is sound; one without `auth` is shown in part, and has no tokens here. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { loadConfig } from '../../src/config/load.ts';

const pages = [
  'README.md',
  'docs/production.md',
  'docs/running.md',
  'docs/federation.md',
  'docs/security.md',
  'docs/clients.md',
];
const environment = { GITHUB_TOKEN: 'github_pat_example', CLUSTER_TOKEN: 'token', VALKEY_PASSWORD: 'password' };
const source = { name: 'devices', provider: 'importexport' };

/** The blocks with a section of the configuration that routers' files do not have. */
const blocks = pages.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/^ *```yaml\n(.+?)^ *```$/gms)]
    .map(([, text = '']) => parse(text) as Readonly<Record<string, unknown>>)
    .filter((block) => 'sources' in block || 'cluster' in block)
    .map((block) => [page, block] as const),
);

it.each(blocks)('%s shows a sound configuration', (_, block) => {
  const file = join(inject('scratchFolder'), 'shown.yaml');
  writeFileSync(file, stringify({ auth: { mode: 'none' }, sources: [source], ...block }));

  expect(loadConfig(file, environment).sources.length).toBeGreaterThan(0);
});

it('the documents show configurations', () => {
  expect(blocks.length).toBeGreaterThan(3);
});
