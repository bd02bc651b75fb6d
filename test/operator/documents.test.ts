/** docs/operating.md against the program: tables that somebody reads at night must not lack a row. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { providers } from '../../src/providers.ts';
import { errorCatalogue } from '../../src/errors/catalogue.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** The cells of every table row under a heading of the second level. */
function listRows(heading: string): readonly (readonly string[])[] {
  const [, section = ''] = read('docs/operating.md').split(`\n## ${heading}\n`);
  const [text = ''] = section.split('\n## ');
  return text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

interface Schema {
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

/** Every setting that holds a value, as `sources[].limits.burst`, with its default. */
function listSettings(schema: Schema, path: string): readonly (readonly [path: string, value: unknown])[] {
  const { properties, items, oneOf = [], anyOf = [] } = schema;
  const parts = [
    ...Object.entries(properties ?? {}).flatMap(([key, part]) =>
      listSettings(part, path === '' ? key : `${path}.${key}`),
    ),
    ...[...oneOf, ...anyOf].flatMap((part) => listSettings(part, path)).filter(([inner]) => inner !== path),
    ...(items === undefined ? [] : listSettings(items, `${path}[]`).filter(([inner]) => inner !== `${path}[]`)),
  ];
  return parts.length === 0 ? [[path, schema.default]] : parts;
}

const settings = new Map(listSettings(JSON.parse(read('config.schema.json')) as Schema, ''));

/** What the tables say of each setting: their keys stand alone in the first cell, in code. */
const described = new Map(
  ['Settings', 'Limits', 'Several processes'].flatMap(listRows).flatMap(([key = '', value = '']) => {
    const [, name] = /^`([^`]+)`$/.exec(key) ?? [];
    return name === undefined ? [] : [[name, value] as const];
  }),
);

describe('the tables of settings', () => {
  it('have every setting, and no other', () => {
    expect(settings.size).toBeGreaterThan(60);
    expect([...described.keys()].toSorted()).toEqual([...settings.keys()].toSorted());
  });

  it('say the defaults', () => {
    const known = [...settings].filter(([, value]) => value !== undefined);
    const format = (value: unknown): string => (Array.isArray(value) ? value.join(', ') || 'none' : String(value));

    const said = known.map(([name]) => [name, described.get(name)?.replaceAll(/(?<=\d),(?=\d{3})| \(off\)$/g, '')]);

    expect(said).toEqual(known.map(([name, value]) => [name, format(value)]));
  });

  it('say how hard each provider is asked by default', () => {
    const names: readonly string[] = providers.map(({ name }) => name);

    const rows = listRows('Settings').filter(([name = '']) => names.includes(name));

    expect(rows).toEqual(
      providers.map(({ name, defaultLimits: { requestsPerSecond, burst, concurrency, queue } }) => [
        name,
        ...[requestsPerSecond, burst, concurrency, queue].map((value) => value.toLocaleString('en')),
      ]),
    );
  });
});

it('the table of errors has every code of the catalogue, and no other', () => {
  const rows = listRows('Errors').slice(2);

  expect(rows.map(([code]) => code)).toEqual(Object.keys(errorCatalogue));
});

it('the table of causes has every kind', () => {
  const types = [...read('src/errors/errors.ts').matchAll(/type (?:CauseKind|UnaskedKind) =([^;]+);/g)].map(
    ([, text]) => text,
  );
  const kinds = [...types.join('').matchAll(/'([A-Z_]+)'/g)].map(([, kind = '']) => kind);
  const table = JSON.stringify(listRows('Logs'));

  expect(kinds.length).toBeGreaterThan(20);
  expect(kinds.filter((kind) => !table.includes(kind))).toEqual([]);
});
