import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatConfigJsonSchema } from '../../bin/config-json-schema.ts';
import { providers } from '../../src/providers.ts';

interface JsonSchema {
  readonly description?: string;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
}

const schema = JSON.parse(formatConfigJsonSchema()) as JsonSchema;

/** The paths of settings without a word about them. */
function listUndescribed(
  { properties = {}, items, oneOf = [], anyOf = [] }: JsonSchema,
  path: string,
): readonly string[] {
  const keys = Object.entries(properties).flatMap(([key, property]) => [
    ...(property.description === undefined ? [`${path}.${key}`] : []),
    ...listUndescribed(property, `${path}.${key}`),
  ]);
  return [
    ...keys,
    ...[...oneOf, ...anyOf, ...(items === undefined ? [] : [items])].flatMap((part) => listUndescribed(part, path)),
  ];
}

describe('the JSON schema of the configuration', () => {
  it('is the committed one (npm run config:schema writes it again)', () => {
    const committed = readFileSync(new URL('../../config.schema.json', import.meta.url), 'utf8');

    expect(committed).toBe(formatConfigJsonSchema());
  });

  it('describes every setting', () => {
    const undescribed = listUndescribed(schema, '');

    expect(undescribed).toEqual([]);
  });

  it('knows every provider', () => {
    const known = schema.properties?.['sources']?.items?.oneOf?.map(
      ({ properties }) => properties?.['provider']?.const,
    );

    expect(known).toEqual(providers.map(({ name }) => name));
  });

  it.each([
    ['a number from the environment', { limits: { depth: '${DEPTH}' } }, true],
    ['a truth value from the environment', { server: { explorer: '${ON}' } }, true],
    ['a number in quotes', { limits: { depth: '12' } }, false],
    ['an unknown key', { servre: {} }, false],
    ['a port beyond the last', { server: { port: 65_536 } }, false],
  ])('judges %s', (_name, part, isFit) => {
    const editor = z.fromJSONSchema(schema as z.core.JSONSchema.JSONSchema);

    const found = editor.safeParse({
      auth: { mode: 'none' },
      sources: [{ name: 'a', provider: 'importexport' }],
      ...part,
    });

    expect(found.success).toBe(isFit);
  });
});
