/** Every configuration that a document shows is sound; one without `auth` is shown in part, and has no tokens here. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { parse, stringify } from 'yaml';
import configSchema from '../../config.schema.json' with { type: 'json' };
import { loadConfig } from '../../src/config/load.ts';

const pages = execFileSync('git', ['ls-files', 'README.md', 'docs/*.md'], { encoding: 'utf8' }).trim().split('\n');
const sections = Object.keys(configSchema.properties);
const environment = {
  GITHUB_TOKEN: 'github_pat_example',
  CLUSTER_TOKEN: 'token',
  VALKEY_PASSWORD: 'password',
  GITHUB_WEBHOOK_SECRET: 'a-secret-of-a-webhook',
};
const source = { name: 'devices', provider: 'importexport' };

/** The blocks whose sections are all the configuration's: routers have others. */
const blocks = pages.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/^ *```yaml\n(.+?)^ *```$/gms)]
    .map(([, text = '']) => parse(text) as Readonly<Record<string, unknown>>)
    .filter((block) => Object.keys(block).every((section) => sections.includes(section)))
    .map((block) => [page, block] as const),
);

it.each(blocks)('%s shows a sound configuration', (_, block) => {
  const file = join(inject('scratchFolder'), 'shown.yaml');
  writeFileSync(file, stringify({ auth: { mode: 'none' }, sources: [source], ...block }));

  expect(loadConfig(file, environment).sources.length).toBeGreaterThan(0);
});

it('the documents show configurations', () => {
  expect(new Set(blocks.map(([page]) => page)).size).toBeGreaterThan(5);
});
