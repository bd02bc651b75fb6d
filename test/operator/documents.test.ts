/** The pages for operators against the program: a list that is read at night must not lack an entry. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { providers } from '../../src/providers.ts';
import { errorCatalogue } from '../../src/errors/catalogue.ts';
import { causeCatalogue } from '../../src/errors/causes.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** The text under a heading of a page, up to the next one of the same level. */
function readSection(page: string, heading: string): string {
  const [, section = ''] = read(page).split(`\n## ${heading}\n`);
  return section.split('\n## ')[0] ?? '';
}

/** The entries of a page's lists, each in one line. */
function listEntries(page: string): readonly string[] {
  return read(page)
    .replaceAll(/\n {2,}(?! *-)/g, ' ')
    .split('\n')
    .filter((line) => line.startsWith('- '));
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

/** What docs/settings.md says of each setting: - `path`: kind; default `value`. Meaning. */
const described = new Map(
  // The contents of the page name no setting at their beginning.
  listEntries('docs/settings.md')
    .filter((entry) => entry.startsWith('- `'))
    .map((entry) => {
      const [, path = '', text = ''] = /^- `([^`]+)`: (.+)$/.exec(entry) ?? [];
      return [path, text] as const;
    }),
);

describe('docs/settings.md', () => {
  it('has every setting, and no other', () => {
    const sections = [...described]
      .filter(([, text]) => /^(?:(?:text|true or false) or )?section\b/.test(text))
      .map(([path]) => path);
    const values = [...described.keys()].filter((path) => settings.has(path) || !sections.includes(path));

    expect(settings.size).toBeGreaterThan(60);
    expect(values.toSorted()).toEqual([...settings.keys()].toSorted());
  });

  it('says the defaults', () => {
    const known = [...settings].filter(([, value]) => value !== undefined);
    const format = (value: unknown): string =>
      Array.isArray(value) ? value.map((one) => `\`${String(one)}\``).join(', ') || 'none' : `\`${String(value)}\``;

    const said = known.map(([name]) => [name, /; default (.+?)\. /.exec(`${described.get(name) ?? ''} `)?.[1]]);

    expect(said).toEqual(known.map(([name, value]) => [name, format(value)]));
  });

  it('says how hard each provider is called by default', () => {
    const rows = [...read('docs/settings.md').matchAll(/^\| ([a-z0-9]+) \| ([\d| ,]+) \|$/gm)];

    expect(rows.map(([, name, values]) => [name, ...(values?.split(' | ') ?? [])])).toEqual(
      providers.map(({ name, defaultLimits: { requestsPerSecond, burst, concurrency, queue } }) => [
        name,
        ...[requestsPerSecond, burst, concurrency, queue].map((value) => value.toLocaleString('en')),
      ]),
    );
  });
});

it('docs/observability.md has every code of the catalogue, and no other', () => {
  const entries = [...readSection('docs/observability.md', 'Errors').matchAll(/^- \*\*([A-Z_]+)\*\* \(/gm)];

  expect(entries.map(([, code]) => code)).toEqual(Object.keys(errorCatalogue));
});

it('docs/observability.md has every kind of cause', () => {
  const kinds = Object.keys(causeCatalogue);
  const causes = readSection('docs/observability.md', 'Causes');

  expect(kinds.length).toBeGreaterThan(20);
  expect(kinds.filter((kind) => !causes.includes(`**${kind}**`))).toEqual([]);
});
