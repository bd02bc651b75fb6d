import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadConfig, parseConfig } from '../../src/config/load.ts';
import { formatConfigJsonSchema } from '../../bin/config-json-schema.ts';
import { providers } from '../../src/providers.ts';

const file = fileURLToPath(new URL('../../jobgraph.example.yaml', import.meta.url));
const text = readFileSync(file, 'utf8');

const environment = {
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI',
  AWS_SESSION_TOKEN: 'token',
  PIPELINES_EXTERNAL_ID: 'external',
  TENCENT_SECRET_ID: 'AKIDEXAMPLE',
  TENCENT_SECRET_KEY: 'secret',
  TENCENT_TOKEN: 'token',
  GITHUB_TOKEN: 'github_pat_example',
  GITHUB_WEBHOOK_SECRET: 'a secret of 16 bytes or more',
  K8S_TOKEN: 'token',
  AIRFLOW_PASSWORD: 'password',
  DATABRICKS_SECRET: 'secret',
};

/** The names of all settings, in sections and in sections of sections. */
function listKeys(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {} } = schema as { readonly properties?: Readonly<Record<string, unknown>> };
  return [...Object.keys(properties), ...Object.values(schema).flatMap(listKeys)];
}

it('the example is a sound configuration with a source of every provider', () => {
  const config = loadConfig(file, environment);

  expect(config.sources.map(({ provider }) => provider)).toEqual(providers.map(({ name }) => name));
});

it('the example says the defaults', () => {
  const example = loadConfig(file, environment);

  // Without tokens nobody signs in.
  const { auth, console, sources } = example;
  const defaults = parseConfig({ auth: { mode: 'none' }, sources: [{ name: 'devices', provider: 'importexport' }] });
  const following = { rootFields: 30, directives: 30, listArguments: 1000 };
  expect(example).toEqual({ ...defaults, auth, console, sources, limits: { ...defaults.limits, ...following } });
  expect(console).toEqual({ signIn: { mode: 'paste' } });
});

it('the example names every setting', () => {
  const keys = new Set(listKeys(JSON.parse(formatConfigJsonSchema())));

  const missing = [...keys].filter((key) => !new RegExp(`\\b${key}:`).test(text));

  expect(keys.size).toBeGreaterThan(60);
  expect(missing).toEqual([]);
});

it('an editor finds nothing wrong with the example, references included', () => {
  const editor = z.fromJSONSchema(JSON.parse(formatConfigJsonSchema()) as z.core.JSONSchema.JSONSchema);

  const found = editor.safeParse(parse(text));

  expect(found.error?.issues).toBeUndefined();
});
