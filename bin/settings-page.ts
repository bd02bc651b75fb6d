import { z } from 'zod';
import { configSchema } from '../src/config/schema.ts';
import { providers } from '../src/providers.ts';
import { formatSettingsContents } from './provider-kinds.ts';
import { formatKind } from './setting-kind.ts';
import { wrap } from './wrap.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** A setting at its path, such as `sources[].limits.burst`, as the page says it. */
interface Setting {
  readonly path: string;
  readonly kind: string;
  readonly description: string;
}

/** docs/settings.md: every setting of the configuration file by the schema's own descriptions. */
export function formatSettingsPage(): string {
  const schema = z.toJSONSchema(configSchema, { target: 'draft-07', io: 'input' });
  const sections = Object.entries(schema.properties ?? {}).map(([name, part]) => {
    const isRequired = schema.required?.includes(name) ?? false;
    if (typeof part === 'boolean') throw new TypeError(`The section ${name} must have a schema.`);
    const lead = wrap(`${part.description ?? ''}${isRequired ? ' This section is required.' : ''}`, '');
    return [
      `## \`${name}\``,
      lead,
      ...(name === 'sources' ? formatSources(part) : [formatSettings(listInside(part, name))]),
    ];
  });
  return `${[head, ...sections.flat()].join('\n\n')}\n`;
}

const head = `<!-- Made of the schema of the configuration: npm run generate. -->

# Settings

The configuration is a YAML or JSON file. \`\${NAME}\` in any value is taken from the environment. The program reads the file once, at the
start, and reports all faults of the file at once. [jobgraph.example.yaml](../jobgraph.example.yaml) shows the settings in one file, and
editors check a file with [config.schema.json](../config.schema.json).

Each entry says the kind of value and its range, then the default, then the meaning. Names of files are relative to the folder of the
configuration. [running.md](running.md) explains what belongs together: the console, several processes, limits, sizing.`;

/** Settings of all providers first, then those of several, then those of one. */
function formatSources(schema: JsonSchema): readonly string[] {
  const variants = listVariants(schema.items);
  const names = variants.map((variant) => formatConstant(variant, 'provider'));
  const providersOf = new Map<string, readonly string[]>();
  for (const [index, variant] of variants.entries()) {
    for (const setting of listInside(variant, 'sources[]').filter(({ path }) => path !== 'sources[].provider')) {
      const text = formatSetting(setting);
      providersOf.set(text, [...(providersOf.get(text) ?? []), names[index] ?? '']);
    }
  }
  const groups = Map.groupBy(providersOf, ([, its]) => its.join(', '));
  const widest = [...groups].toSorted(([, [a]], [, [b]]) => (b?.[1].length ?? 0) - (a?.[1].length ?? 0));
  const kind = formatSetting({
    path: 'sources[].provider',
    kind: `one of ${names.map((name) => `\`${name}\``).join(', ')}; required`,
    description: 'The kind of source.',
  });
  const contents = widest
    .filter(([its]) => its !== names.join(', '))
    .map(([its, entries]) => [its, listNames(entries.map(([text]) => text))] as const);
  return [
    formatSettingsContents(new Map(contents)),
    ...widest.flatMap(([its, entries]) => {
      const lines = entries.map(([text]) => text);
      const isShared = its === names.join(', ');
      return [isShared ? '### Every source' : `### ${its}`, (isShared ? [kind, ...lines] : lines).join('\n')];
    }),
    formatDefaultLimits(),
  ];
}

/** The settings of a source itself, without what is inside of them. */
function listNames(entries: readonly string[]): readonly string[] {
  const paths = entries.flatMap((text) => /^- `sources\[\]\.(\w+)/.exec(text)?.[1] ?? []);
  return [...new Set(paths)];
}

function formatDefaultLimits(): string {
  const rows = providers.map(({ name, defaultLimits: { requestsPerSecond, burst, concurrency, queue } }) => {
    const values = [requestsPerSecond, burst, concurrency, queue].map((value) => value.toLocaleString('en'));
    return `| ${[name, ...values].join(' | ')} |`;
  });
  const title = '| provider | requestsPerSecond | burst | concurrency | queue |';
  return `### Default limits\n\nThe defaults of \`sources[].limits\`. Each process has its own, unless \`cluster\` is set.\n\n${[title, '| --- | --- | --- | --- | --- |', ...rows].join('\n')}`;
}

/** The settings inside of a section, in the file's order. Those that several variants of a section have stand once. */
function listInside(schema: JsonSchema, path: string): readonly Setting[] {
  const variants = listVariants(schema);
  const found = variants.flatMap((variant) =>
    Object.entries(variant.properties ?? {}).flatMap(([key, part]) => {
      if (typeof part === 'boolean') return [];
      const place = `${path}.${key}`;
      const kind = formatKind(part, formatNeed(variant, key, variants));
      const own = { path: place, kind, description: part.description ?? '' };
      return [own, ...listInside(part, place)];
    }),
  );
  const alike = Map.groupBy(found, ({ path: place }) => place);
  return [...alike.values()].map(join);
}

/** The condition under which a variant of a section must have this key; empty if the section's description says it. */
function formatNeed(variant: JsonSchema, key: string, variants: readonly JsonSchema[]): string | undefined {
  if (!(variant.required?.includes(key) ?? false)) return undefined;
  if (variants.every(({ required }) => required?.includes(key) ?? false)) return 'required';
  const mode = formatConstant(variant, 'mode');
  return mode === '' ? '' : `required with \`mode: ${mode}\``;
}

/** One entry for a setting that variants of its section describe by themselves, such as `auth.mode`. */
function join(settings: readonly Setting[]): Setting {
  const first = settings.at(-1);
  if (first === undefined) throw new TypeError('A setting must be described at least once.');
  const isChoice = settings.length > 1 && settings.every(({ kind }) => kind.startsWith('`'));
  if (!isChoice) return { ...first, description: [...new Set(settings.map((one) => one.description))].join(' ') };
  const values = settings.map(({ kind }) => kind.replace('; required', ''));
  const meanings = settings.map(({ description }, index) => `${values[index] ?? ''}: ${description}`);
  return { path: first.path, kind: `${values.join(', ')}; required`, description: meanings.join(' ') };
}

/** The maps that a section may be: itself, or its alternatives. */
function listVariants(schema: JsonSchema | boolean | readonly unknown[] | undefined): readonly JsonSchema[] {
  if (typeof schema !== 'object' || Array.isArray(schema)) return [];
  const { properties, oneOf = [], anyOf = [] } = schema as JsonSchema;
  return properties === undefined ? [...oneOf, ...anyOf].flatMap(listVariants) : [schema as JsonSchema];
}

function formatConstant(variant: JsonSchema, key: string): string {
  const part = variant.properties?.[key];
  return typeof part === 'object' ? String(part.const) : '';
}

function formatSettings(settings: readonly Setting[]): string {
  return settings.map(formatSetting).join('\n');
}

function formatSetting({ path, kind, description }: Setting): string {
  return wrap(`- \`${path}\`: ${kind}. ${description}`, '  ');
}
